package org.pamoja.hub.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.pamoja.hub.delivery.Backlog;
import org.pamoja.hub.delivery.DeliveryMetrics;

/** Counts what delivery does; names are listed at {@link HubMeters}. Threads may share it. */
final class DeliveryMeters implements DeliveryMetrics {
  private static final int MAX_PARTICIPANTS = 500;
  private static final String OTHERS = "others";

  /** One participant's backlog, as last reported. */
  private static final class Owed {
    private volatile long memory;
    private volatile long table;
    private volatile long dead;
    private volatile long oldestMillis;

    void set(long inMemory, long inTable, long deadLetters, long oldest) {
      memory = inMemory;
      table = inTable;
      dead = deadLetters;
      oldestMillis = oldest;
    }
  }

  private final MeterRegistry registry;
  private final Timer age;
  private final Map<String, Owed> participants = new HashMap<>();

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
    this.age =
        Timer.builder("pamoja.delivery.age")
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1))
            .register(registry);
  }

  @Override
  public void delivered(String participant, Duration taken) {
    age.record(taken);
  }

  @Override
  public synchronized void failed(String participant, int status) {
    owed(participant);
    String kind = status == 0 ? "none" : status / 100 + "xx";
    registry
        .counter("pamoja.delivery.failed", "participant", label(participant), "status", kind)
        .increment();
  }

  @Override
  public synchronized void lapsed(String participant) {
    owed(participant);
    registry.counter("pamoja.delivery.lapsed", "participant", label(participant)).increment();
  }

  @Override
  public synchronized void backlog(List<Backlog> backlogs) {
    Map<Owed, long[]> sums = new HashMap<>();
    participants.values().forEach(owed -> sums.put(owed, new long[4]));
    for (Backlog backlog : backlogs) {
      long[] sum = sums.computeIfAbsent(owed(backlog.participant()), _ -> new long[4]);
      sum[0] += backlog.inMemory();
      sum[1] += backlog.undelivered();
      sum[2] += backlog.dead();
      sum[3] = Math.max(sum[3], backlog.oldest().toMillis());
    }
    sums.forEach((owed, sum) -> owed.set(sum[0], sum[1], sum[2], sum[3]));
  }

  @Override
  public synchronized void alarm(String participant, String kind) {
    owed(participant);
    registry
        .counter("pamoja.delivery.alarms", "participant", label(participant), "kind", kind)
        .increment();
  }

  private Owed owed(String participant) {
    return participants.computeIfAbsent(label(participant), this::register);
  }

  private String label(String participant) {
    boolean known = participants.containsKey(participant);
    return known || participants.size() < MAX_PARTICIPANTS ? participant : OTHERS;
  }

  private Owed register(String participant) {
    Owed owed = new Owed();
    gauge(participant, "memory", owed, held -> held.memory);
    gauge(participant, "table", owed, held -> held.table);
    gauge(participant, "dead", owed, held -> held.dead);
    Gauge.builder("pamoja.delivery.oldest", owed, held -> held.oldestMillis / 1000.0)
        .baseUnit("seconds")
        .tag("participant", participant)
        .register(registry);
    return owed;
  }

  private void gauge(String participant, String place, Owed owed, ToDoubleFunction<Owed> value) {
    Gauge.builder("pamoja.delivery.backlog", owed, value)
        .tag("participant", participant)
        .tag("place", place)
        .register(registry);
  }
}
