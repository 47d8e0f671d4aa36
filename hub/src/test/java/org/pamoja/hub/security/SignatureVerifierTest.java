package org.pamoja.hub.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.jws.JwsSigner;

/** The chosen provider and the platform's own give the same answers. */
class SignatureVerifierTest {
  private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  private static final byte[] OTHER = "{\"a\":2}".getBytes(UTF_8);
  private static final Headers HEADERS =
      Headers.of(
          "fspiop-source", "payerfsp",
          "fspiop-uri", "/transfers",
          "fspiop-http-method", "POST",
          "date", "Tue, 01 Jan 2030 00:00:00 GMT");

  @ParameterizedTest
  @CsvSource({"true,RSA,2048", "true,EC,256", "false,RSA,2048", "false,EC,256"})
  void shouldVerifyWithEitherProvider(boolean chosen, String kind, int bits) throws Exception {
    SignatureVerifier verifier =
        chosen ? SignatureVerifier.choose() : SignatureVerifier.ofPlatform();
    KeyPair pair = pair(kind, bits);
    KeyPair second = pair(kind, bits);
    List<PublicKey> keys =
        List.of(verifier.prepared(second.getPublic()), verifier.prepared(pair.getPublic()));
    Headers signed = new JwsSigner(pair.getPrivate()).signed(HEADERS, BODY);

    assertThatNoException().isThrownBy(() -> verifier.verify(signed, BODY, Json.parse(BODY), keys));
    assertThatThrownBy(() -> verifier.verify(signed, OTHER, Json.parse(OTHER), keys))
        .hasMessage("3105 Invalid signature - the signature does not fit the message");
    assertThatThrownBy(() -> verifier.verify(signed, BODY, Json.parse(BODY), keys.subList(0, 1)))
        .hasMessage("3105 Invalid signature - the signature does not fit the message");
    String protectedHeader =
        Json.parse(signed.first("fspiop-signature").orElseThrow().getBytes(UTF_8))
            .get("protectedHeader")
            .stringValue();
    for (int length : new int[] {0, 1, 63, 64, 65, 256, 257}) {
      String zeros = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);
      Headers forged =
          signed.with(
              "fspiop-signature",
              "{\"signature\":\"" + zeros + "\",\"protectedHeader\":\"" + protectedHeader + "\"}");
      assertThatThrownBy(() -> verifier.verify(forged, BODY, Json.parse(BODY), keys))
          .as(length + " zeros")
          .hasMessage("3105 Invalid signature - the signature does not fit the message");
    }
  }

  private static KeyPair pair(String kind, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }
}
