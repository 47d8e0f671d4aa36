package org.pamoja.ledger.postgres;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ClearingMetrics;
import org.pamoja.ledger.clearing.ClearingSettings;
import org.pamoja.ledger.clearing.CommitListener;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.postgres.Database;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.PoolSettings;
import org.pamoja.postgres.ThrowawayPostgres;

/** A ledger in a database of its own, for one test; nodes on it, and participants with funds. */
final class LedgerDatabase implements AutoCloseable {
  static final String HUB = "Hub";

  /** A participant with its accounts in one currency. */
  record Member(int id, String name, long position, long settlement) {}

  private final Database database;
  private final List<AutoCloseable> nodes = new ArrayList<>();
  private int participants = 1;

  private LedgerDatabase(Database database) {
    this.database = database;
  }

  static LedgerDatabase create() {
    Database database =
        Database.open(
            ThrowawayPostgres.createDatabase(),
            PoolSettings.named("ledger-test"),
            List.of("classpath:org/pamoja/ledger/db"));
    return new LedgerDatabase(database);
  }

  DataSource pool() {
    return database.pool();
  }

  ConnectionSource connections() {
    return () -> database.dedicated(new Properties());
  }

  int newStream() {
    return new StreamRegistry(pool(), InstantSource.system()).acquire("test");
  }

  PostgresLedgerStore newStore() {
    PostgresLedgerStore store = new PostgresLedgerStore(connections());
    nodes.addFirst(store);
    return store;
  }

  /** A running node with a stream of its own. */
  Clearing newNode() {
    return newNode(newStream(), newStore(), (_, _) -> {}, ClearingSettings.DEFAULT);
  }

  Clearing newNode(
      int stream, LedgerStore store, CommitListener listener, ClearingSettings settings) {
    Clearing clearing =
        new Clearing(
            store,
            stream,
            new BatchDecider(LedgerSettings.of(HUB)),
            listener,
            settings,
            ClearingMetrics.NONE);
    nodes.addFirst(clearing);
    return clearing.start();
  }

  LedgerQueries queries() {
    return new LedgerQueries(pool());
  }

  /** The hub's reconciliation account of a currency, opened on first use. */
  long reconciliation(String currency) {
    List<Long> known =
        queries().accountsOf(1).stream()
            .filter(account -> account.currency().equals(currency))
            .map(account -> account.id())
            .toList();
    return known.isEmpty()
        ? open(1, HUB, currency, AccountTypes.HUB_RECONCILIATION)
        : known.getFirst();
  }

  /**
   * A participant with {@code funds} at the settlement bank and a limit of {@code cap}, both in
   * minor units.
   */
  Member newMember(Clearing clearing, String name, String currency, long funds, long cap) {
    participants++;
    return addCurrency(clearing, participants, name, currency, funds, cap);
  }

  Member addCurrency(
      Clearing clearing, int id, String name, String currency, long funds, long cap) {
    long reconciliation = reconciliation(currency);
    long position = open(id, name, currency, AccountTypes.POSITION);
    long settlement = open(id, name, currency, AccountTypes.SETTLEMENT);
    Member member = new Member(id, name, position, settlement);
    done(
        clearing,
        new Command.Initialise(
            position,
            List.of(settlement),
            reconciliation,
            BigInteger.valueOf(cap),
            0,
            TransferKey.transfer("initial-" + position)));
    if (funds > 0) {
      done(clearing, fundsIn("funds-" + position, member, currency, funds));
    }
    return member;
  }

  Command.FundsIn fundsIn(String id, Member member, String currency, long amount) {
    return new Command.FundsIn(
        TransferKey.transfer(id),
        new Command.FundsAccounts(
            member.name(), member.settlement(), member.position(), reconciliation(currency)),
        Money.of(currency, amount),
        "deposit",
        Optional.empty(),
        "hash-" + id);
  }

  long open(int participantId, String name, String currency, String type) {
    return inTransaction(
        connection ->
            new AccountRegistry()
                .open(
                    connection,
                    new AccountRegistry.NewAccount(
                        participantId, name, currency, type, true, true, participantId == 1)));
  }

  static Submission submission(Command command) {
    return new Submission(command, Envelope.NONE, "tester");
  }

  private static void done(Clearing clearing, Command command) {
    Outcome outcome = decide(clearing, command);
    if (!outcome.equals(Outcome.DONE)) {
      throw new IllegalStateException(command + " ended with " + outcome);
    }
  }

  /** Submits and waits. */
  static Outcome decide(Clearing clearing, Command command) {
    return clearing.submit(submission(command), Runnable::run).join();
  }

  <T> T inTransaction(Queries.Work<T> work) {
    return new Queries(pool()).inTransaction(work);
  }

  /** A single number. */
  long number(String sql, Object... parameters) {
    return new Queries(pool()).one(sql, row -> row.getLong(1), parameters).orElseThrow();
  }

  void execute(String sql, Object... parameters) {
    try (Connection connection = pool().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < parameters.length; index++) {
        statement.setObject(index + 1, parameters[index]);
      }
      statement.execute();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Ends every session of this database that is not the pool's or the asking one's, as a crash
   * would.
   */
  int killDedicatedSessions() {
    return new Queries(pool())
        .list(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()
                and state in ('idle in transaction', 'active')""",
            (ResultSet row) -> row.getBoolean(1))
        .size();
  }

  /** Deadlocks the server has counted in this database. */
  long deadlocks() {
    return number("select deadlocks from pg_stat_database where datname = current_database()");
  }

  @Override
  public void close() {
    for (AutoCloseable node : nodes) {
      try {
        node.close();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }
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
}
