package org.pamoja.ledger.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.pamoja.ledger.clearing.Timers;

/** Timers and a clock that stand still until a test moves them. For one thread. */
final class ManualTimers implements Timers, InstantSource {
  private record Task(Instant at, Runnable action) {}

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(Task::at));
  private Instant now;

  ManualTimers(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    tasks.add(new Task(now.plus(delay), task));
  }

  /** Moves the clock, running what falls due on the way. */
  void advance(Duration span) {
    Instant end = now.plus(span);
    while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
      Task next = tasks.poll();
      now = next.at();
      next.action().run();
    }
    now = end;
  }
}
