package org.pamoja.hub.settlement.windows;

import java.time.Instant;
import java.util.Optional;

/**
 * What a closed window leaves to settle of one kind of account in one currency.
 *
 * @param id its number
 * @param window number of the window
 * @param accountType ledger account type
 * @param currency currency code
 * @param state how far it is settled
 * @param settlement number of the settlement that took it last
 * @param created when its window was processed
 * @param changed when its state last changed
 */
public record Content(
    long id,
    long window,
    String accountType,
    String currency,
    ContentState state,
    Optional<Long> settlement,
    Instant created,
    Instant changed) {

  /** Whether a settlement may take it. */
  public boolean isFree() {
    return switch (state) {
      case CLOSED, ABORTED -> true;
      case PENDING_SETTLEMENT, SETTLED -> false;
    };
  }
}
