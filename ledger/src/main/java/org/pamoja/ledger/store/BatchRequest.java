package org.pamoja.ledger.store;

import java.util.List;
import java.util.Set;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * What a batch needs to be decided.
 *
 * @param stream number of the batcher's stream
 * @param number the batch's number in the stream, from 1; the same on every retry
 * @param claims new transfers as they will stand if everything goes well (RESERVED), one per key,
 *     in key order: an absent id is claimed by inserting it, since an absent row cannot be locked.
 *     A claim that turns out otherwise is corrected in the write
 * @param touched further transfers and conversions the batch is about (outcomes), in key order
 * @param groups ids of determining transfers whose settlement group must exist after this batch:
 *     those named by conversions being prepared
 * @param accounts numbers of accounts needed beside those found through transfers
 */
public record BatchRequest(
    int stream,
    long number,
    List<Transfer> claims,
    Set<TransferKey> touched,
    Set<String> groups,
    Set<Long> accounts) {}
