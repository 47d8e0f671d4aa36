package org.pamoja.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.pamoja.bench.dfsp.Phase;
import org.pamoja.bench.dfsp.PhaseListener;

/** Counts and latencies of one stretch of a run. Threads may share it. */
final class Tally implements PhaseListener {
  private static final int MAX_REASONS = 50;

  private final Map<Phase, Latencies> latencies = new EnumMap<>(Phase.class);
  private final LongAdder completed = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

  Tally() {
    for (Phase phase : Phase.values()) {
      latencies.put(phase, new Latencies());
    }
  }

  @Override
  public void took(Phase phase, long nanoseconds) {
    latencies.get(phase).record(nanoseconds);
  }

  void completed() {
    completed.increment();
  }

  void failed(Throwable reason) {
    String text = String.valueOf(reason.getMessage());
    String key = failures.containsKey(text) || failures.size() < MAX_REASONS ? text : "others";
    failures.computeIfAbsent(key, _ -> new LongAdder()).increment();
  }

  Latencies latencies(Phase phase) {
    return latencies.get(phase);
  }

  long completions() {
    return completed.sum();
  }

  /** Number of failed payments for each reason, by name. */
  Map<String, Long> failures() {
    Map<String, Long> counts = new TreeMap<>();
    failures.forEach((reason, count) -> counts.put(reason, count.sum()));
    return counts;
  }
}
