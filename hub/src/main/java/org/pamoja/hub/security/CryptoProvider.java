package org.pamoja.hub.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
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

  private CryptoProvider() {}

  /**
   * The provider to use, after it has shown that it works with this key; null for the JDK's own.
   */
  static Provider choose(PrivateKey privateKey, PublicKey publicKey) {
    try {
      Provider corretto = (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
      selfTest(corretto, privateKey, publicKey);
      LOG.info("Signatures are computed by {} {}", corretto.getName(), corretto.getVersionStr());
      return corretto;
    } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError unusable) {
      LOG.info("Signatures are computed by the JDK ({})", unusable.toString());
      return null;
    }
  }

  /**
   * The key as the provider's own object: another's would be translated again for every signature.
   */
  static PrivateKey own(PrivateKey key, Provider provider) throws GeneralSecurityException {
    return provider == null
        ? key
        : KeyFactory.getInstance("RSA", provider)
            .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  /**
   * One provider signs, the other verifies: an implementation that only agrees with itself does not
   * pass.
   */
  private static void selfTest(Provider provider, PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    byte[] text = "self-test".getBytes(StandardCharsets.UTF_8);
    Signature signer = Signature.getInstance("SHA256withRSA", provider);
    signer.initSign(own(privateKey, provider));
    signer.update(text);
    Signature verifier = Signature.getInstance("SHA256withRSA", "SunRsaSign");
    verifier.initVerify(publicKey);
    verifier.update(text);
    if (!verifier.verify(signer.sign())) {
      throw new GeneralSecurityException("the self-test's signature is wrong");
    }
  }
}
