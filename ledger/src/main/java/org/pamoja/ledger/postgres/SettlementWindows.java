package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.ledger.store.LedgerStoreException;

/**
 * The settlement windows, of which exactly one is OPEN. Its number stands on every account, and a
 * batch that posts has locked its accounts: so closing, which locks them all, falls before or after
 * every posting, never in its midst.
 *
 * <p>Threads may share it; each call blocks.
 */
public final class SettlementWindows {

  /**
   * A settlement window.
   *
   * @param id its number
   * @param state OPEN, CLOSED or a later state of its settlement
   * @param reason why it was opened, or closed
   * @param createdAt when it was opened
   * @param closedAt when it was closed
   */
  public record SettlementWindow(
      long id, String state, String reason, Instant createdAt, Optional<Instant> closedAt) {}

  /**
   * What closing brought about.
   *
   * @param closed the window that was open
   * @param opened the one that is open now
   */
  public record Closing(SettlementWindow closed, SettlementWindow opened) {}

  private static final String SELECT =
      "select w.id, w.state, w.reason, w.created_at, w.closed_at from settlement_window w ";

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
   * The same for the window with number {@code id}.
   *
   * @return empty, and nothing has changed, when that is not the open one
   */
  public Optional<Closing> closeIfOpen(Connection connection, long id, String reason)
      throws SQLException {
    long open = OpenWindow.lock(connection);
    return open == id ? Optional.of(close(connection, open, reason)) : Optional.empty();
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
                "update settlement_window w set state = 'CLOSED', reason = ?, closed_at = clock_timestamp()"
                    + " where w.id = ? returning w.id, w.state, w.reason, w.created_at, w.closed_at",
                SettlementWindows::read,
                reason,
                open)
            .getFirst();
    SettlementWindow opened =
        Queries.list(
                connection,
                "insert into settlement_window as w (state, reason, created_at)"
                    + " values ('OPEN', ?, clock_timestamp())"
                    + " returning w.id, w.state, w.reason, w.created_at, w.closed_at",
                SettlementWindows::read,
                reason)
            .getFirst();
    Queries.update(connection, "update account set window_id = ?", opened.id());
    return new Closing(closed, opened);
  }

  private static SettlementWindow read(ResultSet row) throws SQLException {
    return new SettlementWindow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        Times.read(row, 4),
        Optional.ofNullable(Times.read(row, 5)));
  }
}
