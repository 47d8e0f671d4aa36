package org.pamoja.ledger.transfer;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.command.Command.Initialise;
import org.pamoja.ledger.command.Command.SetAccountActive;
import org.pamoja.ledger.command.Command.SetNetDebitCap;
import org.pamoja.ledger.command.Command.SetNetDebitCapPercent;

/** Limits, initial positions and the active flag (ledger-admin §4). */
final class AccountRules {
  private static final Failure NOT_FOUND =
      new Failure("3200", "Generic ID not found - participant not found");
  private static final Failure ALREADY_SET =
      new Failure(
          "2001", "Internal server error - Participant Limit or Initial Position already set");
  private static final Failure NO_LIMIT =
      new Failure("2001", "Internal server error - Participant Limit does not exist");
  private static final Failure NO_HUB_ACCOUNT =
      new Failure(
          "3003",
          "Add Party information error - Hub reconciliation account for the specified currency does not exist");

  private final String hub;

  AccountRules(String hub) {
    this.hub = hub;
  }

  Decision initialise(LedgerView view, Initialise command, Moment moment) {
    Optional<Failure> refusal = check(view, command);
    if (refusal.isPresent()) {
      return refused(view, command, refusal.get(), moment);
    }
    Account position = view.account(command.position()).orElseThrow();
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    Account capped = capped(position, command);
    decision.set(capped.withActive(true).asInitialised());
    for (long other : command.others()) {
      decision.set(view.account(other).orElseThrow().withActive(true).asInitialised());
    }
    if (command.initialPosition() != 0) {
      Transfer row =
          NewRows.initialPosition(
              command, position.participant(), hub, position.currency(), moment.event());
      decision.store(row.inState(TransferState.COMMITTED, moment.millis(), moment.event()));
      decision.post(row.key(), row.source(), openingEntry(command.initialPosition()));
    }
    return decision
        .detail(
            about(position)
                + " starts with limit "
                + limit(capped)
                + " and position "
                + command.initialPosition())
        .done();
  }

  private static EntryType openingEntry(long initialPosition) {
    return initialPosition > 0 ? EntryType.POSITION_WITHDRAWAL : EntryType.POSITION_DEPOSIT;
  }

  Decision setNetDebitCap(LedgerView view, SetNetDebitCap command, Moment moment) {
    return setCap(view, command.account(), it -> it.withNetDebitCap(command.netDebitCap()), moment);
  }

  Decision setNetDebitCapPercent(LedgerView view, SetNetDebitCapPercent command, Moment moment) {
    return setCap(
        view, command.account(), it -> it.withNetDebitCapPercent(command.percent()), moment);
  }

  private static Decision setCap(
      LedgerView view, long id, UnaryOperator<Account> change, Moment moment) {
    Optional<Account> account = view.account(id);
    if (account.isEmpty()) {
      return Decision.refused(NOT_FOUND);
    }
    if (account.get().netDebitCap().isEmpty()) {
      return Decision.refused(NO_LIMIT);
    }
    Account changed = change.apply(account.get());
    return new DecisionBuilder(view, moment)
        .set(changed)
        .detail(about(changed) + " limit " + limit(changed))
        .done();
  }

  private static Account capped(Account position, Initialise command) {
    return command
        .netDebitCapPercent()
        .map(position::withNetDebitCapPercent)
        .orElseGet(() -> position.withNetDebitCap(command.netDebitCap()));
  }

  private static String limit(Account account) {
    return account
        .netDebitCapPercent()
        .map(percent -> percent + "/" + Account.WHOLE + " of the liquidity")
        .orElseGet(() -> account.netDebitCap().orElseThrow().toString());
  }

  Decision setActive(LedgerView view, SetAccountActive command, Moment moment) {
    Optional<Account> account = view.account(command.account());
    if (account.isEmpty()) {
      return Decision.refused(NOT_FOUND);
    }
    return new DecisionBuilder(view, moment)
        .set(account.get().withActive(command.active()))
        .detail(about(account.get()) + (command.active() ? " active" : " inactive"))
        .done();
  }

  private static Optional<Failure> check(LedgerView view, Initialise command) {
    Optional<Account> position = view.account(command.position());
    if (position.isEmpty()
        || command.others().stream().anyMatch(it -> view.account(it).isEmpty())) {
      return Optional.of(NOT_FOUND);
    }
    boolean begun =
        position.get().initialised()
            || position.get().netDebitCap().isPresent()
            || command.others().stream().anyMatch(it -> isBegunSettlement(view, it));
    if (begun || view.transfer(command.postingKey()).isPresent()) {
      return Optional.of(ALREADY_SET);
    }
    boolean hubAccount =
        view.account(command.reconciliation())
            .filter(account -> account.currency().equals(position.get().currency()))
            .isPresent();
    return command.initialPosition() == 0 || hubAccount
        ? Optional.empty()
        : Optional.of(NO_HUB_ACCOUNT);
  }

  private static boolean isBegunSettlement(LedgerView view, long id) {
    Account account = view.account(id).orElseThrow();
    return account.type().equals(AccountTypes.SETTLEMENT) && account.initialised();
  }

  /** The key of the posting has been claimed by then, so it stays as a record of the refusal. */
  private Decision refused(LedgerView view, Initialise command, Failure failure, Moment moment) {
    if (command.initialPosition() == 0 || view.transfer(command.postingKey()).isPresent()) {
      return Decision.refused(failure);
    }
    Transfer row = NewRows.of(command, hub, moment.event());
    Transfer stored =
        row.withLegs(row.source().withoutAccounts(), Optional.empty())
            .inState(TransferState.INVALID, moment.millis(), moment.event())
            .because(failure);
    return new DecisionBuilder(view, moment).store(stored).refused(failure);
  }

  private static String about(Account account) {
    return account.participant() + " " + account.currency() + " " + account.type();
  }
}
