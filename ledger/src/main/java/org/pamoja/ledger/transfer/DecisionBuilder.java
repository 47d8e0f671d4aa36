package org.pamoja.ledger.transfer;

import java.util.ArrayList;
import java.util.List;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.event.Notice;

/** Collects what a decision brings about. Used within one decision by one thread. */
final class DecisionBuilder {
  private final LedgerView view;
  private final Moment moment;
  private final List<Transfer> rows = new ArrayList<>(2);
  private final List<Movement> movements = new ArrayList<>(2);
  private final List<Posting> postings = new ArrayList<>(2);
  private final List<Account> settings = new ArrayList<>(0);
  private final List<Notice> notices = new ArrayList<>(2);
  private String detail = "";

  DecisionBuilder(LedgerView view, Moment moment) {
    this.view = view;
    this.moment = moment;
  }

  Moment moment() {
    return moment;
  }

  DecisionBuilder store(Transfer row) {
    rows.add(row);
    return this;
  }

  DecisionBuilder move(Movement movement) {
    movements.add(movement);
    return this;
  }

  DecisionBuilder set(Account account) {
    settings.add(account);
    return this;
  }

  DecisionBuilder tell(Notice notice) {
    notices.add(notice);
    return this;
  }

  DecisionBuilder detail(String text) {
    detail = text;
    return this;
  }

  /** Posts a leg whose debtor's side had been reserved. */
  DecisionBuilder postReserved(TransferKey key, Leg leg, EntryType entry) {
    movements.add(Movement.postReserved(leg.debtor(), leg.amount()));
    movements.add(Movement.credit(leg.creditor(), leg.amount()));
    return entries(key, leg, entry);
  }

  /** Posts a leg of which nothing had been reserved. */
  DecisionBuilder post(TransferKey key, Leg leg, EntryType entry) {
    movements.add(Movement.debit(leg.debtor(), leg.amount()));
    movements.add(Movement.credit(leg.creditor(), leg.amount()));
    return entries(key, leg, entry);
  }

  private DecisionBuilder entries(TransferKey key, Leg leg, EntryType entry) {
    if (leg.amount() > 0) {
      long window = view.account(leg.debtor()).map(Account::window).orElseThrow();
      postings.add(new Posting(key, leg.debtor(), true, leg.amount(), window, entry));
      postings.add(new Posting(key, leg.creditor(), false, leg.amount(), window, entry));
    }
    return this;
  }

  Decision with(Outcome outcome) {
    return new Decision(rows, movements, postings, settings, notices, outcome, detail);
  }

  Decision done() {
    return with(Outcome.DONE);
  }

  Decision refused(Failure failure) {
    return detail(failure.description()).with(Outcome.refused(failure));
  }
}
