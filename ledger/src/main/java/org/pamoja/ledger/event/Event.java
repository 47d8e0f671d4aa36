package org.pamoja.ledger.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * One entry of the append-only history: a command that changed something or owes somebody a
 * message, with the message it came in and the notices it owes. Events are hash-chained per batch.
 *
 * @param pointer its place in its stream
 * @param at the batch's time
 * @param kind which command, as {@code Command.kind()}
 * @param about the transfer it is about; empty for account changes
 * @param from state before; empty when the transfer is new or untouched
 * @param to state after
 * @param principal who asked
 * @param detail short text for people: reason, account, amount
 * @param notices what it owes, in the order in which they are to be sent
 * @param envelope the message
 */
public record Event(
    EventPointer pointer,
    Instant at,
    String kind,
    Optional<TransferKey> about,
    Optional<TransferState> from,
    Optional<TransferState> to,
    String principal,
    String detail,
    List<Notice> notices,
    Envelope envelope) {}
