package org.pamoja.hub.settlement.fees;

import java.time.Instant;

/**
 * One rule of the file.
 *
 * @param name its name, for operators
 * @param start from when on transfers are charged by it
 * @param end from when on not any more
 * @param conditions what has to be so
 * @param formula how much it is
 */
record FeeRule(
    String name, Instant start, Instant end, FeeConditions conditions, FeeFormula formula) {

  /** Whether it may apply, by what is known without the packet. */
  boolean mayApplyTo(Charge charge) {
    return !charge.at().isBefore(start) && charge.at().isBefore(end) && conditions.allow(charge);
  }

  /** Whether there may be a transfer to which both apply, at some time. */
  boolean overlaps(FeeRule other) {
    return start.isBefore(other.end)
        && other.start.isBefore(end)
        && conditions.overlap(other.conditions);
  }
}
