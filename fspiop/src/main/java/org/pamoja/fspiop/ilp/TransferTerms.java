package org.pamoja.fspiop.ilp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a transfer says, to be held against the packet it carries: the check of payer and payee that
 * the transfer is the one they agreed on.
 *
 * @param payerFsp participant id of the payer
 * @param payeeFsp participant id of the payee
 * @param amount Amount text; compared as text, like the reference does
 * @param currency of the amount
 */
public record TransferTerms(String payerFsp, String payeeFsp, String amount, String currency) {

  /** The first thing in which the packet says otherwise; empty when it is the same agreement. */
  public Optional<String> differenceFrom(IlpPacket packet) {
    JsonNode agreed;
    try {
      agreed = packet.transaction();
    } catch (IllegalArgumentException malformed) {
      return Optional.of(malformed.getMessage());
    }
    if (!isText(agreed, payerFsp, "payer", "partyIdInfo", "fspId")) {
      return Optional.of("payerFsp differs from the ILP packet");
    }
    if (!isText(agreed, payeeFsp, "payee", "partyIdInfo", "fspId")) {
      return Optional.of("payeeFsp differs from the ILP packet");
    }
    if (!isText(agreed, currency, "amount", "currency")) {
      return Optional.of("currency differs from the ILP packet");
    }
    if (!isText(agreed, amount, "amount", "amount")) {
      return Optional.of("amount differs from the ILP packet");
    }
    return Optional.empty();
  }

  private static boolean isText(JsonNode object, String expected, String... path) {
    JsonNode value = object;
    for (String field : path) {
      value = value.path(field);
    }
    return value.isString() && value.stringValue().equals(expected);
  }
}
