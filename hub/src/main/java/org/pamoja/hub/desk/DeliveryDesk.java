package org.pamoja.hub.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.event.Event;

/**
 * Decides what becomes of single undelivered messages, in an operator's name. Blocks; threads may
 * share it.
 *
 * <p>Against the nodes that send: a claim and a drop both lock the row, so that after a confirmed
 * drop no node begins to send the message. A try that had begun before goes on; when the receiver
 * confirms it, the row goes as it always does. A resend of a message that is being tried changes
 * nothing.
 */
final class DeliveryDesk {
  private static final int NOT_FOUND = 404;

  private final DeskStore store;
  private final DeskParts parts;

  DeliveryDesk(DeskStore store, DeskParts parts) {
    this.store = store;
    this.parts = parts;
  }

  /** What has become of a message. */
  sealed interface Decision {}

  /** It is tried again at once, after what comes before it about the same transfer. */
  record Resent() implements Decision {}

  /**
   * It will not be sent.
   *
   * @param reason the operator's, or why it must not be sent any more
   * @param tryUnderWay whether a try had begun before, and may still reach the receiver
   */
  record Dropped(String reason, boolean tryUnderWay) implements Decision {}

  /** It is not at the desk any more: it was delivered meanwhile, or another operator dropped it. */
  record Gone(String reason) implements Decision {}

  /**
   * The message.
   *
   * @throws FspiopException 404/3200 when it is delivered or never was owed
   */
  DeskRow find(NoticePointer pointer) {
    return store
        .find(pointer)
        .orElseThrow(
            () ->
                new FspiopException(
                    ErrorCode.ID_NOT_FOUND,
                    "no undelivered message has this id: delivered?",
                    List.of(),
                    NOT_FOUND));
  }

  /** Has a message tried again at once; one that is no longer valid is dropped instead. */
  Decision resend(DeskRow row, Principal principal) {
    NoticePointer pointer = row.message().pointer();
    if (row.state() == DeskState.DROPPED) {
      return new Gone("dropped by " + row.droppedBy().orElse("") + ", which is final");
    }
    Optional<String> refusal = refusal(pointer);
    if (refusal.isPresent()) {
      return drop(pointer, principal, refusal.get());
    }
    Instant now = parts.clock().instant();
    if (row.state() == DeskState.WAITING) {
      store.hurry(pointer, now);
    } else if (!store.revive(pointer, now)) {
      return new Gone("not dead any more");
    }
    return new Resent();
  }

  private Optional<String> refusal(NoticePointer pointer) {
    Optional<Event> event = parts.events().read(pointer.event());
    return event.isEmpty()
        ? Optional.of("its event is not stored")
        : parts.wanted().refusal(event.get().notices().get(pointer.index()));
  }

  /** Drops a message for good. */
  Decision drop(NoticePointer pointer, Principal principal, String reason) {
    Instant now = parts.clock().instant();
    Optional<DeskRow> dropped = store.drop(pointer, principal.name(), reason, now);
    return dropped.isPresent()
        ? new Dropped(reason, dropped.get().isUnderWay(now))
        : new Gone("delivered or dropped already");
  }

  /** Has this node look for what is due; the others do so several times a second. */
  void wake(String participant) {
    parts.delivery().wake(participant);
  }
}
