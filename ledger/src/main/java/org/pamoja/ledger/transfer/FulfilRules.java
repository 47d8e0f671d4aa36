package org.pamoja.ledger.transfer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Command.Fulfil;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.event.Notice.Type;

/**
 * PUT /transfers/{id} and /fxTransfers/{id} (transfers §5, §9.3). A bad message on what is finished
 * aborts nothing.
 */
final class FulfilRules {
  private final boolean confirmToPayee;
  private final HubAbort hubAbort;

  FulfilRules(boolean confirmToPayee, HubAbort hubAbort) {
    this.confirmToPayee = confirmToPayee;
    this.hubAbort = hubAbort;
  }

  Decision decide(LedgerView view, Fulfil command, Moment moment) {
    boolean conversion = command.key().conversion();
    if (command.action() == Action.RESERVE && !command.reserveUnderstood() && !conversion) {
      return Decision.IGNORED;
    }
    Optional<Transfer> found = OutcomeChecks.find(view, command.key());
    if (found.isEmpty()) {
      return OutcomeChecks.notFound(command.key(), command.source());
    }
    Transfer transfer = found.get();
    Optional<Failure> mismatch =
        OutcomeChecks.parties(transfer, command.source(), command.destination());
    if (mismatch.isPresent()) {
      return mismatched(view, transfer, command, mismatch.get(), moment);
    }
    if (transfer.fulfilHash().isPresent()) {
      return Repeats.ofOutcome(
          transfer, command.source(), transfer.fulfilHash().get(), command.hash());
    }
    return judge(view, transfer, command, moment);
  }

  private Decision mismatched(
      LedgerView view, Transfer transfer, Fulfil command, Failure failure, Moment moment) {
    return OutcomeChecks.mayBeAborted(transfer)
        ? hubAbort.abort(view, transfer, failure, Optional.of(command.action()), moment)
        : Decision.refused(failure, Notice.error(command.source(), transfer.key(), failure));
  }

  private Decision judge(LedgerView view, Transfer transfer, Fulfil command, Moment moment) {
    Transfer seen = transfer.withFulfilHash(command.hash());
    if (!fits(transfer, command) && OutcomeChecks.mayBeAborted(transfer)) {
      Failure failure = Wording.of(transfer.key()).invalidFulfilment;
      return hubAbort.abort(view, seen, failure, Optional.of(command.action()), moment);
    }
    Optional<Failure> closed = OutcomeChecks.stillOpen(transfer, moment);
    if (closed.isPresent()) {
      return tooLate(view, seen, command, closed.get(), moment);
    }
    if (command.action() == Action.REJECT) {
      return new DecisionBuilder(view, moment)
          .store(seen)
          .detail("rejection by the payee, which only an error message can make effective")
          .with(Outcome.IGNORED);
    }
    return command.key().conversion()
        ? depend(view, seen, command, moment)
        : commit(view, seen, command, moment);
  }

  /**
   * Check 5: a transfer needs its fulfilment, a conversion may leave it out; a rejection has none.
   */
  private static boolean fits(Transfer transfer, Fulfil command) {
    if (command.action() == Action.REJECT) {
      return true;
    }
    if (command.fulfilment().isEmpty()) {
      return command.key().conversion();
    }
    return Condition.isMetBy(command.fulfilment().get(), transfer.condition().orElse(""));
  }

  private static Decision tooLate(
      LedgerView view, Transfer seen, Fulfil command, Failure failure, Moment moment) {
    DecisionBuilder decision = new DecisionBuilder(view, moment).store(seen);
    decision.tell(Notice.error(seen.payee(), seen.key(), failure));
    boolean posted =
        seen.state() == TransferState.COMMITTED || seen.state() == TransferState.SETTLED;
    if (command.action() == Action.RESERVE && !command.key().conversion() && !posted) {
      Instant at = seen.completedAt().orElse(moment.millis());
      decision.tell(Notices.patchAborted(seen.payee(), seen, at, Optional.empty()));
    }
    return decision.refused(failure);
  }

  private static Decision depend(LedgerView view, Transfer seen, Fulfil command, Moment moment) {
    return new DecisionBuilder(view, moment)
        .store(fulfilled(seen, command, TransferState.RECEIVED_FULFIL_DEPENDENT, moment))
        .tell(Notice.forward(Type.FORWARD_FULFIL, seen.payer(), seen.key(), Instant.MAX))
        .done();
  }

  /**
   * A transfer whose payee conversion is not fulfilled yet cannot post: the payee is told, and its
   * message not remembered, so that it may send it again.
   */
  private Decision commit(LedgerView view, Transfer seen, Fulfil command, Moment moment) {
    List<Transfer> conversions = LinkedConversions.open(view, seen.key().id());
    Optional<Failure> early = LinkedConversions.allFulfilled(conversions);
    if (early.isPresent()) {
      return Decision.refused(early.get(), Notice.error(seen.payee(), seen.key(), early.get()));
    }
    Transfer committed = fulfilled(seen, command, TransferState.COMMITTED, moment);
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    Committing.commit(decision, committed, conversions);
    tellCommitted(decision, committed, command);
    for (Transfer conversion : conversions) {
      if (conversion.kind() == TransferKind.PAYER_CONVERSION) {
        decision.tell(Notices.patchCommitted(conversion.payee(), conversion, Optional.empty()));
      }
    }
    return decision.done();
  }

  private void tellCommitted(DecisionBuilder decision, Transfer committed, Fulfil command) {
    if (command.action() == Action.RESERVE) {
      decision.tell(Notices.committed(committed.payer(), committed, command.extensions()));
      decision.tell(Notices.patchCommitted(committed.payee(), committed, command.extensions()));
      return;
    }
    decision.tell(
        Notice.forward(Type.FORWARD_FULFIL, committed.payer(), committed.key(), Instant.MAX));
    if (confirmToPayee && !committed.isOnUs()) {
      decision.tell(Notices.committed(committed.payee(), committed, command.extensions()));
    }
  }

  private static Transfer fulfilled(
      Transfer seen, Fulfil command, TransferState state, Moment moment) {
    Instant at =
        command
            .completedAt()
            .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
            .orElse(moment.millis());
    return seen.inState(state, at, moment.event())
        .withFulfilment(command.fulfilment(), command.extensions());
  }
}
