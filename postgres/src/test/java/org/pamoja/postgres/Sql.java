package org.pamoja.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Single statements on a connection of their own. */
final class Sql {

  private Sql() {}

  static void run(JdbcTarget target, String sql) throws SQLException {
    try (Connection connection = connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row, as text. */
  static String query(JdbcTarget target, String sql) throws SQLException {
    try (Connection connection = connect(target)) {
      return query(connection, sql);
    }
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static Connection connect(JdbcTarget target) throws SQLException {
    return DriverManager.getConnection(target.url(), target.user(), target.password());
  }
}
