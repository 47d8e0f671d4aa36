package org.pamoja.fspiop.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Strict reading and exact writing of JSON. Strict, because a body that two parsers read
 * differently can mean two amounts. Threads may share everything here.
 */
public final class Json {
  /** Deeper than any message of the scheme, shallow enough for every recursive walk. */
  private static final int MAX_DEPTH = 64;

  /** Eight times the longest text of the API, an ILP packet (32768). */
  private static final int MAX_STRING = 262_144;

  private static final int MAX_NUMBER = 100;
  private static final int MAX_NAME = 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // checked by hand, below
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /**
   * The one JSON value of a body. Refuses empty bodies, invalid UTF-8, a byte order mark, anything
   * after the value, a property that occurs twice, and values beyond the bounds above. Decimals
   * keep the exact value that was sent.
   *
   * @throws MalformedJsonException with a reason that may be told to the sender
   */
  public static JsonNode parse(byte[] body) throws MalformedJsonException {
    String text = decode(body);
    try (JsonParser parser = MAPPER.createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || node.isMissingNode()) {
        throw new MalformedJsonException("the body is empty");
      }
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("there is more after the end of the JSON value");
      }
      return node;
    } catch (JacksonException refused) {
      throw new MalformedJsonException(reason(refused));
    }
  }

  /**
   * Compact UTF-8 with the properties in the order they were received, written as JavaScript's
   * JSON.stringify writes: the text from which the duplicate check takes its hash.
   */
  public static byte[] inReceivedOrder(JsonNode node) {
    return JsonText.write(node, false);
  }

  /**
   * Compact UTF-8 with keys sorted by UTF-16 code units at every level, written as JavaScript's
   * JSON.stringify writes: the form that hub-made bodies have and that the reference's signature
   * check re-creates.
   */
  public static byte[] canonical(JsonNode node) {
    return JsonText.write(node, true);
  }

  /**
   * SHA-256 over {@link #inReceivedOrder}, in standard base64 without the trailing {@code =}: two
   * bodies that differ only in blanks are the same message.
   */
  public static String bodyHash(JsonNode node) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(inReceivedOrder(node));
      return Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String decode(byte[] body) throws MalformedJsonException {
    // The lenient decoder is several times faster than the strict one and puts U+FFFD where the
    // bytes are wrong, so the strict one is only asked when such a character is present.
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      requireUtf8(body);
    }
    if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
      throw new MalformedJsonException("the body starts with a byte order mark");
    }
    return text;
  }

  private static void requireUtf8(byte[] body) throws MalformedJsonException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException invalid) {
      throw new MalformedJsonException("the body is not valid UTF-8");
    }
  }

  private static String reason(JacksonException refused) {
    TokenStreamLocation at = refused.getLocation();
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return switch (refused) {
      case StreamConstraintsException _ ->
          "nested too deeply, or a text or number too long" + place;
      case MismatchedInputException _ -> "a property occurs twice" + place;
      default -> "not valid JSON" + place;
    };
  }
}
