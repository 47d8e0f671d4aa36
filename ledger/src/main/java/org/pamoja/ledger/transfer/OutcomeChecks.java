package org.pamoja.ledger.transfer;

import java.util.Optional;
import org.pamoja.ledger.event.Notice;

/** Checks that fulfilments and errors share (transfers §5, checks 2, 3, 6 and 7). */
final class OutcomeChecks {

  private OutcomeChecks() {}

  /**
   * Check 2: the payment or conversion of that key; funds records and settlements have no outcomes
   * from participants.
   */
  static Optional<Transfer> find(LedgerView view, TransferKey key) {
    Optional<Transfer> found = view.transfer(key);
    if (found.isEmpty()) {
      return found;
    }
    return switch (found.get().kind()) {
      case TRANSFER, PAYER_CONVERSION, PAYEE_CONVERSION -> found;
      case FUNDS_IN, FUNDS_OUT, INITIAL_POSITION, SETTLEMENT -> Optional.empty();
    };
  }

  static Decision notFound(TransferKey key, String source) {
    Failure failure = Wording.of(key).notFound;
    return Decision.refused(failure, Notice.error(source, key, failure));
  }

  /** Check 3: names are compared ignoring case; of two faults the destination's is told. */
  static Optional<Failure> parties(Transfer transfer, String source, Optional<String> destination) {
    if (destination.isPresent() && !destination.get().equalsIgnoreCase(transfer.payer())) {
      return Optional.of(Wording.of(transfer.key()).wrongDestination);
    }
    return source.equalsIgnoreCase(transfer.payee())
        ? Optional.empty()
        : Optional.of(Wording.of(transfer.key()).wrongSource);
  }

  /**
   * Checks 6 and 7. What was forwarded to another scheme is that scheme's to end, whatever the
   * time.
   */
  static Optional<Failure> stillOpen(Transfer transfer, Moment moment) {
    if (!transfer.state().holdsReservation()) {
      return Optional.of(Wording.of(transfer.key()).notReserved);
    }
    boolean forwarded = transfer.state() == TransferState.RESERVED_FORWARDED;
    return !forwarded && moment.isPast(transfer.expiration())
        ? Optional.of(Wording.of(transfer.key()).tooLate)
        : Optional.empty();
  }

  /**
   * Whether a bad message may end it: never what is finished, nor a conversion that was fulfilled.
   */
  static boolean mayBeAborted(Transfer transfer) {
    return transfer.state() == TransferState.RESERVED
        || transfer.state() == TransferState.RESERVED_FORWARDED;
  }
}
