package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells what participants are owed, from memory and from the table. Counting the table takes longer
 * the more is in it, and all nodes do it: after a count of some length, fifty times as long has to
 * pass before the next. Used by one thread, but for {@link #watch}.
 */
final class BacklogReport {
  private static final int REST = 50;

  /** So that a clock that jumps during a count does not silence the report for days. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final DeliveryParts parts;
  private final Map<String, RecipientLane> lanes;
  private final List<Consumer<List<Backlog>>> watchers = new CopyOnWriteArrayList<>();
  private Instant next = Instant.MIN;

  /**
   * @param lanes messages in memory, by participant in lower case
   */
  BacklogReport(DeliveryParts parts, Map<String, RecipientLane> lanes) {
    this.parts = parts;
    this.lanes = lanes;
  }

  /** Adds somebody who is told what metrics are told. */
  void watch(Consumer<List<Backlog>> watcher) {
    watchers.add(watcher);
  }

  /** Counts and tells, unless the last count took so long that it is too early. */
  void run() {
    Instant began = parts.clock().instant();
    if (began.isBefore(next)) {
      return;
    }
    List<Backlog> stored = parts.store().backlogs(began);
    Instant ended = parts.clock().instant();
    Duration rest = Duration.between(began, ended).multipliedBy(REST);
    next = ended.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
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
