package org.pamoja.hub.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells what participants are owed, from memory and from the table. Counting the table takes longer
 * the more is in it, and all nodes do it: after a count of some length, fifty times as long, but no
 * more than five minutes, has to pass before the next. Used by one thread, but for {@link #watch}.
 */
final class BacklogReport {
  private static final int REST = 50;

  /** So that one count that was held up does not silence metrics and alarms for hours. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final DeliveryParts parts;
  private final Map<String, RecipientLane> lanes;
  private final List<Consumer<List<Backlog>>> watchers = new CopyOnWriteArrayList<>();
  private final LongSupplier nanoTime;
  private long lastEnded;
  private Duration rest = Duration.ZERO;

  /**
   * @param lanes messages in memory, by participant in lower case
   * @param nanoTime readings as of {@link System#nanoTime}: what the time of day does changes
   *     nothing about rests
   */
  BacklogReport(DeliveryParts parts, Map<String, RecipientLane> lanes, LongSupplier nanoTime) {
    this.parts = parts;
    this.lanes = lanes;
    this.nanoTime = nanoTime;
    this.lastEnded = nanoTime.getAsLong();
  }

  /** Adds somebody who is told what metrics are told. */
  void watch(Consumer<List<Backlog>> watcher) {
    watchers.add(watcher);
  }

  /** Counts and tells, unless the last count took so long that it is too early. */
  void run() {
    long began = nanoTime.getAsLong();
    if (began - lastEnded < rest.toNanos()) {
      return;
    }
    List<Backlog> stored = parts.store().backlogs(parts.clock().instant());
    lastEnded = nanoTime.getAsLong();
    Duration earned = Duration.ofNanos(lastEnded - began).multipliedBy(REST);
    rest = earned.compareTo(LONGEST_REST) < 0 ? earned : LONGEST_REST;
    List<Backlog> all = List.copyOf(withMemory(stored));
    parts.metrics().backlog(all);
    watchers.forEach(watcher -> watcher.accept(all));
  }

  private Collection<Backlog> withMemory(List<Backlog> stored) {
    Map<String, Backlog> backlogs = new HashMap<>();
    stored.forEach(
        backlog -> backlogs.put(backlog.participant().toLowerCase(Locale.ROOT), backlog));
    lanes.forEach(
        (name, lane) -> {
          int size = lane.size();
          if (size > 0) {
            backlogs.compute(name, (_, known) -> withMemory(name, known, size));
          }
        });
    return backlogs.values();
  }

  private static Backlog withMemory(String name, Backlog stored, int size) {
    return stored == null
        ? new Backlog(name, size, 0, 0, Duration.ZERO)
        : new Backlog(
            stored.participant(), size, stored.undelivered(), stored.dead(), stored.oldest());
  }
}
