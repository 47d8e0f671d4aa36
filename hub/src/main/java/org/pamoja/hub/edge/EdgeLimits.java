package org.pamoja.hub.edge;

import java.time.Duration;

/**
 * Every bound of the HTTP edge in one place.
 *
 * @param eventLoops event loops that share each listener's port
 * @param maxHeaderBytes all header lines of a request together; over it 431
 * @param maxInitialLineBytes request line; over it 414
 * @param maxConnections open connections per listener; further ones are closed at once
 * @param maxRequestsInFlight FSPIOP requests being worked on; over it 503 / 2003
 * @param maxAdminInFlight admin requests being worked on, one virtual thread each; over it 503 /
 *     2003
 * @param maxFspiopBodyBytes body of a message (the API definition says 5,242,880); over it 400 /
 *     3104
 * @param maxAdminBodyBytes body of an admin request; over it 400 / 3104
 * @param maxInlineBodyBytes bodies up to this size are parsed on the event loop, larger ones on a
 *     virtual thread
 * @param maxBufferedBytes bytes of all bodies held at once; over it 503 / 2003
 * @param idleTimeout a connection on which nothing moves for so long is closed; longer than the 60
 *     s of usual clients
 * @param headTimeout a new connection on which no request's head has arrived completely after this
 *     time is closed; between requests of one connection, {@code idleTimeout} is the bound
 * @param bodyTimeout a body that has not arrived completely after this time is refused with 408
 * @param drainTimeout how long requests that are being worked on may take to finish when the hub
 *     stops
 */
public record EdgeLimits(
    int eventLoops,
    int maxHeaderBytes,
    int maxInitialLineBytes,
    int maxConnections,
    int maxRequestsInFlight,
    int maxAdminInFlight,
    int maxFspiopBodyBytes,
    int maxAdminBodyBytes,
    int maxInlineBodyBytes,
    long maxBufferedBytes,
    Duration idleTimeout,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration drainTimeout) {

  /** The tested values. */
  public static EdgeLimits defaults() {
    return new EdgeLimits(
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        32_768,
        8_192,
        10_000,
        2_000,
        64,
        5_242_880,
        1_048_576,
        65_536,
        134_217_728,
        Duration.ofSeconds(75),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10));
  }
}
