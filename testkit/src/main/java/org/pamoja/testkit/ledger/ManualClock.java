package org.pamoja.testkit.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only moves when it is told to. Threads may share it. */
public final class ManualClock implements InstantSource {
  private volatile Instant now;

  /** A clock that stands at {@code start}. */
  public ManualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves it forward. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
