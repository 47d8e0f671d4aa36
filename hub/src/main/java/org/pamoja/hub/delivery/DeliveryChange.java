package org.pamoja.hub.delivery;

import java.time.Instant;

/** A change of the table of undelivered messages. */
public sealed interface DeliveryChange {
  /** Which message it is about. */
  NoticePointer pointer();

  /** The message becomes a row; nothing happens if it is one already. */
  record Added(Undelivered row) implements DeliveryChange {
    @Override
    public NoticePointer pointer() {
      return row.pointer();
    }
  }

  /** How a try, or the need for one, has ended. */
  sealed interface Ended extends DeliveryChange {}

  /** It was confirmed, or is not worth sending any more: the row goes. */
  record Settled(NoticePointer pointer) implements Ended {}

  /** A try has failed and another one may help; the claim ends. */
  record Postponed(NoticePointer pointer, Instant nextTryAt, String error) implements Ended {}

  /** Nobody shall try it any more; it stays as a dead letter, for people to look at. */
  record GivenUp(NoticePointer pointer, String error, Instant at) implements Ended {}
}
