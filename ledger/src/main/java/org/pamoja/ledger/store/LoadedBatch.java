package org.pamoja.ledger.store;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * What round trip 1 found, all of it locked.
 *
 * @param now the store's time, the batch's only clock; microseconds at most
 * @param previousHash chain hash of the stream's previous batch (32 bytes; zeros for the first)
 * @param claimed keys of the claims that were absent before and now belong to this batch
 * @param transfers every existing transfer and conversion asked for, and all members of their
 *     settlement groups (the determining transfer and its conversions); freshly claimed ones are
 *     not in it
 * @param accounts every account asked for or named by a leg of those transfers or of a claim, by
 *     number
 */
public record LoadedBatch(
    Instant now,
    byte[] previousHash,
    Set<TransferKey> claimed,
    Map<TransferKey, Transfer> transfers,
    Map<Long, Account> accounts) {}
