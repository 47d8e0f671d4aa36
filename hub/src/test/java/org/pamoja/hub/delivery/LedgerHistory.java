package org.pamoja.hub.delivery;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.StreamRegistry;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/** The ledger's tables as delivery sees them. Threads may share it. */
final class LedgerHistory implements EventSource, StreamCursors, ReservationCheck {
  private final EventReader events;
  private final StreamRegistry streams;
  private final LedgerQueries queries;

  /** A view through these readers. */
  LedgerHistory(EventReader events, StreamRegistry streams, LedgerQueries queries) {
    this.events = events;
    this.streams = streams;
    this.queries = queries;
  }

  @Override
  public Optional<Event> read(EventPointer pointer) {
    return events.find(pointer);
  }

  @Override
  public List<Event> after(int stream, long sequence, int limit) {
    return events.after(stream, sequence, limit);
  }

  @Override
  public void save(int stream, long sequence) {
    streams.saveCursor(stream, sequence);
  }

  /** What was answered, or handed to another scheme, needs no request any more. */
  @Override
  public boolean isReserved(TransferKey key) {
    return queries
        .transfer(key)
        .filter(transfer -> transfer.state() == TransferState.RESERVED)
        .isPresent();
  }
}
