package org.pamoja.hub.settlement.bank;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.Table;

/**
 * The settlement initiation file: what the bank is to transfer, with the column of balances left
 * for it to fill in. Columns A to E and the lines above them are the reference's to the letter; to
 * their right stands what else an operator wants to see. Threads may share it.
 */
final class BankFileWriter {
  private static final String SHEET = "SettlementBankReport";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** Columns of what is to be transferred, after those that say who it is. */
  private static final List<Table.Column> TERMS =
      List.of(
          new Table.Column("bankIdentifier", "Participant (Bank Identifier)"),
          new Table.Column("balance", "Balance"),
          new Table.Column("settlementTransfer", "Settlement Transfer"),
          new Table.Column("currency", "Currency"),
          new Table.Column("settlementWindows", "Settlement Windows"),
          new Table.Column("narration", "Narration"));

  private BankFileWriter() {}

  /** As a sheet. */
  static Table sheet(SettlementFacts settlement) {
    return new Table(
        SHEET,
        facts(settlement),
        columns(new Table.Column("identifiers", "Participant (PayerFSP Identifier)")),
        rows(settlement, BankFileWriter::identifiers));
  }

  /** The same for JSON, where participant, account and name are members of their own. */
  static Table object(SettlementFacts settlement) {
    return new Table(
        SHEET,
        facts(settlement),
        columns(
            new Table.Column("participantId", "Participant ID"),
            new Table.Column("accountId", "Account ID"),
            new Table.Column("participant", "Participant")),
        rows(settlement, BankFileWriter::members));
  }

  private static List<Table.Fact> facts(SettlementFacts settlement) {
    Instant completed = settlement.changedAt();
    return List.of(
        new Table.Fact("settlementId", "Settlement ID", Cell.of(settlement.id())),
        new Table.Fact(
            "completedDate",
            "Settlement Completed Date",
            Cell.of(DATE.format(completed.atOffset(ZoneOffset.UTC)))),
        new Table.Fact(
            "completedTime",
            "Settlement Completed Time",
            Cell.of(TIME.format(completed.atOffset(ZoneOffset.UTC)))),
        new Table.Fact("timezone", "Timezone", Cell.of("UTC")));
  }

  private static List<Cell> identifiers(SettledAccount account) {
    return List.of(
        Cell.of(account.participantId() + " " + account.accountId() + " " + account.participant()));
  }

  private static List<Cell> members(SettledAccount account) {
    return List.of(
        Cell.of(account.participantId()),
        Cell.of(account.accountId()),
        Cell.of(account.participant()));
  }

  /** The columns that say who it is, then those that both forms have. */
  private static List<Table.Column> columns(Table.Column... who) {
    List<Table.Column> columns = new ArrayList<>(List.of(who));
    columns.addAll(TERMS);
    return columns;
  }

  private static List<List<Cell>> rows(
      SettlementFacts settlement, Function<SettledAccount, List<Cell>> who) {
    List<List<Cell>> rows = new ArrayList<>();
    for (SettledAccount account : settlement.accounts()) {
      List<Cell> row = new ArrayList<>(who.apply(account));
      row.add(Cell.of(account.bankIdentifier().orElse("")));
      row.add(Cell.EMPTY);
      row.add(Cell.amount(account.netAmount(), account.currency()));
      row.add(Cell.of(account.currency()));
      row.add(Cell.of(settlement.batch()));
      row.add(Cell.of(settlement.narration()));
      rows.add(row);
    }
    return rows;
  }
}
