package org.pamoja.hub.quotes;

import java.time.Duration;
import java.time.InstantSource;
import org.pamoja.hub.delivery.Timers;

/**
 * Removes quotes that are old enough, so that their table stays bounded. Every node does; they skip
 * what another is removing. Used by one thread.
 */
public final class QuoteRetention {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Bounds one round; what is left is due in the next. */
  private static final int BATCHES = 200;

  private final QuoteStore store;
  private final Duration keepFor;
  private final InstantSource clock;

  /**
   * @param store the table
   * @param keepFor how long a quote is kept after it was asked for
   * @param clock the node's
   */
  public QuoteRetention(QuoteStore store, Duration keepFor, InstantSource clock) {
    this.store = store;
    this.keepFor = keepFor;
    this.clock = clock;
  }

  /** Begins; ended by what is returned. */
  public Timers.Repetition start(Timers timers) {
    return timers.every(PERIOD, this::run);
  }

  /** Removes what is due, within a bound. */
  void run() {
    for (int i = 0; i < BATCHES; i++) {
      if (!store.removeBefore(clock.instant().minus(keepFor))) {
        return;
      }
    }
  }
}
