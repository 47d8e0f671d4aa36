package org.pamoja.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pamoja.bench.dfsp.Phase;
import org.pamoja.bench.process.ProcessUsage;

/**
 * What was measured.
 *
 * @param settings what was asked for
 * @param elapsed time really measured
 * @param tally counts and latencies
 * @param before what hub and database had used when the measuring began
 * @param after what they had used when it ended
 * @param generatorCpuMillis CPU time of the load generator meanwhile
 * @param readyAfter time from starting the hub, on a new directory, to ready
 * @param faults what is wrong with the books
 */
public record BenchReport(
    BenchSettings settings,
    Duration elapsed,
    Tally tally,
    ProcessUsage before,
    ProcessUsage after,
    long generatorCpuMillis,
    Duration readyAfter,
    List<String> faults) {

  private static final long MEGABYTE = 1L << 20;
  private static final double MILLIS = 1_000.0;

  /** Whether no payment failed and the books are right. */
  public boolean isGood() {
    return tally.failures().isEmpty() && faults.isEmpty() && tally.completions() > 0;
  }

  /** The report in lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%s, %d at a time, seed %d, hub ready in %.1f s",
            settings.transfersOnly() ? "Transfers only" : "Look-up, quote and transfer",
            settings.concurrency(),
            settings.seed(),
            readyAfter.toMillis() / MILLIS));
    lines.add(
        text(
            "%,.1f transactions/s (%,d in %.1f s)",
            tally.completions() / (elapsed.toMillis() / MILLIS),
            tally.completions(),
            elapsed.toMillis() / MILLIS));
    for (Phase phase : Phase.values()) {
      if (tally.latencies(phase).count() > 0) {
        lines.add(latency(phase));
      }
    }
    lines.add(cpu());
    lines.add(
        text(
            "Resident MB: hub %d, PostgreSQL %d",
            after.hubResidentBytes() / MEGABYTE, after.postgresResidentBytes() / MEGABYTE));
    tally.failures().forEach((reason, count) -> lines.add(text("Failed: %,d x %s", count, reason)));
    faults.forEach(fault -> lines.add("Books: " + fault));
    if (faults.isEmpty()) {
      lines.add(
          "Books: all positions together are 0, each is what was sent less what was received");
    }
    return lines;
  }

  private String latency(Phase phase) {
    Latencies latencies = tally.latencies(phase);
    return text(
        "%-9s p50 %8.2f ms   p95 %8.2f ms   p99 %8.2f ms",
        phase.title(),
        latencies.percentileMillis(0.50),
        latencies.percentileMillis(0.95),
        latencies.percentileMillis(0.99));
  }

  private String cpu() {
    double count = Math.max(1, tally.completions());
    double hub = (after.hubCpuMillis() - before.hubCpuMillis()) / count;
    double postgres = (after.postgresCpuMillis() - before.postgresCpuMillis()) / count;
    return text(
        "CPU ms per transaction: hub %.3f + PostgreSQL %.3f = %.3f; load generator %.3f",
        hub, postgres, hub + postgres, generatorCpuMillis / count);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
