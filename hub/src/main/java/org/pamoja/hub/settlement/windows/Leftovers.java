package org.pamoja.hub.settlement.windows;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.postgres.WindowFlows.Turnover;

/**
 * What a window leaves to settle: all that its accounts saw, less what was settled gross at once.
 * Pure functions.
 */
final class Leftovers {
  /**
   * A kind of account in a currency.
   *
   * @param accountType ledger account type
   * @param currency currency code
   */
  record Kind(String accountType, String currency) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byType = accountType.compareTo(other.accountType);
      return byType != 0 ? byType : currency.compareTo(other.currency);
    }
  }

  /**
   * What is left of one account.
   *
   * @param account number of the account
   * @param participant number of its owner
   * @param debits minor units, not yet settled
   * @param credits minor units, not yet settled
   */
  record Share(long account, int participant, BigInteger debits, BigInteger credits) {
    /** Positive when the owner owes. */
    BigInteger net() {
      return debits.subtract(credits);
    }

    private Share plus(Turnover turnover) {
      // A gross settlement takes back what the transfer had posted, on the opposite side.
      return turnover.entry() == EntryType.GROSS_SETTLEMENT
          ? new Share(
              account,
              participant,
              debits.subtract(turnover.credits()),
              credits.subtract(turnover.debits()))
          : new Share(
              account, participant, debits.add(turnover.debits()), credits.add(turnover.credits()));
    }

    private boolean isSomething() {
      return debits.signum() != 0 || credits.signum() != 0;
    }
  }

  private Leftovers() {}

  /**
   * By kind, the accounts of which anything is left, though it may come to zero. Kinds of which
   * nothing is left, such as those of currencies that are settled gross, are not in it.
   *
   * @param settleable names of the account types that are settled at all
   */
  static Map<Kind, List<Share>> of(List<Turnover> turnovers, Collection<String> settleable) {
    Set<String> types = Set.copyOf(settleable);
    Map<Kind, Map<Long, Share>> shares = new TreeMap<>();
    for (Turnover turnover : turnovers) {
      if (types.contains(turnover.type())) {
        Share none =
            new Share(
                turnover.account(), turnover.participantId(), BigInteger.ZERO, BigInteger.ZERO);
        shares
            .computeIfAbsent(new Kind(turnover.type(), turnover.currency()), _ -> new TreeMap<>())
            .merge(turnover.account(), none.plus(turnover), (before, _) -> before.plus(turnover));
      }
    }
    Map<Kind, List<Share>> left = new TreeMap<>();
    shares.forEach(
        (kind, accounts) -> {
          List<Share> something = accounts.values().stream().filter(Share::isSomething).toList();
          if (!something.isEmpty()) {
            left.put(kind, something);
          }
        });
    return left;
  }
}
