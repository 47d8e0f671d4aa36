package org.pamoja.fspiop.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemKeysTest {
  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048", "EC,256"})
  void shouldReadKeysOfBothKinds(String kind, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    assertThat(PemKeys.publicKey(pem("PUBLIC KEY", pair.getPublic().getEncoded())))
        .isEqualTo(pair.getPublic());
    assertThat(PemKeys.privateKey("text before\n" + pem("PRIVATE KEY", encoded(pair))))
        .isEqualTo(pair.getPrivate());
  }

  @Test
  void shouldReadPkcs1PrivateKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    byte[] pkcs8 = encoded(pair);
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length); // what the OCTET STRING holds
    assertThat(PemKeys.privateKey(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(pair.getPrivate());
  }

  @Test
  void shouldReadThePublicKeyOfACertificate() {
    String certificate =
        """
        -----BEGIN CERTIFICATE-----
        MIIBaTCCAQ6gAwIBAgIBATAKBggqhkjOPQQDAjATMREwDwYDVQQDDAhwYXllcmZz
        cDAeFw0yNjExMjQyMjIxNTRaFw0zNjExMjEyMjIxNTRaMBMxETAPBgNVBAMMCHBh
        eWVyZnNwMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEj6kHSgUa+WQVyB+51KzA
        zTzIoA7nUwsKqUF43Eb6D50tHZe3nhM6k8OT864qJNAcqJ+3trvBwqFmXNH55+LB
        z6NTMFEwHQYDVR0OBBYEFPSjygkXcyeFOT83D2ReSXRi2OprMB8GA1UdIwQYMBaA
        FPSjygkXcyeFOT83D2ReSXRi2OprMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0E
        AwIDSQAwRgIhAMPd3SXEkPhxrP1Cb8oF+qR5qQ8I7XPtXJFm5/foTM5fAiEAtTJ5
        2yiVHC0JBFuV8UlVFgi2GhFHI6s+W785wUZRkwM=
        -----END CERTIFICATE-----
        """;
    String key =
        """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEj6kHSgUa+WQVyB+51KzAzTzIoA7n
        UwsKqUF43Eb6D50tHZe3nhM6k8OT864qJNAcqJ+3trvBwqFmXNH55+LBzw==
        -----END PUBLIC KEY-----
        """;
    assertThat(PemKeys.publicKey(certificate)).isEqualTo(PemKeys.publicKey(key));
  }

  @Test
  void shouldRefuseOtherTexts() {
    PublicKey key = PemKeys.publicKey(Rfc7515Key.PUBLIC_PEM);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PemKeys.privateKey(Rfc7515Key.PUBLIC_PEM))
        .withMessageContaining("PUBLIC KEY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PemKeys.publicKey(pem("PRIVATE KEY", key.getEncoded())))
        .withMessageContaining("PRIVATE KEY");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PemKeys.publicKey("no key"))
        .withMessageContaining("no PEM block");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PemKeys.publicKey(pem("PUBLIC KEY", new byte[] {1, 2, 3})))
        .withMessageContaining("cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PemKeys.publicKey(pem("CERTIFICATE", new byte[] {1, 2, 3})))
        .withMessageContaining("cannot be read");
  }

  private static byte[] encoded(KeyPair pair) {
    return pair.getPrivate().getEncoded();
  }
}
