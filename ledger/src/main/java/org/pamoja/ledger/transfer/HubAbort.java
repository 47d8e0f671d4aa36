package org.pamoja.ledger.transfer;

import java.util.Optional;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.event.Notice;

/**
 * The hub ends a transfer or conversion because of a bad outcome message (transfers §5.1, §9.4).
 */
final class HubAbort {
  private final boolean confirmToPayee;

  HubAbort(boolean confirmToPayee) {
    this.confirmToPayee = confirmToPayee;
  }

  /**
   * Aborts {@code transfer}, reserved until now, because of {@code failure}; {@code action} is
   * empty for error messages.
   */
  Decision abort(
      LedgerView view, Transfer transfer, Failure failure, Optional<Action> action, Moment moment) {
    DecisionBuilder decision = new DecisionBuilder(view, moment);
    Notice error = Notice.error(transfer.payer(), transfer.key(), failure);
    if (transfer.key().conversion()) {
      Ending.abortWithGroup(decision, view, transfer, failure, error);
      return decision.refused(failure);
    }
    Transfer ended = Ending.end(decision, transfer, TransferState.ABORTED_ERROR, failure);
    decision.tell(error);
    if (action.isPresent() && action.get() == Action.RESERVE) {
      decision.tell(
          Notices.patchAborted(ended.payee(), ended, moment.millis(), Optional.of(failure)));
    } else if (confirmToPayee && !ended.isOnUs()) {
      decision.tell(Notice.error(ended.payee(), ended.key(), failure));
    }
    Ending.abortConversions(decision, LinkedConversions.open(view, ended.key().id()), failure);
    return decision.refused(failure);
  }
}
