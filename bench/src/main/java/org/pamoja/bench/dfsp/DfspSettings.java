package org.pamoja.bench.dfsp;

import java.net.URI;
import java.time.Duration;

/**
 * What all simulated DFSPs of one run share.
 *
 * @param hub base URL of the hub's FSPIOP interface
 * @param currency currency of all payments
 * @param maxConnections connections of one DFSP to the hub
 * @param requestTimeout longest wait for the hub's answer to one request
 * @param callbackTimeout longest wait for a callback
 * @param transferValidity time from prepare to expiration
 * @param tries how often a request is sent at most when the connection breaks or the hub answers
 *     5xx; always the same bytes
 * @param pauseBetweenTries pause before a request is sent again
 */
public record DfspSettings(
    URI hub,
    String currency,
    int maxConnections,
    Duration requestTimeout,
    Duration callbackTimeout,
    Duration transferValidity,
    int tries,
    Duration pauseBetweenTries) {

  /**
   * For load: what breaks is an error, except that a connection kept too long may be opened anew.
   */
  public static DfspSettings forLoad(URI hub, String currency) {
    return new DfspSettings(
        hub,
        currency,
        128,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        2,
        Duration.ofMillis(1));
  }
}
