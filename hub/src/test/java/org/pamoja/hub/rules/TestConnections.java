package org.pamoja.hub.rules;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.pamoja.postgres.JdbcTarget;

/** Looks behind the nodes' backs. */
final class TestConnections {
  private TestConnections() {}

  static Connection open(JdbcTarget target) throws SQLException {
    return DriverManager.getConnection(target.url(), target.user(), target.password());
  }
}
