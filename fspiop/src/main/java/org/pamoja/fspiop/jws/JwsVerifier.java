package org.pamoja.fspiop.jws;

import static org.pamoja.fspiop.error.ErrorCode.INVALID_SIGNATURE;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/**
 * Verifies a participant's signature over body and headers. Nothing here compares the signed URI
 * with the path of the request: relays may stand in between. Threads may share it if they may share
 * the source of keys.
 */
public final class JwsVerifier {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final Function<String, Optional<PublicKey>> keys;
  private final Provider provider;

  /** Both base64url texts of the header and what the protected one says. */
  private record Jws(byte[] signature, String protectedText, JsonNode protectedHeader) {}

  /** Verifies with the platform's default provider. */
  public JwsVerifier(Function<String, Optional<PublicKey>> keys) {
    this(keys, null);
  }

  /**
   * Verifies with a chosen provider.
   *
   * @param keys public key by participant id; asked once for every message, so it should be cached
   * @param provider null for the platform's default
   */
  public JwsVerifier(Function<String, Optional<PublicKey>> keys, Provider provider) {
    this.keys = keys;
    this.provider = provider;
  }

  /**
   * Accepts a signature over the bytes as received or over their re-serialisation with sorted keys:
   * the standard signs the former, the reference's receivers check the latter, and senders exist
   * for both.
   *
   * @param body as received
   * @param parsed the same body
   * @throws FspiopException 400 with 3105 and the reason
   */
  public void verify(Headers headers, byte[] body, JsonNode parsed) {
    if (body.length == 0) {
      throw refused("there is no body to verify");
    }
    String source = required(headers, HeaderName.SOURCE);
    PublicKey key = keys.apply(source).orElseThrow(() -> refused("no public key of " + source));
    required(headers, HeaderName.URI);
    required(headers, HeaderName.HTTP_METHOD);
    Jws jws = read(required(headers, HeaderName.SIGNATURE));
    JwsAlgorithm algorithm = algorithm(jws.protectedHeader(), key);
    if (!fits(jws, algorithm, key, body, parsed)) {
      throw refused("the signature does not fit the message");
    }
    requireSame(jws, "FSPIOP-URI", headers, HeaderName.URI);
    requireSame(jws, "FSPIOP-HTTP-Method", headers, HeaderName.HTTP_METHOD);
    requireSame(jws, "FSPIOP-Source", headers, HeaderName.SOURCE);
    if (jws.protectedHeader().has("Date")) {
      requireSame(jws, "Date", headers, HeaderName.DATE);
    }
    if (present(headers, HeaderName.DESTINATION).isPresent()
        || jws.protectedHeader().has("FSPIOP-Destination")) {
      requireSame(jws, "FSPIOP-Destination", headers, HeaderName.DESTINATION);
    }
  }

  private static Jws read(String header) {
    JsonNode value = object(header.getBytes(StandardCharsets.UTF_8), "fspiop-signature");
    String protectedText = text(value, "protectedHeader");
    return new Jws(
        decode(text(value, "signature"), "signature"),
        protectedText,
        object(decode(protectedText, "protectedHeader"), "protectedHeader"));
  }

  /**
   * The key's own algorithm, which the message must name: this is what refuses {@code none}, HMAC
   * with a public key, and whatever else a sender might ask for.
   */
  private static JwsAlgorithm algorithm(JsonNode protectedHeader, PublicKey key) {
    JwsAlgorithm algorithm =
        JwsAlgorithm.of(key).orElseThrow(() -> refused("the sender's key is of no allowed kind"));
    if (!algorithm.name().equals(text(protectedHeader, "alg"))) {
      throw refused("alg must be " + algorithm.name());
    }
    if (protectedHeader.has("crit")) {
      throw refused("crit is not supported"); // RFC 7515 section 4.1.11: must not be ignored
    }
    return algorithm;
  }

  private boolean fits(
      Jws jws, JwsAlgorithm algorithm, PublicKey key, byte[] body, JsonNode parsed) {
    if (fits(jws, algorithm, key, body)) {
      return true;
    }
    byte[] sorted = Json.canonical(parsed);
    return !Arrays.equals(sorted, body) && fits(jws, algorithm, key, sorted);
  }

  private boolean fits(Jws jws, JwsAlgorithm algorithm, PublicKey key, byte[] payload) {
    try {
      Signature engine = algorithm.engine(provider);
      engine.initVerify(key);
      engine.update(jws.protectedText().getBytes(StandardCharsets.US_ASCII));
      engine.update((byte) '.');
      engine.update(BASE64URL.encode(payload));
      return engine.verify(jws.signature());
    } catch (GeneralSecurityException malformedSignature) {
      return false; // for example a signature of the wrong length
    }
  }

  private static void requireSame(Jws jws, String member, Headers headers, String name) {
    String signed = text(jws.protectedHeader(), member);
    if (!signed.equals(headers.first(name).orElse(null))) {
      throw refused("protected " + member + " differs from the header");
    }
  }

  private static JsonNode object(byte[] text, String what) {
    try {
      JsonNode value = Json.parse(text);
      if (value.isObject()) {
        return value;
      }
    } catch (MalformedJsonException _) {
      // told below, like any other value that is no object
    }
    throw refused(what + " is not a JSON object");
  }

  private static String text(JsonNode object, String member) {
    JsonNode value = object.get(member);
    if (value == null || !value.isString()) {
      throw refused(member + " is missing");
    }
    return value.stringValue();
  }

  private static byte[] decode(String base64url, String what) {
    try {
      return Base64.getUrlDecoder().decode(base64url);
    } catch (IllegalArgumentException malformed) {
      throw refused(what + " is not base64url");
    }
  }

  private static String required(Headers headers, String name) {
    return present(headers, name).orElseThrow(() -> refused("the header " + name + " is missing"));
  }

  private static Optional<String> present(Headers headers, String name) {
    return headers.first(name).filter(value -> !value.isEmpty());
  }

  private static FspiopException refused(String reason) {
    return new FspiopException(INVALID_SIGNATURE, reason);
  }
}
