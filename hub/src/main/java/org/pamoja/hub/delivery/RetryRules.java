package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.pamoja.ledger.event.Notice;

/**
 * What follows from a failed try (architecture, table of retries). Pauses double, with the second
 * half of each left to chance, so that the messages of a participant that comes back do not all
 * arrive at once. Threads may share it.
 */
final class RetryRules {
  private static final int MOST_DOUBLINGS = 20;
  private static final int LONGEST_ERROR = 500;

  private final DeliverySettings settings;
  private final RandomGenerator random;

  RetryRules(DeliverySettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The end of a failed try: another one where that may help, the desk where it cannot.
   *
   * @param failures tries so far, this one included
   */
  DeliveryChange.Ended afterFailure(
      NoticePointer pointer, Notice notice, int failures, RelayResult.Failed failed, Instant now) {
    String error = storable(failed.reason());
    if (!failed.retryable()) {
      return new DeliveryChange.GivenUp(pointer, error, now);
    }
    return new DeliveryChange.Postponed(pointer, now.plus(pause(failures, notice)), error);
  }

  private Duration pause(int failures, Notice notice) {
    Duration longest = isRequest(notice) ? settings.longestRequestPause() : settings.longestPause();
    long doubled = settings.firstPause().toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long pause = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(pause - chance(pause / 2 + 1));
  }

  private synchronized long chance(long bound) {
    return random.nextLong(bound);
  }

  /**
   * Whether it asks for money to be credited, rather than telling what has become of a transfer.
   */
  static boolean isRequest(Notice notice) {
    return notice.type() == Notice.Type.FORWARD_PREPARE;
  }

  /** An error text as it can be stored: short, and without characters a text column refuses. */
  private static String storable(String error) {
    String cut = error.length() > LONGEST_ERROR ? error.substring(0, LONGEST_ERROR) : error;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
  }
}
