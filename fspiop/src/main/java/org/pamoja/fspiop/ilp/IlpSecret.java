package org.pamoja.fspiop.ilp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a payee (or FX provider) locks its agreements with. The fulfilment is computed from the
 * packet, so nothing has to be remembered between quote and transfer. Threads may share it.
 */
public final class IlpSecret {
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * The three ILP values of a quote's answer.
   *
   * @param ilpPacket told to both sides
   * @param fulfilment kept by the payee until the money is reserved
   * @param condition told to both sides
   */
  public record Agreement(String ilpPacket, String fulfilment, Condition condition) {
    /** Without the fulfilment, which opens the transfer. */
    @Override
    public String toString() {
      return "Agreement[condition=" + condition.text() + "]";
    }
  }

  /**
   * From the configured text.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public IlpSecret(String secret) {
    // The reference's key is the base64 text itself, not what it encodes.
    String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    key = new SecretKeySpec(encoded.getBytes(StandardCharsets.US_ASCII), HMAC);
  }

  /**
   * The values for the API in plain form: the fulfilment depends on the packet.
   *
   * @throws IllegalArgumentException when the transaction lacks what a packet needs
   */
  public Agreement v1(IlpTransaction transaction) {
    String packet =
        new IlpPacket.V1(transaction.amount(), transaction.account(), transaction.data()).encode();
    return agreement(packet, hmac(packet));
  }

  /**
   * The values as ISO 20022 messages need them: the packet carries the condition.
   *
   * @throws IllegalArgumentException when the transaction lacks what a packet needs
   */
  public Agreement v4(IlpTransaction transaction) {
    String fulfilment = v4Fulfilment(transaction);
    Condition condition = Condition.of(fulfilment);
    IlpPacket packet =
        new IlpPacket.V4(
            transaction.amount(),
            transaction.expiresAt(),
            condition,
            IlpPacket.V4.DESTINATION,
            transaction.data());
    return new Agreement(packet.encode(), fulfilment, condition);
  }

  /**
   * What the payee computes again when the transfer arrives. It answers with the fulfilment only if
   * the condition equals the transfer's.
   *
   * @param packetText as received
   * @throws IllegalArgumentException when it is no packet
   */
  public Agreement recompute(String packetText) {
    IlpPacket packet = IlpPacket.decode(packetText);
    String fulfilment =
        switch (packet) {
          case IlpPacket.V1 _ -> hmac(packetText);
          case IlpPacket.V4 _ -> v4Fulfilment(new IlpTransaction(packet.transaction()));
        };
    return agreement(packetText, fulfilment);
  }

  private String v4Fulfilment(IlpTransaction transaction) {
    return hmac(Base64.getEncoder().encodeToString(transaction.canonical()));
  }

  private static Agreement agreement(String packet, String fulfilment) {
    return new Agreement(packet, fulfilment, Condition.of(fulfilment));
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      byte[] code = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
    }
  }
}
