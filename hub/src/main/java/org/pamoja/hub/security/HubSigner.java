package org.pamoja.hub.security;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.jws.JwsSigner;

/**
 * Signs the messages that the hub originates with the hub's own key (security §2.5). Threads may
 * share it.
 */
public final class HubSigner {
  private final JwsSigner signer;
  private final PublicKey publicKey;

  private HubSigner(JwsSigner signer, PublicKey publicKey) {
    this.signer = signer;
    this.publicKey = publicKey;
  }

  /**
   * A signer with the RSA key in a file, which is made when it does not exist.
   *
   * @param keyFile PEM, readable by its owner only
   * @throws IllegalStateException when the file holds no usable key or others may read it
   */
  public static HubSigner open(Path keyFile) {
    PrivateKey stored = HubKeyFile.loadOrCreate(keyFile);
    if (!(stored instanceof RSAPrivateCrtKey rsa)) {
      throw new IllegalStateException("The hub's key must be an RSA key: " + keyFile);
    }
    try {
      PublicKey publicKey =
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      Provider provider = CryptoProvider.choose(rsa, publicKey);
      return new HubSigner(new JwsSigner(CryptoProvider.own(rsa, provider), provider), publicKey);
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IllegalStateException(
          "The hub's key cannot be used: " + keyFile + ": " + unusable.getMessage(), unusable);
    }
  }

  /** The headers with {@code fspiop-signature} over them and exactly these bytes. */
  public Headers sign(Headers headers, byte[] body) {
    return body.length == 0 ? headers : signer.signed(headers, body);
  }

  /** What receivers verify with. */
  public PublicKey publicKey() {
    return publicKey;
  }
}
