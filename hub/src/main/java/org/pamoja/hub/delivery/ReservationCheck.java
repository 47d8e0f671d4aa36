package org.pamoja.hub.delivery;

import org.pamoja.ledger.transfer.TransferKey;

/**
 * Asks the ledger whether a request for money is still worth sending. Blocks; threads may share it.
 */
@FunctionalInterface
public interface ReservationCheck {
  /** Whether the transfer or conversion still holds its reservation and waits for an outcome. */
  boolean isReserved(TransferKey key);
}
