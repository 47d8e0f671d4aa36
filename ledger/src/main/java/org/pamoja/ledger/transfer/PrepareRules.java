package org.pamoja.ledger.transfer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.command.Command.Prepare;
import org.pamoja.ledger.command.Refusal;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.event.Notice.Type;

/**
 * POST /transfers (transfers §3). With a fulfilled payer conversion the amount charged is the
 * conversion's target amount, and the account charged the FX provider's (§9.4); the stored leg says
 * so, so that everything later follows from the leg alone.
 *
 * <p>Stricter than the reference: the payee's account is always checked, since a transfer whose
 * payee could not be credited must not be reserved.
 */
final class PrepareRules {
  private final boolean onUsAllowed;

  PrepareRules(boolean onUsAllowed) {
    this.onUsAllowed = onUsAllowed;
  }

  /**
   * Why a prepare is not reserved.
   *
   * @param failure what is told
   * @param state how it is stored
   * @param recipient who is told
   * @param detail for the history only
   */
  private record Objection(Failure failure, TransferState state, String recipient, String detail) {
    Objection(Failure failure, TransferState state, String recipient) {
      this(failure, state, recipient, failure.description());
    }
  }

  Decision decide(LedgerView view, Prepare command, Moment moment) {
    Optional<Transfer> known = view.transfer(command.key());
    if (known.isPresent()) {
      return Repeats.ofPrepare(known.get(), command.source(), command.hash());
    }
    Transfer row = NewRows.of(command, moment.event());
    List<Transfer> conversions = LinkedConversions.watched(view, command.key().id());
    Optional<Objection> objection = toMessage(view, command, conversions, moment);
    if (objection.isPresent()) {
      return refused(view, row, conversions, objection.get(), moment);
    }
    Transfer charged = charged(row, conversions);
    Account debtor = view.account(charged.source().debtor()).orElseThrow();
    OptionalLong units = conversions.isEmpty() ? command.amount().units() : units(charged);
    Optional<Failure> overrun = PositionCheck.check(debtor, units);
    if (overrun.isPresent()) {
      Objection tooMuch = new Objection(overrun.get(), TransferState.ABORTED_REJECTED, row.payer());
      return refused(view, row, conversions, tooMuch, moment);
    }
    return new DecisionBuilder(view, moment)
        .store(charged)
        .move(Movement.reserve(debtor.id(), charged.source().amount()))
        .tell(Notice.forward(Type.FORWARD_PREPARE, row.payee(), row.key(), row.expiration()))
        .done();
  }

  /** What is against the message as such, whatever the payer's position. */
  private Optional<Objection> toMessage(
      LedgerView view, Prepare command, List<Transfer> conversions, Moment moment) {
    return check(view, command, conversions, moment)
        .map(failure -> new Objection(failure, TransferState.INVALID, command.source()))
        .or(() -> command.refusal().map(refusal -> forbidden(command, refusal)))
        .or(() -> PrepareChecks.inTime(command.expiration(), moment).map(it -> late(command, it)));
  }

  /**
   * What a scheme rule forbids; the rule's name is for operators and goes into the history only.
   */
  private static Objection forbidden(Prepare command, Refusal refusal) {
    Failure failure = refusal.failure();
    String detail = failure.description() + " [rule " + refusal.rule() + "]";
    return new Objection(failure, TransferState.INVALID, command.payer().name(), detail);
  }

  private static Objection late(Prepare command, Failure failure) {
    return new Objection(failure, TransferState.EXPIRED_PREPARED, command.payer().name());
  }

  private static Transfer charged(Transfer row, List<Transfer> conversions) {
    if (conversions.isEmpty()) {
      return row;
    }
    // The provider is charged, whose SETTLEMENT account nobody named: no gross settlement.
    Leg provided = conversions.getFirst().target().orElseThrow();
    Leg leg =
        new Leg(provided.currency(), provided.amount(), provided.debtor(), row.source().creditor());
    return row.withLegs(leg, Optional.empty());
  }

  private static OptionalLong units(Transfer row) {
    return OptionalLong.of(row.source().amount());
  }

  /**
   * Stores the refused prepare. The id is used up, so conversions that waited for it can never
   * post: they end with it.
   */
  private static Decision refused(
      LedgerView view,
      Transfer row,
      List<Transfer> conversions,
      Objection objection,
      Moment moment) {
    Failure failure = objection.failure();
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    Transfer stored =
        row.inState(objection.state(), moment.millis(), moment.event()).because(failure);
    decision.store(stored.withLegs(row.source().withoutAccounts(), Optional.empty()));
    decision.tell(Notice.error(objection.recipient(), row.key(), failure));
    Ending.abortConversions(decision, conversions, failure);
    return decision.refused(failure).withDetail(objection.detail());
  }

  private Optional<Failure> check(
      LedgerView view, Prepare command, List<Transfer> conversions, Moment moment) {
    Optional<Account> payer = view.account(command.payer().account());
    Optional<Account> payee = view.account(command.payee().account());
    return LinkedConversions.allFulfilled(conversions)
        .or(() -> PrepareChecks.source(command.source(), command.payer().name()))
        .or(() -> PrepareChecks.amount(command.amount()))
        .or(() -> PrepareChecks.participant(command.payer(), payer))
        .or(() -> PrepareChecks.participant(command.payee(), payee))
        .or(() -> PrepareChecks.condition(command.condition()))
        .or(() -> PrepareChecks.expiration(command.expiration(), moment))
        .or(
            () ->
                PrepareChecks.different(
                    command.payer().name(), command.payee().name(), onUsAllowed))
        .or(() -> accounts(view, command, conversions, payer, payee))
        .or(() -> SettlementAccounts.check(view, command, conversions));
  }

  private static Optional<Failure> accounts(
      LedgerView view,
      Prepare command,
      List<Transfer> conversions,
      Optional<Account> payer,
      Optional<Account> payee) {
    String currency = command.amount().currency();
    String name = command.payer().name();
    Optional<Failure> debtor =
        conversions.isEmpty()
            ? PrepareChecks.account(name, currency, payer)
            : LinkedConversions.isOf(conversions.getFirst(), name)
                .or(() -> LinkedConversions.provides(view, conversions.getFirst(), currency));
    return debtor.or(() -> PrepareChecks.account(command.payee().name(), currency, payee));
  }
}
