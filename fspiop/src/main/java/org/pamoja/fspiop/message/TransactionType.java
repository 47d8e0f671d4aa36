package org.pamoja.fspiop.message;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The kind of a transaction (API type TransactionType).
 *
 * @param scenario DEPOSIT, WITHDRAWAL, TRANSFER, PAYMENT or REFUND
 * @param initiator PAYER or PAYEE
 * @param initiatorType CONSUMER, AGENT, BUSINESS or DEVICE
 */
public record TransactionType(
    String scenario, Optional<String> subScenario, String initiator, String initiatorType) {
  /** From a checked TransactionType object. */
  public static TransactionType from(JsonNode checked) {
    return new TransactionType(
        BodyReader.text(checked, "scenario"),
        BodyReader.optionalText(checked, "subScenario"),
        BodyReader.text(checked, "initiator"),
        BodyReader.text(checked, "initiatorType"));
  }
}
