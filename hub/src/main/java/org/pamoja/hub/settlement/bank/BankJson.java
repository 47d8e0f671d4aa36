package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.settlement.sheets.SheetFormatException;
import tools.jackson.databind.JsonNode;

/**
 * The finalisation file as JSON: the object that the export has, with the balances filled in. Other
 * members are ignored; amounts may be numbers or texts.
 */
final class BankJson {
  private BankJson() {}

  /**
   * The file in the body.
   *
   * @throws SheetFormatException when the body is not JSON, no object, or has too many rows
   */
  static BankFile read(byte[] body, int maxRows) throws SheetFormatException {
    JsonNode root = parse(body);
    JsonNode list = root.path("rows");
    if (!root.isObject() || !list.isArray()) {
      throw new SheetFormatException("not an object with a list of rows");
    }
    if (list.size() > maxRows) {
      throw new SheetFormatException("more than " + maxRows + " rows");
    }
    List<Finding> faults = new ArrayList<>();
    List<BankFile.Row> rows = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      row(list.get(i), i + 1, faults).ifPresent(rows::add);
    }
    OptionalLong settlement = id(root.path("settlementId"));
    if (settlement.isEmpty()) {
      faults.add(Finding.ofFile(FindingCode.MALFORMED, "settlementId is missing or no number"));
    }
    return new BankFile(settlement, rows, faults);
  }

  private static JsonNode parse(byte[] body) throws SheetFormatException {
    try {
      return Json.parse(body);
    } catch (MalformedJsonException malformed) {
      throw new SheetFormatException(malformed.getMessage());
    }
  }

  private static Optional<BankFile.Row> row(JsonNode row, int line, List<Finding> faults) {
    OptionalLong participant = id(row.path("participantId"));
    OptionalLong account = id(row.path("accountId"));
    JsonNode sent = row.path("balance");
    boolean absent = sent.isMissingNode() || sent.isNull();
    Optional<BigDecimal> balance = absent ? Optional.empty() : amount(sent);
    Optional<BigDecimal> transfer = amount(row.path("settlementTransfer"));
    int before = faults.size();
    if (participant.isEmpty() || account.isEmpty() || !row.path("participant").isString()) {
      faults.add(Finding.ofLine(line, "participantId, accountId and participant must be there"));
    }
    if (!absent && balance.isEmpty()) {
      faults.add(Finding.ofLine(line, "balance is no amount"));
    }
    if (transfer.isEmpty()) {
      faults.add(Finding.ofLine(line, "settlementTransfer is no amount"));
    }
    if (!row.path("currency").isString()) {
      faults.add(Finding.ofLine(line, "currency is missing"));
    }
    if (faults.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new BankFile.Row(
            line,
            participant.getAsLong(),
            account.getAsLong(),
            row.path("participant").stringValue(),
            balance,
            transfer.orElseThrow(),
            row.path("currency").stringValue()));
  }

  private static OptionalLong id(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0
        ? OptionalLong.of(node.longValue())
        : OptionalLong.empty();
  }

  private static Optional<BigDecimal> amount(JsonNode node) {
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      // Written out, an exponent of a billion would take the memory of the hub.
      return Math.abs((long) number.scale()) > 40 ? Optional.empty() : Optional.of(number);
    }
    return node.isString() ? BankAmounts.parse(node.stringValue()) : Optional.empty();
  }
}
