package org.pamoja.fspiop.jws;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/**
 * The two signature algorithms of the scheme. The key decides which one is used, never the message:
 * a sender could otherwise have a public key read as a secret, or no signature asked for at all.
 */
public enum JwsAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256, keys of at least 2048 bits. */
  RS256("SHA256withRSA"),
  /** ECDSA on P-256 with SHA-256, the signature as two 32-byte numbers (RFC 7518 section 3.4). */
  ES256("SHA256withECDSAinP1363Format");

  private static final int MIN_RSA_BITS = 2048;
  private static final int P256_BITS = 256;

  private final String jcaName;

  JwsAlgorithm(String jcaName) {
    this.jcaName = jcaName;
  }

  /** The algorithm of a public or private key; empty for weak keys and for other kinds. */
  public static Optional<JwsAlgorithm> of(Key key) {
    return switch (key) {
      case RSAKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS -> Optional.of(RS256);
      case ECKey ec when ec.getParams().getOrder().bitLength() == P256_BITS -> Optional.of(ES256);
      default -> Optional.empty();
    };
  }

  /** A fresh engine, since engines are not shared by threads; null provider is the default one. */
  Signature engine(Provider provider) throws GeneralSecurityException {
    return provider == null
        ? Signature.getInstance(jcaName)
        : Signature.getInstance(jcaName, provider);
  }
}
