package org.pamoja.ledger.postgres;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.ledger.account.EntryType;

/**
 * What accounts held in the past, to the last unit: at any moment, and at the beginning and end of
 * any settlement window. Only posted entries count, which are kept for ever with their time; what
 * was merely reserved at a past moment is not kept.
 *
 * <p>All methods throw {@link org.pamoja.ledger.store.LedgerStoreException} when the database
 * fails. Threads may share it; each call blocks and borrows a connection.
 */
public final class AccountHistory {

  /**
   * An account and what it held.
   *
   * @param account number of the account
   * @param participantId number of the participant it belongs to
   * @param participant its name
   * @param type ledger account type
   * @param currency currency code
   * @param value posted debits less posted credits in minor units: positive when the owner owes
   */
  public record Balance(
      long account,
      int participantId,
      String participant,
      String type,
      String currency,
      BigInteger value) {}

  /**
   * What an account saw of one kind of entry.
   *
   * @param entry kind of entry
   * @param debits sum of the debits in minor units
   * @param credits sum of the credits
   */
  public record EntrySum(EntryType entry, BigInteger debits, BigInteger credits) {
    /** Debits less credits. */
    public BigInteger net() {
      return debits.subtract(credits);
    }
  }

  /**
   * An account's way through a settlement window.
   *
   * @param opening what it held when the window opened
   * @param entries what it saw in the window, in the order of the entry types; empty when nothing
   */
  public record Statement(Balance opening, List<EntrySum> entries) {
    /** What it held when the window closed, or holds now in the open one. */
    public BigInteger closing() {
      return entries.stream().map(EntrySum::net).reduce(opening.value(), BigInteger::add);
    }
  }

  private final Queries queries;

  /** The accounts in the database behind {@code pool}. */
  public AccountHistory(DataSource pool) {
    this.queries = new Queries(pool);
  }

  /**
   * What accounts held at a moment: everything posted until then, by the database's time. Reads the
   * window that was open then from end to end, and little else. A batch takes its time before it
   * commits, so of a moment that has just passed what is still committing may be missing.
   *
   * @param participantId whose accounts; empty for everybody's
   * @param moment not in the future, or it tells what is true now
   * @return by account number; an account that did not exist yet held nothing
   */
  public List<Balance> asOf(Optional<Integer> participantId, Instant moment) {
    return queries.list(
        TurnoverSql.BALANCES_AS_OF,
        AccountHistory::balance,
        Times.text(moment),
        participantId.orElse(null));
  }

  /**
   * What accounts saw in a window.
   *
   * @param window number of the window
   * @param participantId whose accounts; empty for everybody's
   * @return by account number; empty when there is no such window
   */
  public Optional<List<Statement>> ofWindow(long window, Optional<Integer> participantId) {
    return queries.onSnapshot(connection -> ofWindow(connection, window, participantId));
  }

  private static Optional<List<Statement>> ofWindow(
      Connection connection, long window, Optional<Integer> participantId) throws SQLException {
    if (Queries.list(connection, "select id from settlement_window where id = ?", row -> 1, window)
        .isEmpty()) {
      return Optional.empty();
    }
    Map<Long, List<EntrySum>> sums = new HashMap<>();
    Queries.list(
        connection,
        TurnoverSql.OF_WINDOW,
        row -> sums.computeIfAbsent(row.getLong(1), it -> new ArrayList<>()).add(sum(row)),
        window);
    return Optional.of(
        Queries.list(
            connection,
            TurnoverSql.BALANCES_BEFORE,
            row -> {
              Balance opening = balance(row);
              return new Statement(opening, sums.getOrDefault(opening.account(), List.of()));
            },
            window,
            participantId.orElse(null)));
  }

  private static EntrySum sum(ResultSet row) throws SQLException {
    return new EntrySum(
        EntryType.of(row.getInt(2)), AccountRows.whole(row, 3), AccountRows.whole(row, 4));
  }

  private static Balance balance(ResultSet row) throws SQLException {
    return new Balance(
        row.getLong(1),
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        AccountRows.whole(row, 6));
  }
}
