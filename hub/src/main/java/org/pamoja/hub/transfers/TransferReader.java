package org.pamoja.hub.transfers;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/** What is stored about transfers. Blocks; threads may share it. */
public interface TransferReader {
  /** The transfer, conversion or funds record of that id. */
  Optional<Transfer> find(TransferKey key);

  /** The time of a stored event. */
  Optional<Instant> timeOf(EventPointer pointer);
}
