package org.pamoja.ledger.transfer;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.command.Command.Fail;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.event.Notice.Type;

/** PUT /transfers/{id}/error and /fxTransfers/{id}/error (transfers §5.3, §9.4). */
final class FailRules {
  private final boolean confirmToPayee;
  private final HubAbort hubAbort;

  FailRules(boolean confirmToPayee, HubAbort hubAbort) {
    this.confirmToPayee = confirmToPayee;
    this.hubAbort = hubAbort;
  }

  Decision decide(LedgerView view, Fail command, Moment moment) {
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
    if (transfer.errorHash().isPresent()) {
      return Repeats.ofOutcome(
          transfer, command.source(), transfer.errorHash().get(), command.hash());
    }
    Transfer seen = transfer.withErrorHash(command.hash());
    Optional<Failure> closed = OutcomeChecks.stillOpen(transfer, moment);
    if (closed.isPresent()) {
      return new DecisionBuilder(view, moment)
          .store(seen)
          .tell(Notice.error(seen.payee(), seen.key(), closed.get()))
          .refused(closed.get());
    }
    return abort(view, seen, command, moment);
  }

  private Decision mismatched(
      LedgerView view, Transfer transfer, Fail command, Failure failure, Moment moment) {
    return OutcomeChecks.mayBeAborted(transfer)
        ? hubAbort.abort(view, transfer, failure, Optional.empty(), moment)
        : Decision.refused(failure, Notice.error(command.source(), transfer.key(), failure));
  }

  private Decision abort(LedgerView view, Transfer seen, Fail command, Moment moment) {
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    Failure failure = new Failure(command.errorCode(), command.errorDescription());
    Notice forwarded = Notice.forward(Type.FORWARD_ERROR, seen.payer(), seen.key(), Instant.MAX);
    if (seen.key().conversion()) {
      Ending.abortWithGroup(decision, view, seen, failure, forwarded);
    } else {
      Ending.end(decision, seen, TransferState.ABORTED_ERROR, failure);
      decision.tell(forwarded);
      if (confirmToPayee && !seen.isOnUs()) {
        decision.tell(Notice.error(seen.payee(), seen.key(), failure));
      }
      Ending.abortConversions(decision, LinkedConversions.open(view, seen.key().id()), failure);
    }
    return decision.detail(failure.code() + " " + failure.description()).done();
  }
}
