package org.pamoja.fspiop.jws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs what its owner originates (FSPIOP signature: a JWS with detached payload, RFC 7515).
 * Threads may share it.
 */
public final class JwsSigner {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey key;
  private final JwsAlgorithm algorithm;
  private final Provider provider;

  /** Signs with the platform's default provider. */
  public JwsSigner(PrivateKey key) {
    this(key, null);
  }

  /**
   * Signs with a chosen provider.
   *
   * @param provider null for the platform's default
   * @throws IllegalArgumentException for a key that is neither RSA of 2048 bits or more nor P-256
   */
  public JwsSigner(PrivateKey key, Provider provider) {
    this.key = key;
    this.algorithm =
        JwsAlgorithm.of(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a signing key must be RSA of at least 2048 bits or EC on P-256"));
    this.provider = provider;
  }

  /**
   * The message's headers with a signature over them and the body; one that was there is replaced.
   *
   * @param body exactly the bytes that will be sent
   * @throws IllegalArgumentException without fspiop-uri, fspiop-http-method or fspiop-source
   */
  public Headers signed(Headers headers, byte[] body) {
    return headers.with(HeaderName.SIGNATURE, signature(headers, body));
  }

  /** The value of the fspiop-signature header; parameters as {@link #signed}. */
  public String signature(Headers headers, byte[] body) {
    String protectedHeader = BASE64URL.encodeToString(protectedHeader(headers));
    byte[] input =
        (protectedHeader + "." + BASE64URL.encodeToString(body))
            .getBytes(StandardCharsets.US_ASCII);
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("signature", BASE64URL.encodeToString(sign(input)));
    value.put("protectedHeader", protectedHeader);
    return new String(Json.inReceivedOrder(value), StandardCharsets.UTF_8);
  }

  /** Members in the order the reference writes them, so that RS256 gives the same text as there. */
  private byte[] protectedHeader(Headers headers) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.put("alg", algorithm.name());
    fields.put("FSPIOP-URI", required(headers, HeaderName.URI));
    fields.put("FSPIOP-HTTP-Method", required(headers, HeaderName.HTTP_METHOD));
    fields.put("FSPIOP-Source", required(headers, HeaderName.SOURCE));
    present(headers, HeaderName.DESTINATION).ifPresent(v -> fields.put("FSPIOP-Destination", v));
    present(headers, HeaderName.DATE).ifPresent(v -> fields.put("Date", v));
    return Json.inReceivedOrder(fields);
  }

  private byte[] sign(byte[] input) {
    try {
      Signature engine = algorithm.engine(provider);
      engine.initSign(key);
      engine.update(input);
      return engine.sign();
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("cannot sign with the given key and provider", failed);
    }
  }

  private static String required(Headers headers, String name) {
    return present(headers, name)
        .orElseThrow(() -> new IllegalArgumentException("a signature needs the header " + name));
  }

  private static Optional<String> present(Headers headers, String name) {
    return headers.first(name).filter(value -> !value.isEmpty());
  }
}
