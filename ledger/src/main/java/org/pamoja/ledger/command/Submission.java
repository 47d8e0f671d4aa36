package org.pamoja.ledger.command;

import org.pamoja.ledger.event.Envelope;

/**
 * A command on its way to be decided.
 *
 * @param command what is asked
 * @param envelope the message it came in
 * @param principal who asks: an authenticated name, or the named anonymous one
 */
public record Submission(Command command, Envelope envelope, String principal) {}
