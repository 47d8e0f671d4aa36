package org.pamoja.ledger.clearing;

import java.time.Duration;

/**
 * Bounds of the batcher.
 *
 * @param queueCapacity most commands that may wait, outcomes included
 * @param reservedForOutcomes places of the queue that only outcomes may take: they free money, so
 *     they come first
 * @param batchSize most commands of a batch
 * @param linger how long a batch that is not half full waits for more; zero not at all. A
 *     millisecond halves the database's work at 1,000 transfers a second
 * @param retryFirst wait before a batch is tried again for the first time; doubles up to {@code
 *     retryLongest}
 * @param retryLongest longest wait between two tries
 * @param closeWithin how long stopping waits for what was accepted
 */
public record ClearingSettings(
    int queueCapacity,
    int reservedForOutcomes,
    int batchSize,
    Duration linger,
    Duration retryFirst,
    Duration retryLongest,
    Duration closeWithin) {

  /** What is used unless the operator says otherwise. */
  public static final ClearingSettings DEFAULT =
      new ClearingSettings(
          10_000,
          2_000,
          1_000,
          Duration.ZERO,
          Duration.ofMillis(20),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when a number is outside its limits
   */
  public ClearingSettings {
    require(queueCapacity > 0, "queueCapacity must be positive");
    require(
        reservedForOutcomes >= 0 && reservedForOutcomes < queueCapacity,
        "reservedForOutcomes must be less than queueCapacity");
    require(batchSize > 0 && batchSize <= 10_000, "batchSize must be between 1 and 10,000");
    require(!linger.isNegative(), "linger must not be negative");
    require(retryFirst.isPositive(), "retryFirst must be positive");
    require(
        retryLongest.compareTo(retryFirst) >= 0, "retryLongest must not be less than retryFirst");
    require(closeWithin.isPositive(), "closeWithin must be positive");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
