package org.pamoja.ledger.store;

import java.util.List;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.Event;

/**
 * A batch that had been committed before its connection was lost.
 *
 * @param outcomes one for each command, in the order of the batch
 * @param events its events
 * @param chainHash its chain hash
 */
public record DecidedBatch(List<Outcome> outcomes, List<Event> events, byte[] chainHash) {}
