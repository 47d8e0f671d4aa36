package org.pamoja.testkit.hub;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.pamoja.ledger.postgres.ChainVerifier;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.WindowProofs;
import org.pamoja.postgres.JdbcTarget;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Looks into a hub's database: proofs that hold after every commit, whatever else is going on, and
 * a fingerprint that shows whether anything was changed. Threads may share it.
 */
public final class Books {
  /** Written in SQL of the kit's own, so that a mistake in the ledger's proof shows. */
  private static final String UNBALANCED =
      """
      select currency from account group by currency
      having sum(debits_posted) <> sum(credits_posted)
          or sum(debits_pending) <> (
            select coalesce(sum(t.amount), 0) from transfer t join account p on p.account_id = t.debtor
            where t.state in (2, 3, 5) and t.kind <> 7 and p.currency = account.currency)""";

  /** The same of settlement windows: what each account saw in one sums up to nothing. */
  private static final String UNBALANCED_WINDOWS =
      """
      select p.window_id || ' ' || a.currency || ' entry ' || p.entry
      from posting p join account a using (account_id) group by p.window_id, a.currency, p.entry
      having sum(case when p.debit then p.amount else -p.amount end) <> 0""";

  /** What is different when anything was booked, or a window changed. */
  private static final String LATEST =
      """
      select coalesce((select string_agg(b.stream_id || '-' || b.last, ',' order by b.stream_id) from (
            select stream_id, max(batch_number) as last from batch group by stream_id) b), '') || ' '
        || (select string_agg(id || state, ',' order by id) from settlement_window)""";

  /** They change by themselves: leases, cursors, and what is tried again. */
  private static final List<String> RESTLESS =
      List.of(
          "stream",
          "due_cursor",
          "flyway_schema_history",
          "undelivered",
          "liquidity_alarm",
          "liquidity_alarm_call");

  /** Every server has it. */
  private static final String MAINTENANCE_DATABASE = "postgres";

  private final JdbcTarget target;
  private final DataSource source;

  /** Number of the last batch verified, by stream. */
  private final Map<Integer, Long> verified = new TreeMap<>();

  private String provedAt = "";

  /** The books in a database. */
  public Books(JdbcTarget target) {
    this.target = target;
    this.source = open(target);
  }

  private static PGSimpleDataSource open(JdbcTarget target) {
    PGSimpleDataSource simple = new PGSimpleDataSource();
    simple.setUrl(target.url());
    simple.setUser(target.user());
    simple.setPassword(target.password());
    return simple;
  }

  /**
   * The same as {@link #check}, unless nothing was booked and no window changed since the last
   * time.
   */
  public synchronized void checkIfChanged() {
    String latest = rows(LATEST).getFirst();
    if (!latest.equals(provedAt)) {
      check();
      provedAt = latest;
    }
  }

  /**
   * Checks that posted debits equal posted credits in each currency, that accounts, postings and
   * reservations agree with each other, that each POSITION knows the funds of its SETTLEMENT
   * account, that settlement windows come to what their transfers say, and that the chain of events
   * is whole as far as it is new.
   *
   * @throws AssertionError naming every rule that is broken and where
   */
  public void check() {
    List<String> faults = new ArrayList<>(new LedgerQueries(source).proveBooks().discrepancies());
    faults.addAll(new WindowProofs(source).discrepancies());
    rows(UNBALANCED).forEach(currency -> faults.add("unbalanced: " + currency));
    rows(UNBALANCED_WINDOWS).forEach(window -> faults.add("unbalanced window: " + window));
    faults.addAll(newHistoryFaults());
    if (!faults.isEmpty()) {
      throw new AssertionError("the books are wrong: " + faults);
    }
  }

  /** What was verified before is not read again: a test run would otherwise take its square. */
  private synchronized List<String> newHistoryFaults() {
    List<String> faults = new ArrayList<>();
    ChainVerifier chain = new ChainVerifier(source);
    for (int stream : chain.streams()) {
      String newest =
          "select coalesce(max(batch_number), 0) from batch where stream_id = " + stream;
      long last = Long.parseLong(rows(newest).getFirst());
      long before = verified.getOrDefault(stream, 0L);
      faults.addAll(chain.verify(stream, before, last).discrepancies());
      verified.put(stream, last);
    }
    return faults;
  }

  /** A fingerprint of each table's rows; equal maps mean that nothing was changed. */
  public Map<String, String> fingerprint() {
    Map<String, String> prints = new TreeMap<>();
    try (Connection connection = source.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      for (String table : rows(connection, "select relname from pg_stat_user_tables")) {
        if (!RESTLESS.contains(table)) {
          prints.put(table, rows(connection, fingerprintOf(table)).getFirst());
        }
      }
      return prints;
    } catch (SQLException failure) {
      throw new AssertionError("the database cannot be read", failure);
    }
  }

  /** The rows a statement finds, the columns of each separated by blanks. */
  public List<String> rows(String sql) {
    try (Connection connection = source.getConnection()) {
      return rows(connection, sql);
    } catch (SQLException failure) {
      throw new AssertionError("the database cannot be read", failure);
    }
  }

  /**
   * Keeps everybody else from a table until the result is closed: the database seems to stand
   * still.
   */
  public AutoCloseable lock(String table) {
    try {
      Connection connection = source.getConnection();
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("lock table \"" + table + "\" in access exclusive mode");
      }
      return connection;
    } catch (SQLException failure) {
      throw new AssertionError("the table cannot be locked", failure);
    }
  }

  /**
   * Ends all connections to the database and lets nobody connect until the result is closed: the
   * database seems to be away.
   */
  public AutoCloseable cutOff() {
    String name = rows("select current_database()").getFirst();
    PGSimpleDataSource other = open(target);
    other.setDatabaseName(MAINTENANCE_DATABASE);
    execute(other, "alter database \"" + name + "\" with allow_connections false");
    execute(
        other,
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    return () -> execute(other, "alter database \"" + name + "\" with allow_connections true");
  }

  private static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new AssertionError("the database cannot be told: " + sql, failure);
    }
  }

  private static String fingerprintOf(String table) {
    return """
    select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '')
    from "%s" t"""
        .formatted(table);
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(String.join(" ", row));
      }
      return rows;
    }
  }
}
