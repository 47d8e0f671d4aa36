package org.pamoja.ledger.transfer;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.event.Notice;

/**
 * Ends transfers and conversions without posting: what they hold goes back (transfers §5.1, §6,
 * §9.4).
 */
final class Ending {

  private Ending() {}

  /** Gives back what {@code row} holds and stores it in its last state. */
  static Transfer end(DecisionBuilder decision, Transfer row, TransferState last, Failure failure) {
    if (row.state().holdsReservation()) {
      release(decision, row);
    }
    Moment moment = decision.moment();
    Transfer ended = row.inState(last, moment.millis(), moment.event()).because(failure);
    decision.store(ended);
    return ended;
  }

  /** Aborts those of a transfer's conversions that still hold money; their providers are told. */
  static void abortConversions(
      DecisionBuilder decision, List<Transfer> conversions, Failure failure) {
    for (Transfer conversion : conversions) {
      if (conversion.state().holdsReservation()) {
        Transfer ended = end(decision, conversion, TransferState.ABORTED_ERROR, failure);
        decision.tell(Notices.patchAborted(ended.payee(), ended));
      }
    }
  }

  /**
   * Aborts a conversion and all that depends on the same determining transfer.
   *
   * @param toInitiator what the conversion's initiator is told
   */
  static void abortWithGroup(
      DecisionBuilder decision,
      LedgerView view,
      Transfer conversion,
      Failure failure,
      Notice toInitiator) {
    end(decision, conversion, TransferState.ABORTED_ERROR, failure);
    decision.tell(toInitiator);
    Optional<Transfer> transfer = determining(view, conversion);
    if (transfer.isPresent() && transfer.get().state().holdsReservation()) {
      end(decision, transfer.get(), TransferState.ABORTED_ERROR, failure);
      tellBoth(decision, transfer.get(), failure);
    }
    for (Transfer other : others(view, conversion)) {
      Transfer ended = end(decision, other, TransferState.ABORTED_ERROR, failure);
      decision.tell(Notice.error(ended.payer(), ended.key(), failure));
      decision.tell(Notices.patchAborted(ended.payee(), ended));
    }
  }

  /** Tells payer and payee, or initiator and provider, of a failure; one that is both only once. */
  static void tellBoth(DecisionBuilder decision, Transfer row, Failure failure) {
    decision.tell(Notice.error(row.payer(), row.key(), failure));
    if (!row.isOnUs()) {
      decision.tell(Notice.error(row.payee(), row.key(), failure));
    }
  }

  /** The payment that {@code conversion} serves, if it has been received. */
  static Optional<Transfer> determining(LedgerView view, Transfer conversion) {
    return view.transfer(TransferKey.transfer(conversion.determining().orElseThrow()))
        .filter(transfer -> transfer.kind() == TransferKind.TRANSFER);
  }

  /** The open conversions of the same group beside {@code conversion}. */
  static List<Transfer> others(LedgerView view, Transfer conversion) {
    return LinkedConversions.open(view, conversion.determining().orElseThrow()).stream()
        .filter(other -> !other.key().equals(conversion.key()))
        .toList();
  }

  /** Gives back what {@code row} holds. */
  static void release(DecisionBuilder decision, Transfer row) {
    switch (row.kind()) {
      case TRANSFER, PAYER_CONVERSION ->
          decision.move(Movement.release(row.source().debtor(), row.source().amount()));
      case PAYEE_CONVERSION -> {
        Leg target = row.target().orElseThrow();
        decision.move(Movement.release(target.debtor(), target.amount()));
      }
      case FUNDS_OUT -> {
        decision.move(Movement.release(row.source().debtor(), row.source().amount()));
        row.target()
            .ifPresent(
                position ->
                    decision.move(Movement.liquidity(position.debtor(), position.amount())));
      }
      case FUNDS_IN, INITIAL_POSITION, SETTLEMENT ->
          throw new IllegalStateException(row.key() + " is posted in one go and holds nothing");
    }
  }
}
