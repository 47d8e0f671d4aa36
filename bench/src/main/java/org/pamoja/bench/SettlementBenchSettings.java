package org.pamoja.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to settle.
 *
 * @param transfers how many are in the window that is closed, 1,000 to 10,000,000
 * @param participants between how many, 2 to 500
 * @param concurrency payments under way meanwhile, 1 to 1,000
 * @param quiet how long payments go on before anything is measured, and then by themselves
 * @param data directory for the hub; empty for a temporary one
 * @param keep leaves the hub's directory when done
 * @param seed decides ids and who pays whom
 * @param javaOptions options of the hub's Java machine
 * @param mainClass class of the {@code pamoja} command
 */
public record SettlementBenchSettings(
    int transfers,
    int participants,
    int concurrency,
    Duration quiet,
    Optional<Path> data,
    boolean keep,
    long seed,
    List<String> javaOptions,
    String mainClass) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the one that is wrong
   */
  public SettlementBenchSettings {
    require("transfers", transfers, 1_000, 10_000_000);
    require("participants", participants, 2, 500);
    require("concurrency", concurrency, 1, 1_000);
    if (quiet.isNegative()) {
      throw new IllegalArgumentException("the quiet time must not be negative");
    }
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be between %,d and %,d".formatted(name, least, most));
    }
  }
}
