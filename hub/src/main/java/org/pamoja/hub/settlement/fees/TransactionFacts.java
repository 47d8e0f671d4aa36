package org.pamoja.hub.settlement.fees;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.ilp.IlpPacket;
import tools.jackson.databind.JsonNode;

/**
 * What rules see of the transaction object in an ILP packet; an empty text or map for what it does
 * not hold. Where a party has an extension twice, the first one counts.
 *
 * @param scenario of the transaction type
 * @param initiator of the transaction type
 * @param initiatorType of the transaction type
 * @param payer extensions of the payer's party by key
 * @param payee extensions of the payee's party by key
 */
record TransactionFacts(
    String scenario,
    String initiator,
    String initiatorType,
    Map<String, String> payer,
    Map<String, String> payee) {

  /** From a packet; empty when it cannot be read or holds no object. */
  static Optional<TransactionFacts> read(String packet) {
    try {
      JsonNode transaction = IlpPacket.decode(packet).transaction();
      JsonNode type = transaction.path("transactionType");
      return Optional.of(
          new TransactionFacts(
              text(type.path("scenario")),
              text(type.path("initiator")),
              text(type.path("initiatorType")),
              extensions(transaction.path("payer")),
              extensions(transaction.path("payee"))));
    } catch (IllegalArgumentException unreadable) {
      // The packet's content is not judged when a transfer is made, so it may be anything.
      return Optional.empty();
    }
  }

  private static Map<String, String> extensions(JsonNode party) {
    Map<String, String> extensions = new HashMap<>();
    for (JsonNode extension :
        party.path("partyIdInfo").path("extensionList").path("extension").values()) {
      JsonNode key = extension.path("key");
      if (key.isString()) {
        extensions.putIfAbsent(key.stringValue(), text(extension.path("value")));
      }
    }
    return extensions;
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : "";
  }
}
