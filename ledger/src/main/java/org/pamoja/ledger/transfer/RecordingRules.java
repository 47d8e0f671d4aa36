package org.pamoja.ledger.transfer;

import java.util.Optional;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;

/** The first step of an account's settlement: it is written down, and nothing moves yet. */
final class RecordingRules {
  private final String hub;

  RecordingRules(String hub) {
    this.hub = hub;
  }

  Decision decide(LedgerView view, RecordSettlement command, Moment moment) {
    Transfer row = NewRows.of(command, hub, moment.event());
    Optional<Transfer> known = view.transfer(command.key());
    if (known.isPresent()) {
      return recordedBefore(known.get(), row);
    }
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    Optional<Failure> invalid = checkAccounts(view, command);
    if (invalid.isPresent()) {
      Transfer refused =
          row.withLegs(row.source().withoutAccounts(), Optional.empty())
              .inState(TransferState.INVALID, moment.millis(), moment.event())
              .because(invalid.get());
      return decision.store(refused).refused(invalid.get());
    }
    return decision.store(row).detail(command.reason()).done();
  }

  /** A repeat is known by what it says, since what it says is all that is kept. */
  private static Decision recordedBefore(Transfer known, Transfer asked) {
    boolean settlement = known.kind() == TransferKind.SETTLEMENT;
    if (settlement && known.failure().isPresent()) {
      return Decision.refused(known.failure().get());
    }
    boolean same =
        settlement
            && known.payer().equals(asked.payer())
            && known.source().equals(asked.source())
            && known.target().equals(asked.target());
    if (same && isAlive(known)) {
      return SettlementRules.DONE_BEFORE;
    }
    return same
        ? Decision.refused(SettlementRules.inState(known))
        : Decision.refused(
            Failure.validation("The id " + known.key().id() + " is used for something else"));
  }

  private static boolean isAlive(Transfer known) {
    return known.state() == TransferState.RECEIVED_PREPARE
        || known.state() == TransferState.RESERVED
        || known.state() == TransferState.COMMITTED;
  }

  private static Optional<Failure> checkAccounts(LedgerView view, RecordSettlement command) {
    return check(view, command.account(), command)
        .or(() -> check(view, command.hubAccount(), command))
        .or(() -> checkOwners(view, command));
  }

  private static Optional<Failure> check(LedgerView view, long id, RecordSettlement command) {
    boolean fits =
        view.account(id).filter(it -> it.currency().equals(command.currency())).isPresent();
    return fits
        ? Optional.empty()
        : PrepareChecks.fail("Account " + id + " is no account in " + command.currency());
  }

  private static Optional<Failure> checkOwners(LedgerView view, RecordSettlement command) {
    Account settled = view.account(command.account()).orElseThrow();
    Account hubAccount = view.account(command.hubAccount()).orElseThrow();
    if (!SettlementRules.isHubs(hubAccount)) {
      return PrepareChecks.fail(
          "Account " + hubAccount.id() + " is no account of the hub for settlements");
    }
    boolean own =
        settled.participant().equals(command.participant()) && !SettlementRules.isHubs(settled);
    return own
        ? Optional.empty()
        : PrepareChecks.fail(
            "Account " + settled.id() + " cannot be settled for " + command.participant());
  }
}
