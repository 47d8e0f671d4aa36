package org.pamoja.hub.liquidity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;

/** Events whose content does not matter. */
final class TestEvents {
  private TestEvents() {}

  static Event any() {
    return new Event(
        new EventPointer(1, 1),
        Instant.EPOCH,
        "FundsIn",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "tester",
        "",
        List.of(),
        Envelope.NONE);
  }
}
