package org.pamoja.ledger.transfer;

import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.command.Command.PrepareConversion;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.event.Notice.Type;

/**
 * POST /fxTransfers (transfers §9.2): the payer's conversion when its transfer has not come yet,
 * else the payee's. {@link ConversionLinks} says which conversions can never post and are refused
 * at once.
 */
final class ConversionRules {
  private final boolean onUsAllowed;

  ConversionRules(boolean onUsAllowed) {
    this.onUsAllowed = onUsAllowed;
  }

  Decision decide(LedgerView view, PrepareConversion command, Moment moment) {
    Optional<Transfer> known = view.transfer(command.key());
    if (known.isPresent()) {
      return Repeats.ofPrepare(known.get(), command.source(), command.hash());
    }
    Optional<Transfer> transfer = view.transfer(TransferKey.transfer(command.determining()));
    Transfer row = row(command, transfer.isPresent(), moment);
    Optional<Failure> invalid =
        check(view, command, transfer.isPresent(), moment)
            .or(() -> ConversionLinks.check(view, row, transfer));
    if (invalid.isPresent()) {
      return refused(view, row, invalid.get(), command.source(), TransferState.INVALID, moment);
    }
    Optional<Failure> expired = PrepareChecks.inTime(command.expiration(), moment);
    if (expired.isPresent()) {
      return refused(view, row, expired.get(), row.payer(), TransferState.EXPIRED_PREPARED, moment);
    }
    return reserve(view, command, row, transfer.isPresent(), moment);
  }

  private static Decision reserve(
      LedgerView view, PrepareConversion command, Transfer row, boolean payeeSide, Moment moment) {
    Leg charged = payeeSide ? row.target().orElseThrow() : row.source();
    Account debtor = view.account(charged.debtor()).orElseThrow();
    Optional<Failure> overrun = PositionCheck.check(debtor, units(command, payeeSide));
    if (overrun.isPresent()) {
      return refused(view, row, overrun.get(), row.payer(), TransferState.ABORTED_REJECTED, moment);
    }
    return new DecisionBuilder(view, moment)
        .store(row)
        .move(Movement.reserve(debtor.id(), charged.amount()))
        .tell(Notice.forward(Type.FORWARD_PREPARE, row.payee(), row.key(), row.expiration()))
        .done();
  }

  private static Transfer row(PrepareConversion command, boolean payeeSide, Moment moment) {
    Transfer row = NewRows.of(command, moment.event());
    if (!payeeSide) {
      return row;
    }
    Leg target = row.target().orElseThrow();
    Leg toInitiator =
        new Leg(
            target.currency(),
            target.amount(),
            target.debtor(),
            command.initiatorTarget().account());
    return row.withKind(TransferKind.PAYEE_CONVERSION)
        .withLegs(row.source(), Optional.of(toInitiator));
  }

  /** The amount to be charged; empty if either amount is too large to be held. */
  private static OptionalLong units(PrepareConversion command, boolean payeeSide) {
    if (command.sourceAmount().units().isEmpty() || command.targetAmount().units().isEmpty()) {
      return OptionalLong.empty();
    }
    return payeeSide ? command.targetAmount().units() : command.sourceAmount().units();
  }

  private static Decision refused(
      LedgerView view,
      Transfer row,
      Failure failure,
      String recipient,
      TransferState state,
      Moment moment) {
    Transfer stored =
        row.withLegs(row.source().withoutAccounts(), row.target().map(Leg::withoutAccounts))
            .inState(state, moment.millis(), moment.event())
            .because(failure);
    return new DecisionBuilder(view, moment)
        .store(stored)
        .tell(Notice.error(recipient, row.key(), failure))
        .refused(failure);
  }

  private Optional<Failure> check(
      LedgerView view, PrepareConversion command, boolean payeeSide, Moment moment) {
    Party initiator = payeeSide ? command.initiatorTarget() : command.initiator();
    String currency =
        payeeSide ? command.targetAmount().currency() : command.sourceAmount().currency();
    Optional<Account> own = view.account(initiator.account());
    Optional<Account> providerSource = view.account(command.provider().account());
    return PrepareChecks.source(command.source(), initiator.name())
        .or(() -> PrepareChecks.amount(command.sourceAmount()))
        .or(() -> PrepareChecks.amount(command.targetAmount()))
        .or(() -> PrepareChecks.participant(initiator, own))
        .or(() -> PrepareChecks.participant(command.provider(), providerSource))
        .or(() -> PrepareChecks.condition(command.condition()))
        .or(() -> PrepareChecks.expiration(command.expiration(), moment))
        .or(() -> PrepareChecks.different(initiator.name(), command.provider().name(), onUsAllowed))
        .or(() -> providerAccounts(view, command, providerSource))
        .or(() -> PrepareChecks.account(initiator.name(), currency, own));
  }

  private static Optional<Failure> providerAccounts(
      LedgerView view, PrepareConversion command, Optional<Account> source) {
    String name = command.provider().name();
    return PrepareChecks.account(name, command.sourceAmount().currency(), source)
        .or(
            () ->
                PrepareChecks.account(
                    name,
                    command.targetAmount().currency(),
                    view.account(command.providerTarget().account())));
  }
}
