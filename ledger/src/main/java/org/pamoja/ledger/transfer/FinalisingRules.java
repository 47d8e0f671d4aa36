package org.pamoja.ledger.transfer;

import java.util.Optional;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;

/**
 * The commit of one account's settlement, and with it, all or nothing, what the bank's file brings
 * about: another net debit cap and funds in or out (settlement §9.3).
 */
final class FinalisingRules {
  private static final Failure NO_LIMIT =
      new Failure("2001", "Internal server error - Participant Limit does not exist");

  private final FundsRules funds;

  FinalisingRules(FundsRules funds) {
    this.funds = funds;
  }

  Decision commit(LedgerView view, CommitSettlement command, Moment moment) {
    Optional<FundsMovement> moved = command.finalisation().flatMap(Finalisation::funds);
    Optional<Transfer> known = SettlementRules.find(view, command.key());
    if (known.isEmpty()) {
      return refused(view, SettlementRules.unknown(command.key()), moved, moment);
    }
    Transfer row = known.get();
    if (row.state() == TransferState.COMMITTED) {
      return committedBefore(view, row, moved, moment);
    }
    if (row.state() != TransferState.RESERVED) {
      return refused(view, SettlementRules.inState(row), moved, moment);
    }
    Optional<Failure> obstacle = obstacle(view, row, command.finalisation());
    return obstacle.isPresent()
        ? refused(view, obstacle.get(), moved, moment)
        : committed(view, row, command, moment);
  }

  private Decision committed(
      LedgerView view, Transfer row, CommitSettlement command, Moment moment) {
    DecisionBuilder decision = new DecisionBuilder(view, moment).detail(command.reason());
    decision.store(row.inState(TransferState.COMMITTED, moment.millis(), moment.event()));
    command
        .finalisation()
        .flatMap(Finalisation::netDebitCap)
        .ifPresent(cap -> decision.set(SettlementRules.settled(view, row).withNetDebitCap(cap)));
    if (row.target().isPresent() && SettlementRules.isSender(view, row)) {
      decision.post(row.key(), row.source(), SettlementRules.entry(view, row));
    }
    command
        .finalisation()
        .flatMap(Finalisation::funds)
        .ifPresent(moved -> funds.book(decision, moved));
    return decision.done();
  }

  private static Optional<Failure> obstacle(
      LedgerView view, Transfer row, Optional<Finalisation> finalisation) {
    if (finalisation.isEmpty()) {
      return Optional.empty();
    }
    Account settled = SettlementRules.settled(view, row);
    boolean capped =
        settled.type().equals(AccountTypes.POSITION) && settled.netDebitCap().isPresent();
    if (finalisation.get().netDebitCap().isPresent() && !capped) {
      return Optional.of(NO_LIMIT);
    }
    return finalisation.get().funds().flatMap(moved -> obstacle(view, settled, moved));
  }

  private static Optional<Failure> obstacle(LedgerView view, Account settled, FundsMovement moved) {
    if (view.transfer(moved.key()).isPresent()) {
      return PrepareChecks.fail("Record of funds " + moved.key().id() + " is known already");
    }
    Optional<Account> funded = view.account(moved.accounts().settlement());
    if (funded.isPresent() && funded.get().participantId() != settled.participantId()) {
      return PrepareChecks.fail(
          "Account " + funded.get().id() + " is no account of " + settled.participant());
    }
    return FundsRules.obstacle(view, moved);
  }

  /** A repeat is one only if what it asks for was done with it. */
  private Decision committedBefore(
      LedgerView view, Transfer row, Optional<FundsMovement> moved, Moment moment) {
    if (moved.isEmpty() || isBooked(view, moved.get())) {
      return SettlementRules.DONE_BEFORE;
    }
    Failure failure =
        Failure.validation(
            "Settlement transfer %s is COMMITTED without record of funds %s"
                .formatted(row.key().id(), moved.get().key().id()));
    return refused(view, failure, moved, moment);
  }

  private static boolean isBooked(LedgerView view, FundsMovement moved) {
    TransferKind kind = moved.amount() > 0 ? TransferKind.FUNDS_IN : TransferKind.FUNDS_OUT;
    return view.transfer(moved.key())
        .filter(row -> row.kind() == kind && row.state() == TransferState.COMMITTED)
        .filter(row -> row.source().amount() == Math.absExact(moved.amount()))
        .filter(row -> row.payer().equals(moved.accounts().participant()))
        .isPresent();
  }

  /** The id of the funds was claimed before anything was known, so it has to be accounted for. */
  private Decision refused(
      LedgerView view, Failure failure, Optional<FundsMovement> moved, Moment moment) {
    if (moved.isEmpty() || view.transfer(moved.get().key()).isPresent()) {
      return Decision.refused(failure);
    }
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    funds.refuse(decision, moved.get(), failure);
    return decision.refused(failure);
  }
}
