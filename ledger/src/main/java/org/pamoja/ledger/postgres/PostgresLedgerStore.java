package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.LedgerStoreException;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.store.StreamClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in PostgreSQL. Each batch is one transaction of two round trips: {@link FirstTrip}
 * claims, locks and reads, {@link SecondTrip} writes and commits. It keeps one connection, and
 * opens another when that is lost.
 *
 * <p>For one thread, the batcher's.
 */
public final class PostgresLedgerStore implements LedgerStore {
  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresLedgerStore.class);

  /**
   * A batch begins again for each settlement group that appears while it waits, and once for
   * accounts.
   */
  private static final int MOST_BEGINNINGS = 20;

  /**
   * Plans are made once and kept, since planning costs more than executing. A node that stands
   * still between its two round trips holds the busiest rows of all: the database ends its
   * transaction.
   */
  private static final String SESSION =
      "set plan_cache_mode = force_generic_plan; set idle_in_transaction_session_timeout = '10s';"
          + " set client_connection_check_interval = '10s'";

  /**
   * Longest silence of the server. A server that vanished without a word would otherwise be waited
   * for until the operating system gives up, which may take hours; every wait for a lock ends long
   * before, and the batch is begun again under the same number.
   */
  private static final int SILENCE_MILLIS = 30_000;

  private final ConnectionSource connections;
  private final Optional<InstantSource> clock;
  private Connection connection;

  /** The last batch known to be committed; empty when it has to be asked for. */
  private Optional<Tip> tip = Optional.empty();

  /**
   * The end of a stream's chain.
   *
   * @param stream number of the stream
   * @param hash chain hash of its last batch
   */
  record Tip(int stream, byte[] hash) {}

  /**
   * A store that lives by the database's clock.
   *
   * @param connections opens its connection; called again after a loss
   */
  public PostgresLedgerStore(ConnectionSource connections) {
    this(connections, Optional.empty());
  }

  /** A store whose batches take their time from {@code clock}: for tests that move time by hand. */
  public PostgresLedgerStore(ConnectionSource connections, InstantSource clock) {
    this(connections, Optional.of(clock));
  }

  private PostgresLedgerStore(ConnectionSource connections, Optional<InstantSource> clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public BatchTransaction begin(BatchRequest request) throws StoreUnavailableException {
    try {
      Connection current = connection();
      for (int beginning = 0; beginning < MOST_BEGINNINGS; beginning++) {
        Optional<Tip> known = tip.filter(last -> last.stream() == request.stream());
        FirstTrip trip = FirstTrip.make(current, request, known.map(Tip::hash), beginning > 0);
        if (!trip.begun() && known.isPresent()) {
          // Not expected after the last batch, so that one may not be the last: look.
          tip = Optional.empty();
          current.rollback();
          continue;
        }
        if (!trip.begun()) {
          return decidedBefore(current, request, trip);
        }
        if (trip.sawEverything()) {
          return new OpenBatch(this, current, request, trip.loaded(now()));
        }
        current.rollback();
      }
    } catch (SQLException failure) {
      throw giveUp("a batch cannot be begun", failure);
    } catch (RuntimeException failure) {
      discardConnection();
      throw failure;
    }
    throw new StoreUnavailableException("settlement groups keep appearing", null);
  }

  /** Closes the connection; a transaction still open is rolled back by the database. */
  @Override
  public void close() {
    discardConnection();
  }

  private BatchTransaction decidedBefore(Connection current, BatchRequest request, FirstTrip trip)
      throws SQLException {
    FirstTrip.StoredBatch stored =
        trip.stored().orElseThrow(() -> new StreamClosedException(request.stream()));
    DecidedBatchReader reader = new DecidedBatchReader(current);
    BatchTransaction decided = new DecidedTransaction(reader.read(request.stream(), stored));
    current.rollback();
    return decided;
  }

  private Optional<Instant> now() {
    return clock.map(source -> source.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private Connection connection() throws SQLException, StoreUnavailableException {
    if (connection == null) {
      connection = open();
    }
    return connection;
  }

  private Connection open() throws StoreUnavailableException {
    try {
      Connection opened = connections.open();
      try {
        prepare(opened);
        return opened;
      } catch (SQLException failure) {
        opened.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new StoreUnavailableException(
          "the database cannot be reached: " + failure.getMessage(), failure);
    }
  }

  private static void prepare(Connection opened) throws SQLException {
    opened.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
    opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    try (Statement statement = opened.createStatement()) {
      statement.execute(SESSION);
    }
    opened.setAutoCommit(false);
  }

  /** Notes that a batch is committed, or, with an empty one, that it is not known. */
  void committed(Optional<Tip> last) {
    tip = last;
  }

  /** What a failed statement means to the batcher. The transaction is over either way. */
  StoreUnavailableException giveUp(String what, SQLException failure) {
    if (SqlFailures.mayPass(failure)) {
      discardConnection();
      return new StoreUnavailableException(what + ": " + failure.getMessage(), failure);
    }
    rollback();
    throw new LedgerStoreException(what + ": " + failure.getMessage(), failure);
  }

  /** Gives the batch back. A connection that cannot even do that is of no more use. */
  void rollback() {
    if (connection == null) {
      return;
    }
    try {
      connection.rollback();
    } catch (SQLException lost) {
      LOGGER.debug("rolling back failed, the connection is replaced", lost);
      discardConnection();
    }
  }

  private void discardConnection() {
    Connection old = connection;
    connection = null;
    if (old == null) {
      return;
    }
    try {
      old.close();
    } catch (SQLException lost) {
      LOGGER.debug("closing a connection failed", lost);
    }
  }
}
