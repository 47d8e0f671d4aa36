package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pamoja.ledger.store.LedgerStoreException;

/** Finds and holds the open settlement window. */
final class OpenWindow {
  private static final int TRIES = 100;

  private OpenWindow() {}

  /** The open window's number, which stays open until the caller's transaction ends. */
  static long share(Connection connection) throws SQLException {
    return lock(connection, "select id from settlement_window where state = 'OPEN' for share");
  }

  /** The same, for the one who closes it. */
  static long lock(Connection connection) throws SQLException {
    return lock(connection, "select id from settlement_window where state = 'OPEN' for update");
  }

  // Whoever waited for another to close the window finds nothing: the successor is seen by the next
  // statement only.
  private static long lock(Connection connection, String sql) throws SQLException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      List<Long> open = Queries.list(connection, sql, row -> row.getLong(1));
      if (open.size() == 1) {
        return open.getFirst();
      }
    }
    throw new LedgerStoreException("there is no open settlement window");
  }
}
