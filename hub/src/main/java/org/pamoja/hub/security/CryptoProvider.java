package org.pamoja.hub.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses who computes signatures: Amazon Corretto Crypto Provider where it works (RS256 in a
 * quarter of the time), the JDK otherwise. Looked for by name, since it exists for some platforms
 * only.
 */
final class CryptoProvider {
  private static final Logger LOG = LoggerFactory.getLogger(CryptoProvider.class);
  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
  private static final byte[] TEXT = "self-test".getBytes(StandardCharsets.UTF_8);
  private static final String RS256 = "SHA256withRSA";
  private static final String ES256 = "SHA256withECDSAinP1363Format";

  /** Shows that a provider works, or throws. */
  private interface SelfTest {
    void run(Provider provider) throws GeneralSecurityException;
  }

  private CryptoProvider() {}

  /**
   * The provider to sign with, after it has shown that it works with this key; null for the JDK's
   * own.
   */
  static Provider choose(PrivateKey privateKey, PublicKey publicKey) {
    return choose(
        "computed",
        provider -> {
          byte[] signature = signature(RS256, provider, own(privateKey, provider));
          requireFit(RS256, null, publicKey, signature);
        });
  }

  /**
   * The provider to verify with, after it has shown that it works with keys of both kinds; null for
   * the JDK's own.
   */
  static Provider chooseForVerifying() {
    return choose(
        "verified",
        provider -> {
          requireVerifies(provider, RS256, keyPair("RSA", 2048));
          requireVerifies(provider, ES256, keyPair("EC", 256));
        });
  }

  private static Provider choose(String what, SelfTest selfTest) {
    try {
      Provider corretto = (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
      selfTest.run(corretto);
      LOG.info("Signatures are {} by {} {}", what, corretto.getName(), corretto.getVersionStr());
      return corretto;
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError unusable) {
      LOG.info("Signatures are {} by the JDK ({})", what, unusable.toString());
      return null;
    }
  }

  /**
   * The key as the provider's own object: another's would be translated again for every signature.
   */
  static PrivateKey own(PrivateKey key, Provider provider) throws GeneralSecurityException {
    return provider == null
        ? key
        : KeyFactory.getInstance(key.getAlgorithm(), provider)
            .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  /** The same for a public key. */
  static PublicKey own(PublicKey key, Provider provider) throws GeneralSecurityException {
    return provider == null
        ? key
        : KeyFactory.getInstance(key.getAlgorithm(), provider)
            .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  /**
   * The JDK signs, the provider verifies: an implementation that only agrees with itself does not
   * pass. Nor does one that accepts everything.
   */
  private static void requireVerifies(Provider provider, String algorithm, KeyPair pair)
      throws GeneralSecurityException {
    byte[] signature = signature(algorithm, null, pair.getPrivate());
    PublicKey key = own(pair.getPublic(), provider);
    requireFit(algorithm, provider, key, signature);
    signature[signature.length - 1] ^= 1;
    if (fits(algorithm, provider, key, signature)) {
      throw new GeneralSecurityException("the self-test's wrong signature was accepted");
    }
  }

  private static void requireFit(
      String algorithm, Provider provider, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    if (!fits(algorithm, provider, key, signature)) {
      throw new GeneralSecurityException("the self-test's signature is wrong");
    }
  }

  private static byte[] signature(String algorithm, Provider provider, PrivateKey key)
      throws GeneralSecurityException {
    Signature signer = engine(algorithm, provider);
    signer.initSign(key);
    signer.update(TEXT);
    return signer.sign();
  }

  private static boolean fits(String algorithm, Provider provider, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = engine(algorithm, provider);
    verifier.initVerify(key);
    verifier.update(TEXT);
    try {
      return verifier.verify(signature);
    } catch (SignatureException refused) {
      return false; // some providers throw where others say no
    }
  }

  private static Signature engine(String algorithm, Provider provider)
      throws GeneralSecurityException {
    return provider == null
        ? Signature.getInstance(algorithm)
        : Signature.getInstance(algorithm, provider);
  }

  private static KeyPair keyPair(String kind, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }
}
