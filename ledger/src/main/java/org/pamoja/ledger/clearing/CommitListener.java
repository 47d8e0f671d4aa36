package org.pamoja.ledger.clearing;

import java.util.List;
import java.util.concurrent.CompletionStage;
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
   * @param answered ends when all who had submitted a command of the batch have been given its
   *     outcome, in tasks of their own executors; never fails. What goes out because of the batch
   *     waits for it, so that nobody is told what came of a request before that is acknowledged
   */
  void onCommitted(List<Event> events, CompletionStage<Void> answered);
}
