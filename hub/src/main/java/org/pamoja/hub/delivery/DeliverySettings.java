package org.pamoja.hub.delivery;

import java.time.Duration;

/**
 * How hard the hub tries to tell participants what it owes them (architecture, decision 13).
 *
 * @param queuePerParticipant messages in memory for one participant, those under way included;
 *     beyond it they are put into the table of undelivered ones at once
 * @param concurrencyPerParticipant messages under way to one participant from memory
 * @param retriesPerParticipant messages under way to one participant from the table, per node
 * @param confirmWithin a message not confirmed within this time is put into the table, so that the
 *     cursor can move on
 * @param firstPause pause before the first repetition; it doubles from then on
 * @param longestPause longest pause between repetitions of outcomes and notices
 * @param longestRequestPause the same for requests for money, which are worth sending only for
 *     seconds
 * @param giveUpAfter outcomes and notices not delivered after this time become dead letters
 * @param lease how long a node may keep a claimed row without renewing the claim; after it another
 *     node takes the row
 * @param breakerFaults network faults in a row after which a participant is only probed
 * @param breakerFirstPause pause before the first probe; it doubles with each failed one
 * @param breakerLongestPause longest pause between probes
 * @param writeBatch changes of the table written in one transaction
 * @param writeQueue changes waiting to be written, beyond which the next batch of events has to
 *     wait
 * @param alarmAge a participant whose oldest undelivered message is older raises an alarm
 * @param alarmDepth the same for more messages than this
 * @param keepEnded how long dead letters and dropped messages are kept
 */
public record DeliverySettings(
    int queuePerParticipant,
    int concurrencyPerParticipant,
    int retriesPerParticipant,
    Duration confirmWithin,
    Duration firstPause,
    Duration longestPause,
    Duration longestRequestPause,
    Duration giveUpAfter,
    Duration lease,
    int breakerFaults,
    Duration breakerFirstPause,
    Duration breakerLongestPause,
    int writeBatch,
    int writeQueue,
    Duration alarmAge,
    int alarmDepth,
    Duration keepEnded) {

  /** The values a hub runs with unless told otherwise. */
  public static final DeliverySettings DEFAULTS =
      new DeliverySettings(
          10_000,
          64,
          16,
          Duration.ofSeconds(5),
          Duration.ofMillis(500),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofHours(24),
          Duration.ofSeconds(5),
          5,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          500,
          20_000,
          Duration.ofMinutes(1),
          1_000,
          Duration.ofDays(30));

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the setting that is not positive
   */
  public DeliverySettings {
    positive("queuePerParticipant", queuePerParticipant);
    positive("concurrencyPerParticipant", concurrencyPerParticipant);
    positive("retriesPerParticipant", retriesPerParticipant);
    positive("confirmWithin", confirmWithin.toMillis());
    positive("firstPause", firstPause.toMillis());
    positive("longestPause", longestPause.toMillis());
    positive("longestRequestPause", longestRequestPause.toMillis());
    positive("giveUpAfter", giveUpAfter.toMillis());
    positive("lease", lease.toMillis());
    positive("breakerFaults", breakerFaults);
    positive("breakerFirstPause", breakerFirstPause.toMillis());
    positive("breakerLongestPause", breakerLongestPause.toMillis());
    positive("writeBatch", writeBatch);
    positive("writeQueue", writeQueue);
    positive("alarmAge", alarmAge.toMillis());
    positive("alarmDepth", alarmDepth);
    positive("keepEnded", keepEnded.toMillis());
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
