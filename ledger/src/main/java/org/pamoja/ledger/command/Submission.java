package org.pamoja.ledger.command;

import java.util.OptionalLong;
import org.pamoja.ledger.event.Envelope;

/**
 * A command on its way to be decided.
 *
 * @param command what is asked
 * @param envelope the message it came in
 * @param principal who asks: an authenticated name, or the named anonymous one
 * @param arrivedAt reading of {@link System#nanoTime} when the message came, where something was
 *     waited for between then and the ledger; where empty, it came when the ledger got it
 */
public record Submission(
    Command command, Envelope envelope, String principal, OptionalLong arrivedAt) {

  /** A command that comes to the ledger at once. */
  public Submission(Command command, Envelope envelope, String principal) {
    this(command, envelope, principal, OptionalLong.empty());
  }
}
