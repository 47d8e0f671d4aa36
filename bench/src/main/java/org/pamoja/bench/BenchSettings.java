package org.pamoja.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param measured how long
 * @param warmUp load before that
 * @param concurrency payments under way at any time, 1 to 10,000
 * @param transfersOnly leaves out look-up and quote
 * @param data directory for the hub; empty for a temporary one
 * @param keep leaves the hub's directory when done
 * @param seed decides ids and who pays whom
 * @param javaOptions options of the hub's Java machine
 * @param mainClass class of the {@code pamoja} command
 */
public record BenchSettings(
    Duration measured,
    Duration warmUp,
    int concurrency,
    boolean transfersOnly,
    Optional<Path> data,
    boolean keep,
    long seed,
    List<String> javaOptions,
    String mainClass) {

  private static final int MAX_CONCURRENCY = 10_000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the one that is wrong
   */
  public BenchSettings {
    if (measured.isNegative() || measured.isZero()) {
      throw new IllegalArgumentException("the measured time must be positive");
    }
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException("the warm-up must not be negative");
    }
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new IllegalArgumentException("concurrency must be between 1 and " + MAX_CONCURRENCY);
    }
  }
}
