package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Reads settlements with all that files are made of and checked against. Works on the caller's
 * handle; stateless; threads may share it.
 */
final class FactsReader {
  private static final String SETTLEMENT =
      """
      SELECT s.id, s.state, s.reason, s.created_at, s.changed_at, m.name AS model,
        m.interchange = 'BILATERAL' AS bilateral
      FROM settlement s JOIN settlement_model m ON m.id = s.model_id WHERE s.id = :id
      """;
  private static final String WINDOWS =
      "SELECT window_id FROM settlement_window_link WHERE settlement_id = :id ORDER BY window_id";

  /**
   * The funds of a participant are those of its SETTLEMENT account; what is about to leave it is
   * not held any more.
   */
  private static final String ACCOUNTS =
      """
      SELECT sa.account_id, sa.participant_id, a.participant, b.identifier, a.type, sa.currency, sa.net_amount,
        sa.state, sa.transfer_id, a.net_debit_cap, a.net_debit_cap_percent IS NOT NULL AS follows,
        f.account_id AS funds_account, f.credits_posted - f.debits_posted - f.debits_pending AS balance,
        r.account_id AS reconciliation_account
      FROM settlement_account sa
        JOIN account a ON a.account_id = sa.account_id
        LEFT JOIN bank_identifier b ON b.participant_id = sa.participant_id
        LEFT JOIN account f ON f.participant_id = sa.participant_id AND f.currency = sa.currency
          AND f.type = 'SETTLEMENT'
        LEFT JOIN account r ON r.currency = sa.currency AND r.type = 'HUB_RECONCILIATION'
      WHERE sa.settlement_id = :id ORDER BY sa.account_id
      """;

  /** The settlement of that number. */
  Optional<SettlementFacts> find(Handle handle, long id) {
    return handle
        .createQuery(SETTLEMENT)
        .bind("id", id)
        .map((row, _) -> settlement(handle, row))
        .findOne();
  }

  /** Whether an account of that number exists. */
  boolean exists(Handle handle, long account) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM account WHERE account_id = :id)")
        .bind("id", account)
        .mapTo(Boolean.class)
        .one();
  }

  private static SettlementFacts settlement(Handle handle, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    List<Long> windows = handle.createQuery(WINDOWS).bind("id", id).mapTo(Long.class).list();
    List<SettledAccount> accounts =
        handle.createQuery(ACCOUNTS).bind("id", id).map((account, _) -> account(account)).list();
    return new SettlementFacts(
        id,
        row.getString("model"),
        row.getBoolean("bilateral"),
        row.getString("state"),
        row.getString("reason"),
        windows,
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        accounts);
  }

  private static SettledAccount account(ResultSet row) throws SQLException {
    BigDecimal balance = row.getBigDecimal("balance");
    long reconciliation = row.getLong("reconciliation_account");
    Optional<SettledAccount.Funds> funds =
        balance == null || reconciliation == 0
            ? Optional.empty()
            : Optional.of(
                new SettledAccount.Funds(
                    row.getLong("funds_account"), reconciliation, balance.toBigIntegerExact()));
    return new SettledAccount(
        row.getLong("account_id"),
        row.getInt("participant_id"),
        row.getString("participant"),
        Optional.ofNullable(row.getString("identifier")),
        row.getString("type"),
        row.getString("currency"),
        row.getBigDecimal("net_amount").longValueExact(),
        row.getString("state"),
        Optional.ofNullable(row.getString("transfer_id")),
        Optional.ofNullable(row.getBigDecimal("net_debit_cap")).map(BigDecimal::toBigIntegerExact),
        row.getBoolean("follows"),
        funds);
  }
}
