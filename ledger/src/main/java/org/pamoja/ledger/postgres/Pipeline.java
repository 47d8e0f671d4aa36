package org.pamoja.ledger.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several statements sent in one go and answered in one go: one round trip. Each still runs with
 * its own snapshot, so it sees what was committed while an earlier one waited for a lock.
 */
final class Pipeline {

  /** Takes one statement's rows. */
  @FunctionalInterface
  interface RowReader {
    /** Called once, before the first row. */
    void read(ResultSet rows) throws SQLException;
  }

  private final StringBuilder sql = new StringBuilder(1024);
  private final List<Object> parameters = new ArrayList<>();
  private final List<RowReader> readers = new ArrayList<>();

  /** Adds a statement without rows. */
  Pipeline add(String statement, Object... values) {
    return add(statement, rows -> {}, values);
  }

  /** Adds a statement whose rows {@code reader} takes. */
  Pipeline add(String statement, RowReader reader, Object... values) {
    if (!sql.isEmpty()) {
      sql.append(";\n");
    }
    sql.append(statement);
    parameters.addAll(List.of(values));
    readers.add(reader);
    return this;
  }

  /** Sends all statements and reads all answers. */
  void run(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
      for (int index = 0; index < parameters.size(); index++) {
        set(statement, index + 1, parameters.get(index));
      }
      boolean hasRows = statement.execute();
      for (RowReader reader : readers) {
        if (hasRows) {
          try (ResultSet rows = statement.getResultSet()) {
            reader.read(rows);
          }
        }
        hasRows = statement.getMoreResults();
      }
    }
  }

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case Array array -> statement.setArray(index, array);
      case byte[] bytes -> statement.setBytes(index, bytes);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case String text -> statement.setString(index, text);
      default -> throw new IllegalArgumentException("no such parameter type: " + value.getClass());
    }
  }
}
