package org.pamoja.hub.transfers;

import java.time.Duration;

/**
 * Bounds of what the resource accepts.
 *
 * @param completedAhead how far in the future a completedTimestamp may lie, for clocks that differ
 * @param completedBehind how old it may be
 * @param questions answers to GET being worked on at the same time
 * @param answerWithin longest wait of a request for the database; shorter than the 20 s after which
 *     usual senders give up, so that they learn why
 */
public record TransferSettings(
    Duration completedAhead, Duration completedBehind, int questions, Duration answerWithin) {

  /** The reference's times (transfers §2). */
  public static final TransferSettings DEFAULTS =
      new TransferSettings(
          Duration.ofMillis(200), Duration.ofSeconds(300), 256, Duration.ofSeconds(10));

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the setting
   */
  public TransferSettings {
    if (completedAhead.isNegative() || completedBehind.isNegative()) {
      throw new IllegalArgumentException("completedAhead and completedBehind must not be negative");
    }
    if (questions < 1) {
      throw new IllegalArgumentException("questions must be at least 1");
    }
    if (!answerWithin.isPositive()) {
      throw new IllegalArgumentException("answerWithin must be positive");
    }
  }
}
