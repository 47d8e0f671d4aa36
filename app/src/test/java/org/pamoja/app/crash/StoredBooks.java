package org.pamoja.app.crash;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.pamoja.ledger.transfer.TransferState;

/**
 * What the hub's database holds, read past the hub.
 *
 * @param states state of each transfer of DFSPs
 * @param postings posted entries of each transfer
 * @param positions value of each DFSP's POSITION, minor units at scale 4
 * @param pending what is reserved in all accounts together
 * @param imbalance posted debits less posted credits, summed up without sign over the currencies
 * @param postingImbalance the same from the single entries of transfers
 */
record StoredBooks(
    Map<String, TransferState> states,
    Map<String, Integer> postings,
    Map<String, Long> positions,
    long pending,
    long imbalance,
    long postingImbalance) {

  /** Reads it all as of one moment. */
  static StoredBooks read(Path home) throws SQLException, IOException {
    String url =
        "jdbc:postgresql://127.0.0.1:"
            + Files.readString(home.resolve("postgres.port")).strip()
            + "/pamoja";
    String password = Files.readString(home.resolve("postgres.password")).strip();
    try (Connection connection = DriverManager.getConnection(url, "pamoja", password);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return new StoredBooks(
          states(statement),
          postings(statement),
          positions(statement),
          number(statement, "select coalesce(sum(debits_pending), 0) from account"),
          number(
              statement,
              "select coalesce(sum(abs(d)), 0) from (select sum(debits_posted) -"
                  + " sum(credits_posted) as d from account group by currency) per_currency"),
          number(
              statement,
              "select coalesce(sum(abs(d)), 0) from (select sum(case when debit then p.amount else"
                  + " -p.amount end) as d from posting p join account using (account_id)"
                  + " group by currency) per_currency"));
    }
  }

  private static Map<String, TransferState> states(Statement statement) throws SQLException {
    Map<String, TransferState> states = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select transfer_id, state from transfer where payer <> 'Hub' and payee <> 'Hub'"
                + " and payer <> payee")) {
      while (rows.next()) {
        states.put(rows.getString(1), TransferState.of(rows.getInt(2)));
      }
    }
    return states;
  }

  private static Map<String, Integer> postings(Statement statement) throws SQLException {
    Map<String, Integer> counts = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery("select transfer_id, count(*) from posting group by transfer_id")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return counts;
  }

  private static Map<String, Long> positions(Statement statement) throws SQLException {
    Map<String, Long> positions = new HashMap<>();
    try (ResultSet rows =
        statement.executeQuery(
            "select participant, debits_pending + debits_posted - credits_posted from account"
                + " where type = 'POSITION'")) {
      while (rows.next()) {
        positions.put(rows.getString(1), rows.getBigDecimal(2).longValueExact());
      }
    }
    return positions;
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      BigDecimal number = row.getBigDecimal(1);
      return number.longValueExact();
    }
  }
}
