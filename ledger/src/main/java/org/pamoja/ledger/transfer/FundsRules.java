package org.pamoja.ledger.transfer;

import java.math.BigInteger;
import java.util.Optional;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.command.Command.FundsIn;
import org.pamoja.ledger.command.Command.FundsOutAbort;
import org.pamoja.ledger.command.Command.FundsOutCommit;
import org.pamoja.ledger.command.Command.FundsOutReserve;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;

/**
 * Deposits and withdrawals (ledger-admin §5). The liquidity of the participant's POSITION account
 * moves in step with its SETTLEMENT account. Repeats, and commits or aborts of what is not
 * reserved, are ignored.
 */
final class FundsRules {
  private static final String INTERNAL = "Internal server error - ";
  private static final Failure INSUFFICIENT =
      new Failure("4001", "Aborted due to insufficient funds");

  private final String hub;

  FundsRules(String hub) {
    this.hub = hub;
  }

  Decision in(LedgerView view, FundsIn command, Moment moment) {
    if (view.transfer(command.key()).isPresent()) {
      return Decision.IGNORED;
    }
    Transfer row = NewRows.of(command, hub, moment.event());
    Optional<Failure> invalid = check(view, command.accounts(), command.amount());
    if (invalid.isPresent()) {
      return refused(view, row, TransferState.INVALID, invalid.get(), moment);
    }
    DecisionBuilder decision = new DecisionBuilder(view, moment).detail(command.reason());
    decision.store(row.inState(TransferState.COMMITTED, moment.millis(), moment.event()));
    decision.post(row.key(), row.source(), EntryType.RECORD_FUNDS_IN);
    row.target()
        .ifPresent(
            position -> decision.move(Movement.liquidity(position.debtor(), position.amount())));
    return decision.done();
  }

  Decision reserve(LedgerView view, FundsOutReserve command, Moment moment) {
    if (view.transfer(command.key()).isPresent()) {
      return Decision.IGNORED;
    }
    Transfer row = NewRows.of(command, hub, moment.event());
    Optional<Failure> invalid = check(view, command.accounts(), command.amount());
    if (invalid.isPresent()) {
      return refused(view, row, TransferState.INVALID, invalid.get(), moment);
    }
    Leg leg = row.source();
    BigInteger value = view.account(leg.debtor()).orElseThrow().value();
    if (value.add(BigInteger.valueOf(leg.amount())).signum() > 0) {
      return refused(view, row, TransferState.ABORTED_REJECTED, INSUFFICIENT, moment);
    }
    DecisionBuilder decision = new DecisionBuilder(view, moment).detail(command.reason());
    decision.store(row);
    decision.move(Movement.reserve(leg.debtor(), leg.amount()));
    row.target()
        .ifPresent(
            position -> decision.move(Movement.liquidity(position.debtor(), -position.amount())));
    return decision.done();
  }

  Decision commit(LedgerView view, FundsOutCommit command, Moment moment) {
    Optional<Transfer> open = open(view, command.key(), moment);
    if (open.isEmpty()) {
      return Decision.IGNORED;
    }
    Transfer row = open.get();
    return new DecisionBuilder(view, moment)
        .detail(command.reason())
        .store(row.inState(TransferState.COMMITTED, moment.millis(), moment.event()))
        .postReserved(row.key(), row.source(), EntryType.RECORD_FUNDS_OUT)
        .done();
  }

  Decision abort(LedgerView view, FundsOutAbort command, Moment moment) {
    Optional<Transfer> open = open(view, command.key(), moment);
    if (open.isEmpty()) {
      return Decision.IGNORED;
    }
    Transfer row = open.get();
    DecisionBuilder decision = new DecisionBuilder(view, moment).detail(command.reason());
    Ending.release(decision, row);
    return decision
        .store(row.inState(TransferState.ABORTED_REJECTED, moment.millis(), moment.event()))
        .done();
  }

  /** The reason for which funds that the bank says were moved cannot be booked. */
  static Optional<Failure> obstacle(LedgerView view, FundsMovement moved) {
    long amount = Math.absExact(moved.amount());
    Optional<Failure> invalid = check(view, moved.accounts(), Money.of(moved.currency(), amount));
    if (invalid.isPresent() || moved.amount() > 0) {
      return invalid;
    }
    BigInteger value = view.account(moved.accounts().settlement()).orElseThrow().value();
    return value.add(BigInteger.valueOf(amount)).signum() > 0
        ? Optional.of(INSUFFICIENT)
        : Optional.empty();
  }

  /** Books funds that have been moved, in or out, in one go. */
  void book(DecisionBuilder decision, FundsMovement moved) {
    Moment moment = decision.moment();
    Transfer row = NewRows.of(moved, hub, moment.event());
    boolean in = row.kind() == TransferKind.FUNDS_IN;
    decision.store(row.inState(TransferState.COMMITTED, moment.millis(), moment.event()));
    decision.post(
        row.key(), row.source(), in ? EntryType.RECORD_FUNDS_IN : EntryType.RECORD_FUNDS_OUT);
    row.target()
        .ifPresent(
            position -> decision.move(Movement.liquidity(position.debtor(), moved.amount())));
  }

  /** Uses up the id of funds that cannot be booked; its record can be read. */
  void refuse(DecisionBuilder decision, FundsMovement moved, Failure failure) {
    Moment moment = decision.moment();
    Transfer row = NewRows.of(moved, hub, moment.event());
    decision.store(
        row.withLegs(row.source().withoutAccounts(), Optional.empty())
            .inState(TransferState.INVALID, moment.millis(), moment.event())
            .because(failure));
  }

  private static Optional<Transfer> open(LedgerView view, TransferKey key, Moment moment) {
    return view.transfer(key)
        .filter(row -> row.kind() == TransferKind.FUNDS_OUT)
        .filter(row -> row.state() == TransferState.RESERVED)
        .filter(row -> !moment.isPast(row.expiration()));
  }

  /** Stored too: the id is used up, and its record can be read. */
  private static Decision refused(
      LedgerView view, Transfer row, TransferState state, Failure failure, Moment moment) {
    Transfer stored =
        row.withLegs(row.source().withoutAccounts(), Optional.empty())
            .inState(state, moment.millis(), moment.event())
            .because(failure);
    return new DecisionBuilder(view, moment).store(stored).refused(failure);
  }

  private static Optional<Failure> check(LedgerView view, FundsAccounts accounts, Money amount) {
    if (amount.units().orElse(0) <= 0) {
      return Optional.of(Failure.validation("Amount " + amount.text() + " cannot be booked"));
    }
    Optional<Account> settlement = view.account(accounts.settlement());
    if (!isOf(settlement, amount.currency())) {
      return fail("The account does not match participant or currency specified");
    }
    if (!settlement.get().participantActive()) {
      return fail("Participant is currently set inactive");
    }
    if (!settlement.get().active()) {
      return fail("Account is currently set inactive");
    }
    if (!settlement.get().type().equals(AccountTypes.SETTLEMENT)) {
      return fail("Account is not SETTLEMENT type");
    }
    boolean others =
        isOf(view.account(accounts.reconciliation()), amount.currency())
            && (accounts.position() == 0
                || isOf(view.account(accounts.position()), amount.currency()));
    return others ? Optional.empty() : fail("Hub account of the currency not found");
  }

  private static boolean isOf(Optional<Account> account, String currency) {
    return account.isPresent() && account.get().currency().equals(currency);
  }

  private static Optional<Failure> fail(String detail) {
    return Optional.of(new Failure("2001", INTERNAL + detail));
  }
}
