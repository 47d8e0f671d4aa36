package org.pamoja.hub.delivery;

import java.time.Duration;

/** Calls things again and again; a seam, so that tests move time by hand. */
@FunctionalInterface
public interface Timers {
  /**
   * Calls {@code task} every {@code period}, the first time after one period. The task may block,
   * is never called while it still runs, and is called again after a failure.
   */
  Repetition every(Duration period, Runnable task);

  /** A task that is called again and again. */
  @FunctionalInterface
  interface Repetition {
    /**
     * Ends it. A call under way is not interrupted; it is waited for, but not longer than a few
     * seconds, and may outlast this then.
     */
    void end();
  }
}
