package org.pamoja.hub.delivery;

import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;

/**
 * Turns a notice that the ledger owes into the message that is sent; the capability that owns the
 * resource does it.
 */
@FunctionalInterface
public interface NoticeRenderer {
  /** The message for {@code notice} of {@code event}. */
  OutboundMessage render(Event event, Notice notice);
}
