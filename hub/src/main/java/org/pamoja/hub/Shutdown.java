package org.pamoja.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be stopped, in the reverse order of its start: also when the start fails half-way.
 * Threads may share it.
 */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  /** One thing to stop. */
  @FunctionalInterface
  interface Step {
    /** Stops it; may block within a bound. */
    void run() throws Exception;
  }

  private record Named(String name, Step step) {}

  private final Deque<Named> steps = new ArrayDeque<>();

  /** Adds what is to be stopped before everything added so far. */
  synchronized void add(String name, Step step) {
    steps.push(new Named(name, step));
  }

  private synchronized Named next() {
    return steps.poll();
  }

  /** Stops everything; what cannot be stopped is logged and does not keep the rest from it. */
  void run() {
    for (Named named = next(); named != null; named = next()) {
      try {
        named.step().run();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        LOG.warn("Stopping {} was interrupted", named.name());
      } catch (Exception failure) {
        LOG.warn("{} did not stop cleanly", named.name(), failure);
      }
    }
  }
}
