package org.pamoja.hub.settlement.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows cut-offs: {@code pamoja_settlement_next_cutoff_seconds}, how long until the next one of any
 * model (negative when it is overdue, not there when there is none), {@code
 * pamoja_settlement_schedules_ended}, how many schedules of models in use have no further cut-off,
 * {@code pamoja_settlement_cutoffs_total{model,result}}, what came of those this node acted on:
 * {@code closed} or {@code skipped}, and {@code pamoja_settlement_cutoff_failures_total{model}},
 * how often a settlement due after a cut-off failed for a reason that may pass. Threads may share
 * it.
 */
public final class CutOffMeters {
  private final MeterRegistry registry;
  private final AtomicReference<Optional<Instant>> next = new AtomicReference<>(Optional.empty());
  private final AtomicLong ended = new AtomicLong();

  /** Meters in {@code registry}; {@code clock} is the node's, good enough to be shown. */
  public CutOffMeters(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    Gauge.builder("pamoja.settlement.next.cutoff", () -> secondsTo(clock.instant()))
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("pamoja.settlement.schedules.ended", ended::get).register(registry);
  }

  private double secondsTo(Instant now) {
    return next.get().map(at -> Duration.between(now, at).toMillis() / 1000.0).orElse(Double.NaN);
  }

  void next(List<Schedule> schedules) {
    next.set(
        schedules.stream()
            .filter(Schedule::modelActive)
            .flatMap(schedule -> schedule.next().stream())
            .min(Instant::compareTo));
    ended.set(
        schedules.stream()
            .filter(schedule -> schedule.modelActive() && schedule.next().isEmpty())
            .count());
  }

  void failed(String model) {
    registry.counter("pamoja.settlement.cutoff.failures", "model", model).increment();
  }

  void cutOff(String model, boolean closed) {
    registry
        .counter(
            "pamoja.settlement.cutoffs", "model", model, "result", closed ? "closed" : "skipped")
        .increment();
  }
}
