package org.pamoja.ledger.transfer;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.event.EventPointer;

/**
 * Posts a transfer together with its fulfilled conversions, in the order of transfers §9.4. The
 * transfer's own leg runs from whoever was charged at prepare (payer, or the payer conversion's
 * provider) to whoever gives the payee its money (a payee conversion's provider), or to the payee
 * itself. A fee posts with it; a transfer without conversions that was prepared as gross is settled
 * at once.
 */
final class Committing {

  private Committing() {}

  /** Posts all legs and stores all rows. */
  static void commit(DecisionBuilder decision, Transfer transfer, List<Transfer> conversions) {
    Leg leg = transfer.source();
    EventPointer event = decision.moment().event();
    for (Transfer conversion : conversions) {
      if (conversion.kind() == TransferKind.PAYER_CONVERSION) {
        decision.postReserved(conversion.key(), conversion.source(), EntryType.PRINCIPLE_VALUE);
        decision.store(committed(conversion, leg.creditor(), event));
      }
    }
    for (Transfer conversion : conversions) {
      if (conversion.kind() == TransferKind.PAYEE_CONVERSION) {
        Leg target = conversion.target().orElseThrow();
        decision.postReserved(conversion.key(), target, EntryType.PRINCIPLE_VALUE);
        decision.store(committed(conversion, target.creditor(), event));
        leg = new Leg(leg.currency(), leg.amount(), leg.debtor(), conversion.source().creditor());
      }
    }
    decision.postReserved(transfer.key(), leg, EntryType.PRINCIPLE_VALUE);
    transfer.fee().ifPresent(fee -> decision.post(transfer.key(), fee, EntryType.INTERCHANGE_FEE));
    if (conversions.isEmpty() && transfer.target().isPresent()) {
      decision.store(settledGross(decision, transfer));
    } else {
      decision.store(transfer.withLegs(leg, Optional.empty()));
    }
  }

  /**
   * What was just posted goes back, and from the payer's SETTLEMENT account to the payee's instead
   * (settlement §7). Who pays itself has nothing to settle.
   */
  private static Transfer settledGross(DecisionBuilder decision, Transfer transfer) {
    Leg paid = transfer.source();
    Leg settled = transfer.target().orElseThrow();
    if (paid.debtor() != paid.creditor()) {
      gross(decision, transfer.key(), paid, settled.debtor(), paid.debtor());
      gross(decision, transfer.key(), paid, paid.creditor(), settled.creditor());
      decision.move(Movement.liquidity(paid.debtor(), -paid.amount()));
      decision.move(Movement.liquidity(paid.creditor(), paid.amount()));
    }
    return transfer.inState(
        TransferState.SETTLED, transfer.completedAt().orElseThrow(), decision.moment().event());
  }

  private static void gross(
      DecisionBuilder decision, TransferKey key, Leg paid, long debtor, long creditor) {
    Leg leg = new Leg(paid.currency(), paid.amount(), debtor, creditor);
    decision.post(key, leg, EntryType.GROSS_SETTLEMENT);
  }

  /** A conversion keeps the time of its own fulfilment: that is what its provider is told. */
  private static Transfer committed(Transfer conversion, long receiver, EventPointer event) {
    Leg target = conversion.target().orElseThrow();
    Leg received = new Leg(target.currency(), target.amount(), target.debtor(), receiver);
    return conversion
        .withLegs(conversion.source(), Optional.of(received))
        .inState(TransferState.COMMITTED, conversion.completedAt().orElseThrow(), event);
  }
}
