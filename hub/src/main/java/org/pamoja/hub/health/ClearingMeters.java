package org.pamoja.hub.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.pamoja.ledger.clearing.ClearingMetrics;
import org.pamoja.ledger.command.Command;

/** Counts what clearing does; names are listed at {@link HubMeters}. Threads may share it. */
final class ClearingMeters implements ClearingMetrics {
  private final Timer time;
  private final DistributionSummary size;
  private final Counter shed;
  private final Counter retried;
  private final Counter failed;
  private final Counter fenced;

  private final Runnable onFenced;

  ClearingMeters(MeterRegistry registry, Runnable onFenced) {
    this.onFenced = onFenced;
    time =
        Timer.builder("pamoja.clearing.batch")
            .serviceLevelObjectives(
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofSeconds(1))
            .register(registry);
    size =
        DistributionSummary.builder("pamoja.clearing.batch.commands")
            .serviceLevelObjectives(1, 2, 5, 10, 25, 100, 250, 1000)
            .register(registry);
    shed = registry.counter("pamoja.clearing.shed");
    retried = registry.counter("pamoja.clearing.retried");
    failed = registry.counter("pamoja.clearing.failed");
    fenced = registry.counter("pamoja.clearing.fenced");
  }

  @Override
  public void committed(int commands, Duration took) {
    time.record(took);
    size.record(commands);
  }

  @Override
  public void shed(Command command) {
    shed.increment();
  }

  @Override
  public void retried() {
    retried.increment();
  }

  @Override
  public void failed(Command command) {
    failed.increment();
  }

  @Override
  public void fenced() {
    fenced.increment();
    onFenced.run();
  }
}
