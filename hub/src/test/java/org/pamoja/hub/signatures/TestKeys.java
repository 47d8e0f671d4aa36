package org.pamoja.hub.signatures;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys and hand-made signatures for tests. */
public final class TestKeys {
  /** The published RSA key of RFC 7515 appendix A.2, the key of the test vector; no secret. */
  public static final String RFC7515_PEM =
      """
      -----BEGIN PUBLIC KEY-----
      MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAofgWCuLjybRlzo0tZWJj
      NiuSfb4p4fAkd/wWJcyQoTbji9k0l8W26mPddxHmfHQp+Vaw+4qPCJrcS2mJPMEz
      P1Pt0Bm4d4QlL+yRT+SFd2lZS+pCgNMsD1W/YpRPEwOWvG6b32690r2jZ47soMZo
      9wGzjb/7OMg0LOL+bSf63kpaSHSXndS5z5rexMdbBYUsLA9e+KXBdQOS+UTo7WTB
      EMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6/I5IhlJH7aGhyxX
      FvUK+DWNmoudF8NAco9/h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXp
      oQIDAQAB
      -----END PUBLIC KEY-----
      """;

  private TestKeys() {}

  /** A new pair. */
  public static KeyPair pair(String kind, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The body of a registration; {@code more} is appended within the object. */
  public static String registration(KeyPair pair, String more) {
    return registration(SubmittedKey.pem(pair.getPublic()), more);
  }

  public static String registration(String pem, String more) {
    return "{\"publicKey\":\"" + pem.replace("\n", "\\n") + "\"" + more + "}";
  }

  /** A signature header by RSA whatever the protected header says. */
  public static String rsa(PrivateKey key, String protectedText, byte[] body) {
    try {
      Signature engine = Signature.getInstance("SHA256withRSA");
      engine.initSign(key);
      engine.update(input(protectedText, body));
      return header(protectedText, engine.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A signature header by HMAC with a public text as the secret. */
  public static String hmac(String secret, String protectedText, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return header(protectedText, mac.doFinal(input(protectedText, body)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String header(String protectedText, byte[] signature) {
    return "{\"signature\":\"%s\",\"protectedHeader\":\"%s\"}"
        .formatted(base64url(signature), base64url(protectedText.getBytes(StandardCharsets.UTF_8)));
  }

  /** An RSA key of any size and exponent, in PEM form. */
  static String rsaPem(BigInteger modulus, BigInteger exponent) {
    try {
      return SubmittedKey.pem(
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] input(String protectedText, byte[] body) {
    return (base64url(protectedText.getBytes(StandardCharsets.UTF_8)) + "." + base64url(body))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
