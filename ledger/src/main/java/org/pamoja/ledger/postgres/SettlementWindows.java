package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.ledger.store.LedgerStoreException;

/**
 * The settlement windows, of which exactly one is OPEN. Its number stands on every account, and a
 * batch that posts has locked its accounts: so closing, which locks them all, falls before or after
 * every posting, never in its midst.
 *
 * <p>A window that closes is PROCESSING first, so that nobody who posts waits while it is summed
 * up: whoever gets it by {@link #takeProcessing(Connection)} calls {@link WindowFlows#compute} and
 * makes it CLOSED, in one transaction. Later states belong to its settlements.
 *
 * <p>Threads may share it; each call blocks.
 */
public final class SettlementWindows {

  /**
   * A settlement window.
   *
   * @param id its number
   * @param state present state
   * @param reason why it was opened, closed or last changed
   * @param createdAt when it was opened
   * @param closedAt when it stopped taking postings
   * @param changedAt when its state or reason last changed
   */
  public record SettlementWindow(
      long id,
      WindowState state,
      String reason,
      Instant createdAt,
      Optional<Instant> closedAt,
      Instant changedAt) {}

  /** What became of the wish to close a window: a {@link Closing}, or why not. */
  public sealed interface Attempt {}

  /**
   * What closing brought about.
   *
   * @param closed the window that was open, PROCESSING now
   * @param opened the one that is open now
   */
  public record Closing(SettlementWindow closed, SettlementWindow opened) implements Attempt {}

  /** Why a window was not closed; nothing has changed then. */
  public enum Refused implements Attempt {
    /** There is no window of that number. */
    UNKNOWN,
    /** It is not the open one. */
    NOT_OPEN,
    /** No transfer was fulfilled in it. */
    EMPTY
  }

  private static final String COLUMNS =
      "w.id, w.state, w.reason, w.created_at, w.closed_at, w.changed_at";
  private static final String SELECT = "select " + COLUMNS + " from settlement_window w ";

  /**
   * Conversions alone do not count (settlement §2.1). In the order of the key, since postings would
   * else be read from the first window's on when the plan does not know the window.
   */
  private static final String A_TRANSFER =
      """
      select 1 from posting where window_id = ? and entry = 1 and not conversion
        order by window_id, transfer_id limit 1""";

  private final Queries queries;

  /** The windows in the database behind {@code pool}. */
  public SettlementWindows(DataSource pool) {
    this.queries = new Queries(pool);
  }

  /** The open window. */
  public SettlementWindow open() {
    return queries.one(SELECT + "where w.state = 'OPEN'", SettlementWindows::read).orElseThrow();
  }

  /** A window by its number. */
  public Optional<SettlementWindow> find(long id) {
    return queries.one(SELECT + "where w.id = ?", SettlementWindows::read, id);
  }

  /**
   * Closes the open window in a transaction of its own and opens the next one, with the same
   * reason.
   */
  public Closing close(String reason) {
    return queries.inTransaction(connection -> close(connection, reason));
  }

  /**
   * The same in the caller's transaction. Until that ends no batch can post, so the caller had
   * better be quick. It locks the window, then all accounts in id order.
   *
   * @param connection with a READ COMMITTED transaction open, holding no account yet
   * @throws LedgerStoreException when there is not exactly one open window
   */
  public Closing close(Connection connection, String reason) throws SQLException {
    return close(connection, OpenWindow.lock(connection), reason);
  }

  /**
   * The same for the window with number {@code id}, if it is the open one and not empty.
   *
   * @param evenIfEmpty whether it may be closed though no transfer was fulfilled in it
   */
  public Attempt closeIfOpen(Connection connection, long id, String reason, boolean evenIfEmpty)
      throws SQLException {
    long open = OpenWindow.lock(connection);
    if (open != id) {
      boolean known = !Queries.list(connection, SELECT + "where w.id = ?", row -> 1, id).isEmpty();
      return known ? Refused.NOT_OPEN : Refused.UNKNOWN;
    }
    if (!evenIfEmpty && isEmpty(connection, id)) {
      return Refused.EMPTY;
    }
    return close(connection, open, reason);
  }

  /** Whether no transfer was fulfilled in a window; conversions alone do not count. */
  public boolean isEmpty(Connection connection, long id) throws SQLException {
    return Queries.list(connection, A_TRANSFER, row -> 1, id).isEmpty();
  }

  private static Closing close(Connection connection, long open, String reason)
      throws SQLException {
    Queries.list(
        connection,
        "select account_id from account order by account_id for no key update",
        row -> row.getLong(1));
    SettlementWindow closed =
        Queries.list(
                connection,
                "update settlement_window w set state = 'PROCESSING', reason = ?,"
                    + " closed_at = clock_timestamp(), changed_at = clock_timestamp()"
                    + " where w.id = ? returning "
                    + COLUMNS,
                SettlementWindows::read,
                reason,
                open)
            .getFirst();
    SettlementWindow opened =
        Queries.list(
                connection,
                "insert into settlement_window as w (state, reason, created_at, changed_at)"
                    + " values ('OPEN', ?, statement_timestamp(), statement_timestamp()) returning "
                    + COLUMNS,
                SettlementWindows::read,
                reason)
            .getFirst();
    Queries.update(connection, "update account set window_id = ?", opened.id());
    return new Closing(closed, opened);
  }

  /**
   * Takes a window that waits to be summed up and that nobody else is at work on, the oldest first.
   * It is the caller's until its transaction ends.
   */
  public Optional<SettlementWindow> takeProcessing(Connection connection) throws SQLException {
    return takeProcessing(connection, List.of());
  }

  /**
   * The same, but none of those.
   *
   * @param passedOver numbers of windows that are not wanted, such as those that have just failed
   */
  public Optional<SettlementWindow> takeProcessing(
      Connection connection, Collection<Long> passedOver) throws SQLException {
    return Queries.list(
            connection,
            SELECT
                + "where w.state = 'PROCESSING' and w.id <> all(?)"
                + " order by w.id limit 1 for update skip locked",
            SettlementWindows::read,
            connection.createArrayOf("int8", passedOver.toArray()))
        .stream()
        .findFirst();
  }

  /** Locks windows until the caller's transaction ends, and returns those there are, by number. */
  public List<SettlementWindow> lock(Connection connection, Collection<Long> ids)
      throws SQLException {
    return Queries.list(
        connection,
        SELECT + "where w.id = any(?) order by w.id for update",
        SettlementWindows::read,
        connection.createArrayOf("int8", ids.toArray()));
  }

  /** The windows of these numbers, as far as there are any, by number. */
  public List<SettlementWindow> list(Connection connection, Collection<Long> ids)
      throws SQLException {
    return Queries.list(
        connection,
        SELECT + "where w.id = any(?) order by w.id",
        SettlementWindows::read,
        connection.createArrayOf("int8", ids.toArray()));
  }

  /**
   * Puts a window that is no longer open into another state; without a reason it keeps the one it
   * has.
   *
   * @param state any but OPEN
   * @return the window as it is now; empty when it is unknown or open
   */
  public Optional<SettlementWindow> setState(
      Connection connection, long id, WindowState state, Optional<String> reason)
      throws SQLException {
    if (state == WindowState.OPEN) {
      throw new IllegalArgumentException("a window opens only when another closes");
    }
    return Queries.list(
            connection,
            "update settlement_window w set state = ?, reason = coalesce(?, w.reason),"
                + " changed_at = clock_timestamp() where w.id = ? and w.state <> 'OPEN' returning "
                + COLUMNS,
            SettlementWindows::read,
            state.name(),
            reason.orElse(null),
            id)
        .stream()
        .findFirst();
  }

  /**
   * The windows that {@code filter} describes, the one changed last first.
   *
   * @param most how many at most
   */
  public List<SettlementWindow> search(WindowFilter filter, int most) {
    return queries.list(
        SELECT + filter.where() + " order by w.changed_at desc, w.id desc limit ?",
        SettlementWindows::read,
        filter.parameters(most));
  }

  private static SettlementWindow read(ResultSet row) throws SQLException {
    return new SettlementWindow(
        row.getLong(1),
        WindowState.valueOf(row.getString(2)),
        row.getString(3),
        Times.read(row, 4),
        Optional.ofNullable(Times.read(row, 5)),
        Times.read(row, 6));
  }
}
