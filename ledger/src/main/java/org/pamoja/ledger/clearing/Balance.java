package org.pamoja.ledger.clearing;

import java.util.List;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.transfer.Decision;
import org.pamoja.ledger.transfer.LedgerView;

/**
 * The last line of defence: whatever the rules say, no decision may post unequal debits and credits
 * in any currency, or move counters otherwise than its postings say.
 *
 * <p>The sums may wrap around: equal ones stay equal, and the largest amounts, whose two sides
 * together exceed a long, can be posted like any other.
 */
final class Balance {

  private Balance() {}

  /**
   * Checks a decision before it takes effect.
   *
   * @throws IllegalStateException when it would put the ledger out of balance
   */
  static void check(LedgerView view, Decision decision) {
    List<Posting> postings = decision.postings();
    long posted = 0;
    for (Posting posting : postings) {
      posted += posting.amount();
      if (sum(view, postings, currency(view, posting)) != 0) {
        throw new IllegalStateException("unbalanced postings: " + postings);
      }
    }
    long moved = 0;
    for (Movement movement : decision.movements()) {
      moved += movement.debit() + movement.credit();
    }
    if (moved != posted) {
      throw new IllegalStateException("movements and postings differ: " + decision.movements());
    }
  }

  private static long sum(LedgerView view, List<Posting> postings, String currency) {
    long sum = 0;
    for (Posting posting : postings) {
      if (currency(view, posting).equals(currency)) {
        sum += posting.debit() ? posting.amount() : -posting.amount();
      }
    }
    return sum;
  }

  private static String currency(LedgerView view, Posting posting) {
    return view.account(posting.account()).map(Account::currency).orElseThrow();
  }
}
