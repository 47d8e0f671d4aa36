package org.pamoja.hub.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a screener that does not answer from being asked for every payment: after some failures in
 * a row it is asked once in a while only, with pauses that double, until it answers. Also bounds
 * how many questions are under way. Threads may share it.
 */
final class Breaker {
  private static final int FAILURES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Whether a question may be asked. */
  enum Permit {
    GRANTED,
    /** The screener did not answer lately. */
    OPEN,
    /** Enough questions are under way. */
    BUSY
  }

  private int underWay;
  private int failures;
  private Duration pause = FIRST_PAUSE;
  private Instant probeAt = Instant.MIN;

  /** Asks for leave to ask; each one granted is ended by {@link #ended}. */
  synchronized Permit take(int concurrency, Instant now) {
    if (underWay >= concurrency) {
      return Permit.BUSY;
    }
    if (failures >= FAILURES) {
      if (now.isBefore(probeAt)) {
        return Permit.OPEN;
      }
      probeAt = now.plus(pause);
    }
    underWay++;
    return Permit.GRANTED;
  }

  /** A question has ended, with a proper answer or without. */
  synchronized void ended(boolean answered, Instant now) {
    underWay--;
    if (answered) {
      failures = 0;
      pause = FIRST_PAUSE;
      return;
    }
    failures++;
    if (failures == FAILURES) {
      probeAt = now.plus(pause);
    } else if (failures > FAILURES) {
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      probeAt = now.plus(pause);
    }
  }
}
