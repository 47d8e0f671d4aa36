package org.pamoja.hub.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Timers whose tasks run when the test says so. */
final class HandTimers implements Timers {
  private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

  @Override
  public Repetition every(Duration period, Runnable task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Runs each task once, in the order in which they were given. */
  void fire() {
    tasks.forEach(Runnable::run);
  }
}
