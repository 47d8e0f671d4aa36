package org.pamoja.hub.security;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.jws.JwsVerifier;
import tools.jackson.databind.JsonNode;

/** Verifies signatures with the fastest provider that works here. Threads may share it. */
public final class SignatureVerifier {
  private final Provider provider;
  private final JwsVerifier verifier;

  private SignatureVerifier(Provider provider) {
    this.provider = provider;
    this.verifier = new JwsVerifier(_ -> Optional.empty(), provider);
  }

  /** Chooses the provider, by a self-test, and logs the choice. */
  public static SignatureVerifier choose() {
    return new SignatureVerifier(CryptoProvider.chooseForVerifying());
  }

  /** With the platform's own provider. */
  public static SignatureVerifier ofPlatform() {
    return new SignatureVerifier(null);
  }

  /**
   * A key in the form in which {@link #verify} is fastest, to be kept.
   *
   * @throws IllegalArgumentException when the provider does not take it
   */
  public PublicKey prepared(PublicKey key) {
    try {
      return CryptoProvider.own(key, provider);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException("the public key cannot be used", unusable);
    }
  }

  /**
   * Whether any of the sender's keys fits; parameters as {@link JwsVerifier}'s.
   *
   * @throws FspiopException 400 with 3105 and the reason
   */
  public void verify(Headers headers, byte[] body, JsonNode json, List<PublicKey> senderKeys) {
    verifier.verify(headers, body, json, senderKeys);
  }
}
