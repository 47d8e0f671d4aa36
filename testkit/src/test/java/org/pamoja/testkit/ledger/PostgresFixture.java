package org.pamoja.testkit.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.PostgresLedgerStore;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.StreamRegistry;
import org.pamoja.ledger.postgres.WindowFlows;
import org.pamoja.ledger.postgres.WindowFlows.Flow;
import org.pamoja.ledger.postgres.WindowState;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;

/** A ledger in a PostgreSQL database of its own, thrown away with the program. */
final class PostgresFixture implements LedgerFixture, LedgerReader {
  private static final long NO_BATCH = 1_000_000_000;
  private static final String INSERT_ACCOUNT =
      """
      insert into account (account_id, participant_id, participant, currency, type, window_id, active,
          participant_active, initialised, changed_at)
        select ?, ?, ?, ?, ?, id, ?, ?, ?, clock_timestamp() from settlement_window where state = 'OPEN'""";

  private final ManualClock clock = new ManualClock(World.START);
  private final Database database;
  private final WindowFlows flows;
  private final LedgerStore own;
  private final int ownStream;

  PostgresFixture() {
    database =
        Database.open(
            ThrowawayPostgres.createDatabase(),
            PoolSettings.named("contract"),
            List.of("classpath:org/pamoja/ledger/db"));
    flows = new WindowFlows(database.pool());
    World.accounts().forEach(this::insert);
    own = store();
    ownStream = stream();
  }

  @Override
  public LedgerStore store() {
    return new PostgresLedgerStore(() -> database.dedicated(new Properties()), clock);
  }

  @Override
  public int stream() {
    return new StreamRegistry(database.pool(), InstantSource.system()).acquire("contract");
  }

  @Override
  public LedgerReader reader() {
    return this;
  }

  @Override
  public ManualClock clock() {
    return clock;
  }

  @Override
  public long closeWindow() {
    SettlementWindows windows = new SettlementWindows(database.pool());
    long closed = windows.close("test").closed().id();
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      long taken = windows.takeProcessing(connection).orElseThrow().id();
      flows.compute(connection, taken);
      windows.setState(connection, taken, WindowState.CLOSED, Optional.empty());
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return closed;
  }

  @Override
  public List<Flow> flows(long window) {
    return flows.flows(List.of(window));
  }

  /** Everything that does not add up. */
  List<String> discrepancies() {
    return new LedgerQueries(database.pool()).proveBooks().discrepancies();
  }

  @Override
  public Map<TransferKey, Transfer> transfers() {
    Set<TransferKey> keys =
        new TreeSet<>(
            query(
                "select transfer_id, conversion from transfer",
                row -> new TransferKey(row.getString(1), row.getBoolean(2))));
    return read(keys, Set.of()).transfers();
  }

  @Override
  public Map<Long, Account> accounts() {
    Set<Long> ids = new HashSet<>(query("select account_id from account", row -> row.getLong(1)));
    return read(Set.of(), ids).accounts();
  }

  @Override
  public List<Posting> postings() {
    return query(
        "select transfer_id, conversion, account_id, debit, amount, window_id, entry from posting",
        row ->
            new Posting(
                new TransferKey(row.getString(1), row.getBoolean(2)),
                row.getLong(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getLong(6),
                EntryType.of(row.getInt(7))));
  }

  @Override
  public void close() {
    own.close();
    database.close();
    drop();
  }

  // Dozens of databases would take the server long to stop and delete.
  private void drop() {
    JdbcTarget target = database.target();
    int slash = target.url().lastIndexOf('/');
    try (Connection connection =
            DriverManager.getConnection(
                target.url().substring(0, slash) + "/postgres", target.user(), target.password());
        Statement statement = connection.createStatement()) {
      statement.execute("drop database " + target.url().substring(slash + 1) + " with (force)");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Reads through the store, as a batch that is then given back: so its reading is tested as well.
   */
  private LoadedBatch read(Set<TransferKey> keys, Set<Long> accounts) {
    BatchRequest request =
        new BatchRequest(ownStream, NO_BATCH, List.of(), keys, Set.of(), accounts);
    try (BatchTransaction transaction = own.begin(request)) {
      return transaction.loaded();
    } catch (StoreUnavailableException lost) {
      throw new IllegalStateException(lost);
    }
  }

  private void insert(Account account) {
    try (Connection connection = database.pool().getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT_ACCOUNT)) {
      statement.setLong(1, account.id());
      statement.setInt(2, account.participantId());
      statement.setString(3, account.participant());
      statement.setString(4, account.currency());
      statement.setString(5, account.type());
      statement.setBoolean(6, account.active());
      statement.setBoolean(7, account.participantActive());
      statement.setBoolean(8, account.initialised());
      statement.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Reading<T> reading) {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reading.read(rows));
      }
      return all;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
