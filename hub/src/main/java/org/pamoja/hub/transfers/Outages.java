package org.pamoja.hub.transfers;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a database that is away from a defect of the hub: who asked is told of the former, and may
 * come again; the latter stays what it is. An outage is logged once, however many messages meet it.
 * Threads may share it.
 */
final class Outages {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  /** Failures closer together belong to one outage. */
  private static final Duration APART = Duration.ofMinutes(1);

  private static final int MOST_CAUSES = 16;

  /**
   * By the first two characters of their SQLSTATE: a lost connection, a lack of disk, memory or
   * connections, a server that stops or starts, and its broken files.
   */
  private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

  /** A standby after a fail-over: it takes no writes. */
  private static final String READ_ONLY = "25006";

  private final String what;
  private final LongSupplier nanoTime;
  private final Consumer<Throwable> log;
  private boolean failedBefore;
  private long lastFailure;

  /**
   * Outages of what is read.
   *
   * @param what in the plural, for the one who asked and for the log
   */
  Outages(String what) {
    this(
        what,
        System::nanoTime,
        failure -> LOG.warn("{} cannot be read: messages get 503", what, failure));
  }

  /**
   * The same with its surroundings.
   *
   * @param nanoTime rises by one a nanosecond
   * @param log is told of the first failure of each outage
   */
  Outages(String what, LongSupplier nanoTime, Consumer<Throwable> log) {
    this.what = what;
    this.nanoTime = nanoTime;
    this.log = log;
  }

  /** What is to be thrown instead: 503/2003 where the database is away, else the failure itself. */
  RuntimeException judged(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (!isAway(cause)) {
      return cause instanceof RuntimeException defect ? defect : new CompletionException(cause);
    }
    if (isFirst()) {
      log.accept(cause);
    }
    return new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, what + " cannot be read");
  }

  private synchronized boolean isFirst() {
    long now = nanoTime.getAsLong();
    boolean first = !failedBefore || now - lastFailure > APART.toNanos();
    failedBefore = true;
    lastFailure = now;
    return first;
  }

  private static boolean isAway(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      // A pool without a connection to give repeats the state of whatever kept it from making one.
      if (cause instanceof StoreUnavailableException || cause instanceof SQLTransientException) {
        return true;
      }
      if (cause instanceof SQLException refused) {
        return isAway(Optional.ofNullable(refused.getSQLState()).orElse(""));
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Where the driver names no state, it was not the server that refused. */
  private static boolean isAway(String state) {
    return state.length() < 2 || AWAY.contains(state.substring(0, 2)) || state.equals(READ_ONLY);
  }
}
