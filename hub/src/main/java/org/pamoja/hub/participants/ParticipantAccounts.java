package org.pamoja.hub.participants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.ledger.postgres.AccountRegistry;

/**
 * The accounts of participants, within the caller's transaction: opened and switched through the
 * ledger's registry, read from its rows as they are committed. Nothing here changes a balance.
 * Stateless; threads may share it.
 */
public final class ParticipantAccounts {
  private static final String SELECT =
      """
      SELECT account_id, participant_id, currency, type, active, initialised, net_debit_cap, net_debit_cap_percent, changed_at,
        debits_pending + debits_posted - credits_posted AS value
      FROM account
      """;

  private final AccountRegistry registry = new AccountRegistry();

  /** All accounts by number. */
  List<ParticipantAccount> all(Handle handle) {
    return handle.createQuery(SELECT + "ORDER BY account_id").map((row, _) -> account(row)).list();
  }

  /** One participant's accounts by number. */
  List<ParticipantAccount> of(Handle handle, int participant) {
    return handle
        .createQuery(SELECT + "WHERE participant_id = :participant ORDER BY account_id")
        .bind("participant", participant)
        .map((row, _) -> account(row))
        .list();
  }

  /** The account of that number, whoever owns it. */
  Optional<ParticipantAccount> find(Handle handle, long id) {
    return handle
        .createQuery(SELECT + "WHERE account_id = :id")
        .bind("id", id)
        .map((row, _) -> account(row))
        .findOne();
  }

  /**
   * Whether a transfer of that id exists which is not booked on the account. An unknown id is not:
   * concluding it is silently ignored.
   */
  boolean isBookedElsewhere(Handle handle, String transferId, long account) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM transfer WHERE transfer_id = :id AND NOT conversion
              AND debtor <> :account AND creditor <> :account)
            """)
        .bind("id", transferId)
        .bind("account", account)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Opens an account that takes no part yet: it is activated with its first limit (ledger-admin
   * §4.1).
   */
  void openForParticipant(
      Handle handle, RegisteredParticipant owner, String currency, String type) {
    open(handle, owner, currency, type, false);
  }

  /** Opens an account of the hub, which takes part from the start. */
  void openForHub(Handle handle, RegisteredParticipant owner, String currency, String type) {
    open(handle, owner, currency, type, true);
  }

  /** Sets the participant's flag on all its accounts. */
  void setParticipantActive(Handle handle, int participant, boolean active) {
    try {
      registry.setParticipantActive(handle.getConnection(), participant, active);
    } catch (SQLException failure) {
      throw new IllegalStateException("the participant's accounts cannot be changed", failure);
    }
  }

  private void open(
      Handle handle, RegisteredParticipant owner, String currency, String type, boolean takesPart) {
    try {
      registry.open(
          handle.getConnection(),
          new AccountRegistry.NewAccount(
              owner.id(), owner.name(), currency, type, takesPart, owner.active(), takesPart));
    } catch (SQLException failure) {
      throw new IllegalStateException("the account cannot be opened", failure);
    }
  }

  private static ParticipantAccount account(ResultSet row) throws SQLException {
    return new ParticipantAccount(
        row.getLong("account_id"),
        row.getInt("participant_id"),
        row.getString("currency"),
        row.getString("type"),
        row.getBoolean("active"),
        row.getBoolean("initialised"),
        row.getBigDecimal("value").toBigIntegerExact(),
        Optional.ofNullable(row.getBigDecimal("net_debit_cap")).map(cap -> cap.toBigIntegerExact()),
        Optional.ofNullable(row.getObject("net_debit_cap_percent", Integer.class)),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
