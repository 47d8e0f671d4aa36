package org.pamoja.hub.settlement;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Transactions that this capability shares with the ledger's own statements. */
public final class Transactions {
  private Transactions() {}

  /** Work on a handle that may fail in the database. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T on(Handle handle) throws SQLException;
  }

  /**
   * Runs work in a transaction of its own.
   *
   * @throws IllegalStateException when the database fails, with that failure as cause; nothing was
   *     changed then
   */
  public static <T> T run(Jdbi jdbi, Work<T> work) {
    try {
      return jdbi.inTransaction(work::on);
    } catch (SQLException failure) {
      throw new IllegalStateException("the database refused a step of settlement", failure);
    }
  }

  /**
   * Runs work that only reads: all of its queries see the database as of one moment.
   *
   * @throws IllegalStateException when the database fails, with that failure as cause
   */
  public static <T> T read(Jdbi jdbi, Work<T> work) {
    try {
      return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::on);
    } catch (SQLException failure) {
      throw new IllegalStateException("the database refused to read settlements", failure);
    }
  }
}
