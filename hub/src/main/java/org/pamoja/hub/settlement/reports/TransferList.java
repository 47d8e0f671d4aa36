package org.pamoja.hub.settlement.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.settlement.bank.SettledAccount;
import org.pamoja.hub.settlement.bank.SettlementFacts;
import org.pamoja.hub.settlement.sheets.Cell;
import org.pamoja.hub.settlement.sheets.Table;

/**
 * The transfers and conversions that make up one participant's part of a settlement, page by page.
 * Threads may share it; each call blocks.
 */
final class TransferList {
  private static final String ENTRIES =
      """
      SELECT p.window_id, p.transfer_id, p.conversion, p.at, p.debit, p.amount, p.account_id, a.currency, a.type,
        t.payer, t.payee, t.fee_amount
      FROM posting p
        JOIN account a ON a.account_id = p.account_id
        JOIN transfer t ON t.transfer_id = p.transfer_id AND t.conversion = p.conversion
        JOIN settlement_content c ON c.window_id = p.window_id AND c.ledger_account_type = a.type
          AND c.currency = a.currency
        JOIN settlement_content_link l ON l.content_id = c.id AND l.settlement_id = :settlement
      WHERE p.window_id = ANY(:windows) AND p.account_id = ANY(:accounts) AND p.entry IN (1, 2, 3)
      ORDER BY p.window_id, p.transfer_id, p.conversion, p.account_id, p.debit
      LIMIT :limit OFFSET :offset
      """;

  private final Jdbi jdbi;

  TransferList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * One page.
   *
   * @param participant name of the participant
   * @param limit rows of a page
   * @param offset rows before it
   */
  Table of(SettlementFacts settlement, String participant, int limit, long offset) {
    List<Long> accounts =
        settlement.accounts().stream()
            .filter(account -> account.participant().equals(participant))
            .map(SettledAccount::accountId)
            .collect(Collectors.toList());
    List<List<Cell>> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(ENTRIES)
                    .bind("settlement", settlement.id())
                    .bindArray("windows", Long.class, settlement.windows())
                    .bindArray("accounts", Long.class, accounts)
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map((row, _) -> row(settlement, row))
                    .list());
    return new Table(
        "DFSPSettlementDetail",
        SettlementReports.facts(settlement),
        SettlementReports.columns(
            "senderDfsp", "Sender DFSP",
            "receiverDfsp", "Receiver DFSP",
            "transferId", "Transfer ID",
            "kind", "Type",
            "dateTime", "Date",
            "sent", "Sent",
            "received", "Received",
            "fee", "Fee",
            "currency", "Currency",
            "accountId", "Account ID",
            "accountType", "Account Type",
            "settlementWindowId", "Settlement Window ID",
            "narration", "Narration"),
        rows);
  }

  private static List<Cell> row(SettlementFacts settlement, ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    Cell amount = Cell.amount(row.getLong("amount"), currency);
    boolean sent = row.getBoolean("debit");
    long fee = row.getLong("fee_amount");
    return List.of(
        Cell.of(row.getString("payer")),
        Cell.of(row.getString("payee")),
        Cell.of(row.getString("transfer_id")),
        Cell.of(row.getBoolean("conversion") ? "CONVERSION" : "TRANSFER"),
        Cell.of(row.getObject("at", OffsetDateTime.class).toInstant()),
        sent ? amount : Cell.EMPTY,
        sent ? Cell.EMPTY : amount,
        fee == 0 ? Cell.EMPTY : Cell.amount(fee, currency),
        Cell.of(currency),
        Cell.of(row.getLong("account_id")),
        Cell.of(row.getString("type")),
        Cell.of(row.getLong("window_id")),
        Cell.of(settlement.narration()));
  }
}
