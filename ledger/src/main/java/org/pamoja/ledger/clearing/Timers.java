package org.pamoja.ledger.clearing;

import java.time.Duration;

/**
 * Runs things later. The seam through which a simulation owns time; in a node, an event loop's
 * timers.
 */
@FunctionalInterface
public interface Timers {

  /**
   * Runs {@code task} once, after {@code delay}, on a thread that the task must not block.
   *
   * @param delay not negative
   */
  void schedule(Duration delay, Runnable task);
}
