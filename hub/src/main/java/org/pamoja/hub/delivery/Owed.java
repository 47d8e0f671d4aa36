package org.pamoja.hub.delivery;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * One notice in memory. What can change belongs to the lane that holds it, under the lane's lock.
 */
final class Owed {
  private final Event event;
  private final int index;
  private final StreamTail.Entry entry;
  private final Instant deadline;
  private final CompletionStage<Void> answered;

  /** The next message about the same transfer to the same participant, which waits for this one. */
  Owed next;

  /** Whether it is under way. */
  boolean sending;

  /** Whether it has been given to the table; the cursor no longer waits for it then. */
  boolean inTable;

  /**
   * @param deadline when it has to be confirmed or be given to the table
   * @param answered ends when it may be sent
   */
  Owed(
      Event event,
      int index,
      StreamTail.Entry entry,
      Instant deadline,
      CompletionStage<Void> answered) {
    this.event = event;
    this.index = index;
    this.entry = entry;
    this.deadline = deadline;
    this.answered = answered;
  }

  Event event() {
    return event;
  }

  int index() {
    return index;
  }

  Notice notice() {
    return event.notices().get(index);
  }

  TransferKey about() {
    return notice().about();
  }

  /**
   * Runs a task as soon as the message may be sent: at once, or where the last answer was given.
   */
  void whenAnswered(Runnable task) {
    answered.thenRun(task);
  }

  boolean isOverdue(Instant now) {
    return !now.isBefore(deadline);
  }

  /** The cursor need not wait for it any more. */
  void settle() {
    entry.settle();
  }

  NoticePointer pointer() {
    return new NoticePointer(event.pointer(), index);
  }

  /** The row it becomes. */
  Undelivered row(Instant nextTryAt, int attempts, String error, boolean dead) {
    return new Undelivered(
        pointer(), notice().recipient(), about(), event.at(), nextTryAt, attempts, error, dead);
  }
}
