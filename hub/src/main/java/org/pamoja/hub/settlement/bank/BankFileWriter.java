package org.pamoja.hub.settlement.bank;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

  private BankFileWriter() {}

  /** As a sheet. */
  static Table sheet(SettlementFacts settlement) {
    return new Table(
        SHEET,
        facts(settlement),
        List.of(
            new Table.Column("identifiers", "Participant (PayerFSP Identifier)"),
            new Table.Column("bankIdentifier", "Participant (Bank Identifier)"),
            new Table.Column("balance", "Balance"),
            new Table.Column("settlementTransfer", "Settlement Transfer"),
            new Table.Column("currency", "Currency"),
            new Table.Column("settlementWindows", "Settlement Windows"),
            new Table.Column("narration", "Narration")),
        settlement.accounts().stream().map(account -> sheetRow(settlement, account)).toList());
  }

  /** The same for JSON, where participant, account and name are members of their own. */
  static Table object(SettlementFacts settlement) {
    return new Table(
        SHEET,
        facts(settlement),
        List.of(
            new Table.Column("participantId", "Participant ID"),
            new Table.Column("accountId", "Account ID"),
            new Table.Column("participant", "Participant"),
            new Table.Column("bankIdentifier", "Participant (Bank Identifier)"),
            new Table.Column("balance", "Balance"),
            new Table.Column("settlementTransfer", "Settlement Transfer"),
            new Table.Column("currency", "Currency"),
            new Table.Column("settlementWindows", "Settlement Windows"),
            new Table.Column("narration", "Narration")),
        settlement.accounts().stream().map(account -> objectRow(settlement, account)).toList());
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

  private static List<Cell> sheetRow(SettlementFacts settlement, SettledAccount account) {
    return List.of(
        Cell.of(account.participantId() + " " + account.accountId() + " " + account.participant()),
        Cell.of(account.bankIdentifier().orElse("")),
        Cell.EMPTY,
        Cell.amount(account.netAmount(), account.currency()),
        Cell.of(account.currency()),
        Cell.of(settlement.batch()),
        Cell.of(settlement.narration()));
  }

  private static List<Cell> objectRow(SettlementFacts settlement, SettledAccount account) {
    return List.of(
        Cell.of(account.participantId()),
        Cell.of(account.accountId()),
        Cell.of(account.participant()),
        Cell.of(account.bankIdentifier().orElse("")),
        Cell.EMPTY,
        Cell.amount(account.netAmount(), account.currency()),
        Cell.of(account.currency()),
        Cell.of(settlement.batch()),
        Cell.of(settlement.narration()));
  }
}
