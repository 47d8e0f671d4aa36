package org.pamoja.ledger.store;

import java.util.List;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.transfer.Transfer;

/**
 * What a decided batch writes.
 *
 * @param transfers rows that differ from what is stored (claims that stayed RESERVED as claimed are
 *     not in it)
 * @param due transfers and conversions newly reserved in this batch, for the due-time table
 * @param postings new ledger entries
 * @param accounts accounts with their new counters and settings, in id order
 * @param events new events, in sequence
 * @param outcomes one for each command, in the order of the batch, so that a retry can answer them
 * @param chainHash hash over the previous batch's hash and this batch's events, 32 bytes
 */
public record BatchChanges(
    List<Transfer> transfers,
    List<Transfer> due,
    List<Posting> postings,
    List<Account> accounts,
    List<Event> events,
    List<Outcome> outcomes,
    byte[] chainHash) {}
