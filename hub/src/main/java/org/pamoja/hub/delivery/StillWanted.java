package org.pamoja.hub.delivery;

import java.time.InstantSource;
import java.util.Optional;
import org.pamoja.ledger.event.Notice;

/**
 * Says whether a message is still worth sending (architecture, table of retries). Blocks; threads
 * may share it.
 *
 * @param reservations what the ledger says of a transfer
 * @param clock the node's time
 */
public record StillWanted(ReservationCheck reservations, InstantSource clock) {

  /**
   * Why a message must not be sent any more: a request for money that nobody waits for would only
   * do harm. Empty for one that may be sent, such as every outcome.
   */
  public Optional<String> refusal(Notice notice) {
    if (!RetryRules.isRequest(notice)) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(notice.validUntil())) {
      return Optional.of("no longer valid: the transfer has expired");
    }
    return reservations.isReserved(notice.about())
        ? Optional.empty()
        : Optional.of("no longer valid: the transfer has ended");
  }
}
