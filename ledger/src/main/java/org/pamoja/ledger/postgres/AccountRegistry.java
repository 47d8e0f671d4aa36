package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Opens accounts, inside the transaction of whoever registers the participant. Without state:
 * threads may share it, each with its own connection.
 */
public final class AccountRegistry {

  /**
   * An account to be opened, empty.
   *
   * @param participantId number of the participant
   * @param participant its name
   * @param currency currency code
   * @param type ledger account type; a participant has one account of a type in a currency
   * @param active whether it may take part in transfers from the start
   * @param participantActive whether its participant may
   * @param initialised whether it takes part in the ledger from the start
   */
  public record NewAccount(
      int participantId,
      String participant,
      String currency,
      String type,
      boolean active,
      boolean participantActive,
      boolean initialised) {}

  private static final String INSERT =
      """
      insert into account (participant_id, participant, currency, type, window_id, active, participant_active,
          initialised, changed_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp()) returning account_id""";

  /**
   * Opens an account. The open window is held until the caller commits, so a window that closes at
   * the same time waits and stamps the new account as well.
   *
   * @param connection with a transaction open
   * @return number of the account
   * @throws SQLException with state 23505 when the participant has such an account already
   */
  public long open(Connection connection, NewAccount account) throws SQLException {
    long window = OpenWindow.share(connection);
    Object[] values =
        Stream.of(
                account.participantId(),
                account.participant(),
                account.currency(),
                account.type(),
                window,
                account.active(),
                account.participantActive(),
                account.initialised())
            .toArray();
    return Queries.list(connection, INSERT, row -> row.getLong(1), values).getFirst();
  }

  /**
   * Makes a participant able or unable to take part, on all its accounts, locked in id order.
   *
   * @param connection with a transaction open
   * @return how many accounts it has
   */
  public int setParticipantActive(Connection connection, int participantId, boolean active)
      throws SQLException {
    Queries.list(
        connection,
        "select account_id from account where participant_id = ? order by account_id for no key update",
        row -> row.getLong(1),
        participantId);
    return Queries.update(
        connection,
        "update account set participant_active = ?, changed_at = clock_timestamp() where participant_id = ?",
        active,
        participantId);
  }
}
