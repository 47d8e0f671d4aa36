package org.pamoja.ledger.transfer;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.command.Command.Expire;
import org.pamoja.ledger.event.Notice;

/**
 * Expiry (transfers §6, §9.4). A fulfilled conversion does not expire by itself but with its
 * transfer; what was forwarded to another scheme does not expire here at all.
 */
final class ExpiryRules {
  /** What was asked too early may be asked again; what is ignored has ended. */
  private static final Failure TOO_EARLY = Failure.validation("the expiration has not come yet");

  private ExpiryRules() {}

  static Decision decide(LedgerView view, Expire command, Moment moment) {
    Optional<Transfer> found = view.transfer(command.key());
    if (found.isEmpty() || !found.get().state().mayExpire()) {
      return Decision.IGNORED;
    }
    if (!moment.isPast(found.get().expiration())) {
      return Decision.refused(TOO_EARLY);
    }
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    Transfer row = found.get();
    switch (row.kind()) {
      case TRANSFER -> {
        expire(decision, row);
        LinkedConversions.open(view, row.key().id()).forEach(it -> expire(decision, it));
      }
      case PAYER_CONVERSION, PAYEE_CONVERSION -> expireConversion(decision, view, row);
      case FUNDS_OUT -> Ending.end(decision, row, TransferState.EXPIRED_RESERVED, Wording.EXPIRED);
      case FUNDS_IN, INITIAL_POSITION, SETTLEMENT -> {
        return Decision.IGNORED;
      }
    }
    return decision.done();
  }

  private static void expireConversion(DecisionBuilder decision, LedgerView view, Transfer row) {
    expire(decision, row);
    Optional<Transfer> transfer = Ending.determining(view, row);
    boolean forwarded =
        transfer.isPresent() && transfer.get().state() == TransferState.RESERVED_FORWARDED;
    if (forwarded) {
      return;
    }
    List<Transfer> others = Ending.others(view, row);
    transfer.filter(it -> it.state().mayExpire()).ifPresent(it -> expire(decision, it));
    others.forEach(it -> expire(decision, it));
  }

  /** What was never reserved is the payer's news alone. */
  private static void expire(DecisionBuilder decision, Transfer row) {
    if (row.state() == TransferState.RECEIVED_PREPARE) {
      Ending.end(decision, row, TransferState.EXPIRED_PREPARED, Wording.EXPIRED);
      decision.tell(Notice.error(row.payer(), row.key(), Wording.EXPIRED));
    } else {
      Ending.end(decision, row, TransferState.EXPIRED_RESERVED, Wording.EXPIRED);
      Ending.tellBoth(decision, row, Wording.EXPIRED);
    }
  }
}
