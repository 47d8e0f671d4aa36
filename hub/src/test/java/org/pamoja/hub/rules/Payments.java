package org.pamoja.hub.rules;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.fspiop.message.Money;
import org.pamoja.fspiop.message.TransferPrepare;

/** Payments for tests. */
final class Payments {
  private Payments() {}

  /** A transfer whose packet says that a consumer pays another, scenario TRANSFER. */
  static Payment transfer(String payer, String payee, String amount, String currency) {
    return transfer("t", payer, payee, amount, currency, packet("TRANSFER", "111", "222"));
  }

  static Payment transfer(
      String id, String payer, String payee, String amount, String currency, String packet) {
    return Payment.of(
        new TransferPrepare(
            id,
            payee,
            payer,
            new Money(currency, amount),
            packet,
            "condition",
            Instant.MAX,
            "",
            List.of()));
  }

  /** The text of a packet between two telephone numbers. */
  static String packet(String scenario, String payer, String payee) {
    String transaction =
        """
        {"transactionType":{"scenario":"%s","initiator":"PAYER","initiatorType":"CONSUMER"},
        "payer":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"%s"}},
        "payee":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"%s"}}}"""
            .formatted(scenario, payer, payee);
    String data =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(transaction.getBytes(StandardCharsets.UTF_8));
    return new IlpPacket.V1(100, "g.payee", data).encode();
  }
}
