package org.pamoja.fspiop.jws;

import static org.pamoja.fspiop.error.ErrorCode.INVALID_SIGNATURE;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/**
 * Verifies a participant's signature over body and headers. Whether the signed URI and method are
 * those of the request is a matter of whoever received it: relays may stand in between. Threads may
 * share it if they may share the source of keys.
 */
public final class JwsVerifier {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final Function<String, Optional<PublicKey>> keys;
  private final Provider provider;

  /** Both base64url texts of the header and what the protected one says. */
  private record Jws(byte[] signature, String protectedText, JsonNode protectedHeader) {}

  private record SenderKey(JwsAlgorithm algorithm, PublicKey key) {}

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
    requireBody(body);
    String source = required(headers, HeaderName.SOURCE);
    verify(headers, body, parsed, keys.apply(source).stream().toList());
  }

  /**
   * The same with the sender's keys given: while it changes its key, several are valid and any of
   * them may fit.
   *
   * @param senderKeys the valid keys of the message's source; a bound on their number is the
   *     caller's matter
   */
  public void verify(
      Headers headers, byte[] body, JsonNode parsed, List<? extends PublicKey> senderKeys) {
    requireBody(body);
    String source = required(headers, HeaderName.SOURCE);
    if (senderKeys.isEmpty()) {
      throw refused("no public key of " + source);
    }
    required(headers, HeaderName.URI);
    required(headers, HeaderName.HTTP_METHOD);
    Jws jws = read(required(headers, HeaderName.SIGNATURE));
    if (!fitsAny(jws, body, parsed, usable(jws.protectedHeader(), senderKeys))) {
      throw refused("the signature does not fit the message");
    }
    requireProtected(jws, headers);
  }

  private static void requireProtected(Jws jws, Headers headers) {
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

  private static void requireBody(byte[] body) {
    if (body.length == 0) {
      throw refused("there is no body to verify");
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
   * The keys whose own algorithm the message names: this is what refuses {@code none}, HMAC with a
   * public key, and whatever else a sender might ask for.
   */
  private static List<SenderKey> usable(
      JsonNode protectedHeader, List<? extends PublicKey> senderKeys) {
    List<SenderKey> allowed = new ArrayList<>(senderKeys.size());
    for (PublicKey key : senderKeys) {
      JwsAlgorithm.of(key).ifPresent(algorithm -> allowed.add(new SenderKey(algorithm, key)));
    }
    if (allowed.isEmpty()) {
      throw refused("the sender's key is of no allowed kind");
    }
    String named = text(protectedHeader, "alg");
    List<SenderKey> usable =
        allowed.stream().filter(key -> key.algorithm().name().equals(named)).toList();
    if (usable.isEmpty()) {
      throw refused(
          "alg must be "
              + allowed.stream()
                  .map(key -> key.algorithm().name())
                  .distinct()
                  .collect(Collectors.joining(" or ")));
    }
    if (protectedHeader.has("crit")) {
      throw refused("crit is not supported"); // RFC 7515 section 4.1.11: must not be ignored
    }
    return usable;
  }

  private boolean fitsAny(Jws jws, byte[] body, JsonNode parsed, List<SenderKey> senderKeys) {
    if (senderKeys.stream().anyMatch(key -> fits(jws, key, body))) {
      return true;
    }
    byte[] sorted = Json.canonical(parsed);
    return !Arrays.equals(sorted, body)
        && senderKeys.stream().anyMatch(key -> fits(jws, key, sorted));
  }

  private boolean fits(Jws jws, SenderKey key, byte[] payload) {
    try {
      Signature engine = key.algorithm().engine(provider);
      engine.initVerify(key.key());
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
