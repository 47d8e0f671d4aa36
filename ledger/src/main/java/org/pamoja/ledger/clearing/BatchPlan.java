package org.pamoja.ledger.clearing;

import java.util.List;
import java.util.Map;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * A batch before its first round trip.
 *
 * @param request what the store is asked for
 * @param commands what is to be decided, in order of arrival
 * @param claims the request's claims by key
 */
public record BatchPlan(
    BatchRequest request, List<Sequenced> commands, Map<TransferKey, Transfer> claims) {}
