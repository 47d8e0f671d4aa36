package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens the batcher's own connection: one whose planner is held to index scans and nested loops
 * (architecture, decision 17), to the server that takes writes. Not one of a pool, since it is
 * kept.
 */
@FunctionalInterface
public interface ConnectionSource {

  /**
   * Opens a connection that the caller closes.
   *
   * @throws SQLException when no server accepts it
   */
  Connection open() throws SQLException;
}
