package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.CsvWriter;
import org.pamoja.hub.settlement.sheets.JsonTables;
import org.pamoja.hub.settlement.sheets.Table;
import org.pamoja.hub.settlement.sheets.XlsxWriter;

/** A settlement as the tests of files see it: alice owes 100.50 that bob is owed, carol is even. */
final class Scene {
  static final long UNIT = 10_000;
  static final long OWED = 1_005_000;
  static final SettledAccount ALICE = account(7, 2, "alice", OWED, "1000");
  static final SettledAccount BOB = account(11, 3, "bob2", -OWED, "2000");
  static final SettledAccount CAROL = account(15, 4, "carol", 0, "300");
  static final Choice NOTHING = new Choice(false, false, false, Set.of());
  static final Choice ALL = new Choice(true, true, true, Set.of());

  private Scene() {}

  static SettlementFacts settlement() {
    return settlement(List.of(ALICE, BOB, CAROL));
  }

  static SettlementFacts settlement(List<SettledAccount> accounts) {
    return new SettlementFacts(
        12,
        "DEFERREDNET",
        false,
        "PENDING_SETTLEMENT",
        "daily",
        List.of(7L, 8L),
        Instant.parse("2026-01-01T17:00:00Z"),
        Instant.parse("2026-01-01T18:30:15.250Z"),
        accounts);
  }

  static SettledAccount account(
      long id, int participant, String name, long netAmount, String balance) {
    return new SettledAccount(
        id,
        participant,
        name,
        Optional.of(name.equals("alice") ? "BANKKE22XXX" : "acct-" + participant),
        "POSITION",
        "USD",
        netAmount,
        "PENDING_SETTLEMENT",
        Optional.of("01JB0Y00000000000000000" + (100 + id)),
        Optional.of(BigInteger.valueOf(500 * UNIT)),
        false,
        Optional.of(
            new SettledAccount.Funds(
                id + 1, 5, new BigInteger(balance).multiply(BigInteger.valueOf(UNIT)))));
  }

  /** A copy with other facts. */
  static SettledAccount with(SettledAccount account, String type, String state, boolean follows) {
    return new SettledAccount(
        account.accountId(),
        account.participantId(),
        account.participant(),
        account.bankIdentifier(),
        type,
        account.currency(),
        account.netAmount(),
        state,
        account.transferId(),
        account.netDebitCap(),
        follows,
        account.funds());
  }

  /** What the bank sends back in a format: the export with its balances filled in. */
  static byte[] filledIn(String format, SettlementFacts settlement, List<Cell> balances) {
    Table export =
        format.equals("json")
            ? BankFileWriter.object(settlement)
            : BankFileWriter.sheet(settlement);
    int column = export.columns().stream().map(Table.Column::key).toList().indexOf("balance");
    List<List<Cell>> rows = new java.util.ArrayList<>();
    for (int i = 0; i < export.rows().size(); i++) {
      List<Cell> row = new java.util.ArrayList<>(export.rows().get(i));
      row.set(column, balances.get(i));
      rows.add(row);
    }
    Table filled = new Table(export.name(), export.facts(), export.columns(), rows);
    return switch (format) {
      case "xlsx" -> XlsxWriter.write(filled);
      case "csv" -> CsvWriter.write(filled);
      default -> JsonTables.write(filled);
    };
  }

  static String type(String format) {
    return switch (format) {
      case "xlsx" -> XlsxWriter.MEDIA_TYPE;
      case "csv" -> CsvWriter.MEDIA_TYPE + "; charset=utf-8";
      default -> JsonTables.MEDIA_TYPE;
    };
  }
}
