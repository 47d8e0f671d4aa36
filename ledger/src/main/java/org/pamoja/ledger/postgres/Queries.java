package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.ledger.store.LedgerStoreException;

/**
 * Plain statements on pooled connections, for everything outside the batch. Failures become {@link
 * LedgerStoreException}. Threads may share it.
 */
final class Queries {

  /** Makes one result of the row the set stands on. */
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Work inside one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private final DataSource pool;

  Queries(DataSource pool) {
    this.pool = pool;
  }

  <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters) {
    try (Connection connection = pool.getConnection()) {
      return list(connection, sql, mapper, parameters);
    } catch (SQLException failure) {
      throw SqlFailures.wrap("the ledger cannot be read", failure);
    }
  }

  <T> Optional<T> one(String sql, RowMapper<T> mapper, Object... parameters) {
    return list(sql, mapper, parameters).stream().findFirst();
  }

  int update(String sql, Object... parameters) {
    try (Connection connection = pool.getConnection()) {
      return update(connection, sql, parameters);
    } catch (SQLException failure) {
      throw SqlFailures.wrap("the ledger cannot be changed", failure);
    }
  }

  /** Runs {@code work} in a transaction of its own, READ COMMITTED. */
  <T> T inTransaction(Work<T> work) {
    return inTransaction(Connection.TRANSACTION_READ_COMMITTED, work);
  }

  /** Runs {@code work} on one unchanging picture of the database. */
  <T> T onSnapshot(Work<T> work) {
    return inTransaction(Connection.TRANSACTION_REPEATABLE_READ, work);
  }

  private <T> T inTransaction(int isolation, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      int usual = connection.getTransactionIsolation();
      connection.setTransactionIsolation(isolation);
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(usual);
      }
    } catch (SQLException failure) {
      throw SqlFailures.wrap("a transaction of the ledger failed", failure);
    }
  }

  static <T> List<T> list(
      Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> results = new ArrayList<>();
        while (rows.next()) {
          results.add(mapper.map(rows));
        }
        return results;
      }
    }
  }

  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int index = 0; index < parameters.length; index++) {
      statement.setObject(index + 1, parameters[index]);
    }
  }
}
