package org.pamoja.hub.delivery;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;

/** The stored history, as far as delivery needs it. Blocks; threads may share it. */
public interface EventSource {
  /** The event at a place; empty when there is none. */
  Optional<Event> read(EventPointer pointer);

  /**
   * The events of a stream after a place, in sequence.
   *
   * @param limit at most so many, at least 1
   */
  List<Event> after(int stream, long sequence, int limit);
}
