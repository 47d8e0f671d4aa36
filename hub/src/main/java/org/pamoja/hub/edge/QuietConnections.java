package org.pamoja.hub.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections on which no complete head of a request comes in time. A connection that sends
 * something now and then but never a request is not idle, and yet takes a place that a participant
 * needs. Threads may share it.
 */
final class QuietConnections {
  /** How late it may be noticed; looking costs a moment for each connection that waits. */
  private static final Duration PRECISION = Duration.ofMillis(250);

  private final Duration forFirst;
  private final Duration forNext;

  /** Connections without a request under way, each with the time at which it is closed. */
  private final Map<HttpConnection, Long> closedAt = new ConcurrentHashMap<>();

  /**
   * @param forFirst time from the connection's beginning to its first request
   * @param forNext time from an answer to the next request
   */
  QuietConnections(Duration forFirst, Duration forNext) {
    this.forFirst = forFirst;
    this.forNext = forNext;
  }

  /**
   * Begins to look.
   *
   * @return the timer to be cancelled at the end
   */
  long watch(Vertx vertx) {
    return vertx.setPeriodic(PRECISION.toMillis(), _ -> closeOverdue(System.nanoTime()));
  }

  void opened(HttpConnection connection) {
    await(connection, forFirst);
  }

  void heard(HttpConnection connection) {
    closedAt.remove(connection);
  }

  void answered(HttpConnection connection) {
    await(connection, forNext);
  }

  void gone(HttpConnection connection) {
    closedAt.remove(connection);
  }

  private void await(HttpConnection connection, Duration time) {
    closedAt.put(connection, System.nanoTime() + time.toNanos());
  }

  private void closeOverdue(long now) {
    closedAt.forEach(
        (connection, at) -> {
          // An answer may end after its connection has gone, so gone ones are found here too.
          if (now - at >= 0 && closedAt.remove(connection, at)) {
            connection.close();
          }
        });
  }
}
