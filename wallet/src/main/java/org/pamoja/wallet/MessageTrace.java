package org.pamoja.wallet;

import java.time.Instant;

/**
 * One FSPIOP message as its sender or receiver saw it.
 *
 * @param at when it was sent or received
 * @param from participant or hub it came from
 * @param to participant or hub it went to
 * @param method HTTP method
 * @param path path with ids
 * @param result HTTP status, or what went wrong
 * @param millis milliseconds until it was answered
 */
public record MessageTrace(
    Instant at, String from, String to, String method, String path, String result, long millis) {

  /** Told about every message; called on event loops, so it must be quick. */
  @FunctionalInterface
  public interface Listener {
    /** A message was answered, or failed. */
    void onMessage(MessageTrace message);
  }
}
