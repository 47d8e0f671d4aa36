package org.pamoja.hub.settlement.bank;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/** The payments of a settlement. Pure; threads may share it. */
final class Obligations {
  private Obligations() {}

  /**
   * Against the scheme: who owes pays it, who is owed is paid by it. Accounts with a net amount of
   * zero take no part.
   *
   * @param scheme the scheme's own side of each payment
   */
  static List<Obligation> multilateral(SettlementFacts settlement, Obligation.Party scheme) {
    List<Obligation> obligations = new ArrayList<>();
    for (SettledAccount account : settlement.accounts()) {
      if (account.netAmount() != 0) {
        Obligation.Party party = party(account);
        boolean owes = account.netAmount() > 0;
        obligations.add(
            new Obligation(
                "STL-" + settlement.id() + "-" + account.accountId(),
                account.transferId().orElse(""),
                owes ? party : scheme,
                owes ? scheme : party,
                Math.absExact(account.netAmount()),
                account.currency()));
      }
    }
    return obligations;
  }

  /**
   * Pair by pair.
   *
   * @param pairs what each pair comes to
   * @throws FspiopException 400/3100 when an account's pairs do not come to what it owes or is owed
   *     in the settlement: then paying them would not settle it
   */
  static List<Obligation> bilateral(SettlementFacts settlement, List<BilateralNet> pairs) {
    requireNetAmounts(settlement, pairs);
    List<Obligation> obligations = new ArrayList<>();
    for (BilateralNet pair : pairs) {
      if (pair.net() > 0) {
        obligations.add(
            new Obligation(
                "STL-" + settlement.id() + "-" + pair.debtor() + "-" + pair.creditor(),
                "",
                party(settlement.account(pair.debtor()).orElseThrow()),
                party(settlement.account(pair.creditor()).orElseThrow()),
                pair.net(),
                pair.currency()));
      }
    }
    return obligations;
  }

  private static void requireNetAmounts(SettlementFacts settlement, List<BilateralNet> pairs) {
    Map<Long, Long> sums = new HashMap<>();
    for (BilateralNet pair : pairs) {
      sums.merge(pair.debtor(), pair.net(), Math::addExact);
      sums.merge(pair.creditor(), -pair.net(), Math::addExact);
    }
    for (SettledAccount account : settlement.accounts()) {
      if (sums.getOrDefault(account.accountId(), 0L) != account.netAmount()) {
        throw new FspiopException(
            ErrorCode.VALIDATION_ERROR,
            "the payments of account %d between each two participants do not come to its net amount"
                .formatted(account.accountId()));
      }
    }
  }

  private static Obligation.Party party(SettledAccount account) {
    return new Obligation.Party(
        account.participant(),
        account.bankIdentifier().orElse(""),
        Long.toString(account.accountId()));
  }
}
