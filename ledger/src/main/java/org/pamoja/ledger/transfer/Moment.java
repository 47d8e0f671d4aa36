package org.pamoja.ledger.transfer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.pamoja.ledger.event.EventPointer;

/**
 * When and under which event a command is decided.
 *
 * @param now the batch's time
 * @param arrived the same clock's time when the command came, before it waited for its batch
 * @param event the pointer of the command's event, whether or not one will be written
 */
public record Moment(Instant now, Instant arrived, EventPointer event) {

  /** The moment of a command that did not have to wait. */
  public Moment(Instant now, EventPointer event) {
    this(now, now, event);
  }

  /** The time in the precision that participants are told. */
  public Instant millis() {
    return now.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether {@code expiration} has come. */
  public boolean isPast(Instant expiration) {
    return !now.isBefore(expiration);
  }
}
