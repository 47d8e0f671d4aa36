package org.pamoja.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pamoja.bench.dfsp.Phase;

/**
 * What settling a day took, and what payments noticed of it.
 *
 * @param settings what was asked for
 * @param steps how long each step took, in order
 * @param stretches what the payments that ran meanwhile saw
 * @param faults what is wrong with the books
 */
public record SettlementReport(
    SettlementBenchSettings settings,
    List<Step> steps,
    List<Stretch> stretches,
    List<String> faults) {

  private static final double MILLIS = 1_000.0;

  /**
   * A step of the operator's.
   *
   * @param name what was done
   * @param took from the request to the answer, or to where the name says
   */
  public record Step(String name, Duration took) {}

  /**
   * The payments of a stretch of the run.
   *
   * @param name what the hub was doing meanwhile
   * @param lasted how long
   * @param completed how many payments ended well
   * @param failures how many did not, by reason
   * @param p50 milliseconds a transfer took, half of them at most
   * @param p99 the same of 99 in a hundred
   * @param longest the same of all
   */
  public record Stretch(
      String name,
      Duration lasted,
      long completed,
      Map<String, Long> failures,
      double p50,
      double p99,
      double longest) {

    /** The stretch that ends now. */
    static Stretch of(String name, Duration lasted, Tally tally) {
      Latencies latencies = tally.latencies(Phase.TRANSFER);
      return new Stretch(
          name,
          lasted,
          tally.completions(),
          tally.failures(),
          latencies.percentileMillis(0.50),
          latencies.percentileMillis(0.99),
          latencies.percentileMillis(1));
    }
  }

  /** Whether no payment failed and the books are right. */
  public boolean isGood() {
    return faults.isEmpty() && stretches.stream().allMatch(stretch -> stretch.failures().isEmpty());
  }

  /** The report in lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%,d transfers among %,d participants; %d payments under way meanwhile; seed %d",
            settings.transfers(),
            settings.participants(),
            settings.concurrency(),
            settings.seed()));
    for (Step step : steps) {
      lines.add(text("%-52s %10.2f s", step.name(), step.took().toMillis() / MILLIS));
    }
    lines.add("Payments meanwhile:");
    for (Stretch stretch : stretches) {
      lines.add(
          text(
              "%-28s %8.1f/s   p50 %8.1f ms   p99 %8.1f ms   longest %8.1f ms   (%,d in %.1f s)",
              stretch.name(),
              stretch.completed() / (stretch.lasted().toMillis() / MILLIS),
              stretch.p50(),
              stretch.p99(),
              stretch.longest(),
              stretch.completed(),
              stretch.lasted().toMillis() / MILLIS));
      stretch.failures().forEach((why, count) -> lines.add(text("Failed: %,d x %s", count, why)));
    }
    faults.forEach(fault -> lines.add("Books: " + fault));
    if (faults.isEmpty()) {
      lines.add("Books: sound");
    }
    return lines;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
