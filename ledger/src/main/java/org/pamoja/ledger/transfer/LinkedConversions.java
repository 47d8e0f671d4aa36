package org.pamoja.ledger.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.Account;

/** The conversions that serve a transfer (transfers §9). */
final class LinkedConversions {
  static final Failure NOT_FULFILLED = Failure.validation("Related FX Transfer is not fulfilled");

  private LinkedConversions() {}

  /**
   * The conversions that were once reserved for the transfer: the reference's watch list. One that
   * failed later stays on it, so a transfer posted after a failed conversion is refused.
   */
  static List<Transfer> watched(LedgerView view, String determining) {
    List<Transfer> conversions = view.conversionsOf(determining);
    if (conversions.isEmpty()) {
      return conversions;
    }
    List<Transfer> watched = new ArrayList<>(conversions.size());
    for (Transfer conversion : conversions) {
      if (wasReserved(conversion.state())) {
        watched.add(conversion);
      }
    }
    return watched;
  }

  /** The conversions that still hold money, in key order. */
  static List<Transfer> open(LedgerView view, String determining) {
    List<Transfer> conversions = view.conversionsOf(determining);
    if (conversions.isEmpty()) {
      return conversions;
    }
    List<Transfer> open = new ArrayList<>(conversions.size());
    for (Transfer conversion : conversions) {
      if (conversion.state().holdsReservation()) {
        open.add(conversion);
      }
    }
    return open;
  }

  /** Check 3 of transfers §3.1. */
  static Optional<Failure> allFulfilled(List<Transfer> conversions) {
    for (Transfer conversion : conversions) {
      if (conversion.state() != TransferState.RECEIVED_FULFIL_DEPENDENT) {
        return Optional.of(NOT_FULFILLED);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether {@code conversion} is {@code payer}'s own. The reference does not ask; without this a
   * stranger who knows the id of somebody's transfer could spend what that one has reserved.
   */
  static Optional<Failure> isOf(Transfer conversion, String payer) {
    return conversion.payer().equalsIgnoreCase(payer)
        ? Optional.empty()
        : PrepareChecks.fail("Payer is not the initiating FSP of the related FX Transfer");
  }

  /**
   * Whether the provider of {@code conversion} can be charged for a transfer in {@code currency}.
   */
  static Optional<Failure> provides(LedgerView view, Transfer conversion, String currency) {
    Leg target = conversion.target().orElseThrow();
    if (!target.currency().equals(currency)) {
      return PrepareChecks.fail(
          "Currency " + currency + " is not the target currency of the related FX Transfer");
    }
    Optional<Account> account = view.account(target.debtor());
    return PrepareChecks.account(conversion.payee(), currency, account);
  }

  private static boolean wasReserved(TransferState state) {
    return switch (state) {
      case INVALID, ABORTED_REJECTED, RECEIVED_PREPARE, EXPIRED_PREPARED -> false;
      case RESERVED,
          RESERVED_FORWARDED,
          RECEIVED_FULFIL,
          RECEIVED_FULFIL_DEPENDENT,
          COMMITTED,
          SETTLED,
          RECEIVED_REJECT,
          RECEIVED_ERROR,
          RESERVED_TIMEOUT,
          ABORTED_ERROR,
          EXPIRED_RESERVED,
          FAILED ->
          true;
    };
  }
}
