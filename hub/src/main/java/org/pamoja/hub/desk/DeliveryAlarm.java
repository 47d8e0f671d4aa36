package org.pamoja.hub.desk;

import java.time.Duration;
import java.time.Instant;

/**
 * What is told about a participant's undelivered messages.
 *
 * @param participant which
 * @param raised whether they are too old or too many; false when they no longer are
 * @param depth how many are still tried
 * @param oldest age of the oldest
 * @param dead how many nobody tries any more
 * @param at when that was so
 */
record DeliveryAlarm(
    String participant, boolean raised, long depth, Duration oldest, long dead, Instant at) {}
