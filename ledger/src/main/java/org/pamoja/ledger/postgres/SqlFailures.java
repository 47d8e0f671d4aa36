package org.pamoja.ledger.postgres;

import java.sql.SQLException;
import java.util.Set;
import org.pamoja.ledger.store.LedgerStoreException;

/** Tells failures that another try may mend from those it cannot. */
final class SqlFailures {

  /**
   * Read-only server (a standby after a fail-over), deadlock, serialisation, a cancelled statement,
   * a transaction ended for idling.
   */
  private static final Set<String> PASSING =
      Set.of("25006", "40P01", "40001", "57014", "25P03", "55P03");

  private SqlFailures() {}

  /**
   * Whether the same batch is to be tried again: the connection is gone (08), the server is
   * stopping or starting (57P), it lacks disk, memory or connections (53), its files fail (58), or
   * the conflict will pass.
   */
  static boolean mayPass(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")
        || state.startsWith("58")
        || PASSING.contains(state);
  }

  /** For callers that do not try again: admin operations and reports. */
  static LedgerStoreException wrap(String doing, SQLException failure) {
    return new LedgerStoreException(doing + ": " + failure.getMessage(), failure);
  }
}
