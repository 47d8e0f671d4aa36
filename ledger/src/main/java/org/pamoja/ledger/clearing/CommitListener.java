package org.pamoja.ledger.clearing;

import java.util.List;
import org.pamoja.ledger.event.Event;

/**
 * Learns what has become durable. Called on the batcher's thread, which waits for it: it hands the
 * events on and returns. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface CommitListener {

  /**
   * A batch has been committed.
   *
   * @param events the batch's events in sequence, possibly none; each batch of a stream is told
   *     once, in order
   */
  void onCommitted(List<Event> events);
}
