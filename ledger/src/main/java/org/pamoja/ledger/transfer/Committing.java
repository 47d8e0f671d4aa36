package org.pamoja.ledger.transfer;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.EventPointer;

/**
 * Posts a transfer together with its fulfilled conversions, in the order of transfers §9.4. The
 * transfer's own leg runs from whoever was charged at prepare (payer, or the payer conversion's
 * provider) to whoever gives the payee its money (a payee conversion's provider), or to the payee
 * itself.
 */
final class Committing {

  private Committing() {}

  /** Posts all legs and stores all rows. */
  static void commit(DecisionBuilder decision, Transfer transfer, List<Transfer> conversions) {
    Leg leg = transfer.source();
    EventPointer event = decision.moment().event();
    for (Transfer conversion : conversions) {
      if (conversion.kind() == TransferKind.PAYER_CONVERSION) {
        decision.postReserved(conversion.key(), conversion.source());
        decision.store(committed(conversion, leg.creditor(), event));
      }
    }
    for (Transfer conversion : conversions) {
      if (conversion.kind() == TransferKind.PAYEE_CONVERSION) {
        Leg target = conversion.target().orElseThrow();
        decision.postReserved(conversion.key(), target);
        decision.store(committed(conversion, target.creditor(), event));
        leg = new Leg(leg.currency(), leg.amount(), leg.debtor(), conversion.source().creditor());
      }
    }
    decision.postReserved(transfer.key(), leg);
    decision.store(transfer.withLegs(leg, transfer.target()));
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
