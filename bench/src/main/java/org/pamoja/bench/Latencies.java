package org.pamoja.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of durations. Each power of two of microseconds is divided into 64 equal parts, so a
 * percentile is exact to 1/64 (1.6 %) of its value, and to a microsecond below 64; the smallest
 * duration is 0, the longest about an hour. Threads may share it.
 */
final class Latencies {
  private static final int PARTS_BITS = 6;
  private static final int PARTS = 1 << PARTS_BITS;
  private static final int POWERS = 27;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final double MICROS_PER_MILLI = 1_000.0;

  private final AtomicLongArray counts = new AtomicLongArray(PARTS * POWERS);

  void record(long nanoseconds) {
    counts.incrementAndGet(cell(Math.max(0, nanoseconds) / NANOS_PER_MICRO));
  }

  private static int cell(long micros) {
    int power = Long.SIZE - Long.numberOfLeadingZeros(micros) - PARTS_BITS;
    if (power <= 0) {
      return (int) micros;
    }
    // The highest bit is 1 in all of them; the next bits say which part.
    int part = (int) (micros >>> (power - 1)) - PARTS;
    return Math.min(power * PARTS + part, PARTS * POWERS - 1);
  }

  private static long upperEndMicros(int cell) {
    int power = cell / PARTS;
    int part = cell % PARTS;
    return power == 0 ? part : ((long) (PARTS + part + 1) << (power - 1)) - 1;
  }

  /** How many were recorded. */
  long count() {
    long sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /**
   * The duration that this share of all does not exceed, in milliseconds; 0 when there are none.
   *
   * @param share 0 to 1
   */
  double percentileMillis(double share) {
    long wanted = (long) Math.ceil(share * count());
    long seen = 0;
    for (int cell = 0; cell < counts.length(); cell++) {
      seen += counts.get(cell);
      if (seen >= wanted && seen > 0) {
        return upperEndMicros(cell) / MICROS_PER_MILLI;
      }
    }
    return 0;
  }
}
