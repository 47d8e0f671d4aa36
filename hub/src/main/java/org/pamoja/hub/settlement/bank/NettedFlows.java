package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.postgres.WindowFlows;

/**
 * What the accounts of a settlement paid each other that is left to settle. A transfer that was
 * settled gross flowed between them as well, and back by way of their own SETTLEMENT accounts:
 * flows do not say between which two, so postings do. There are such in a settlement only when the
 * model of a currency was changed within a window. Stateless; threads may share it.
 */
final class NettedFlows {
  private static final String SETTLED_GROSS =
      """
      SELECT paid.window_id, paid.account_id AS payer, got.account_id AS payee, sum(paid.amount) AS amount,
        count(*) AS transfers
      FROM posting paid
        JOIN posting got ON got.window_id = paid.window_id AND got.transfer_id = paid.transfer_id
          AND got.conversion = paid.conversion AND got.entry = paid.entry
      WHERE paid.window_id = ANY(:windows) AND paid.entry = :gross
        AND NOT paid.debit AND paid.account_id = ANY(:accounts)
        AND got.debit AND got.account_id = ANY(:accounts)
      GROUP BY paid.window_id, paid.account_id, got.account_id
      """;

  /**
   * The flows between each two accounts of a settlement; those that take back what was settled
   * gross are negative.
   *
   * @param taken the flows of the contents that it took
   */
  List<WindowFlows.Flow> between(
      Handle handle, SettlementFacts settlement, List<WindowFlows.Flow> taken) {
    List<WindowFlows.Flow> flows = new ArrayList<>();
    Set<Long> gross = new TreeSet<>();
    for (WindowFlows.Flow flow : taken) {
      if (flow.entry() == EntryType.GROSS_SETTLEMENT) {
        gross.add(flow.window());
      } else if (settlement.account(flow.debtor()).isPresent()
          && settlement.account(flow.creditor()).isPresent()) {
        flows.add(flow);
      }
    }
    if (!gross.isEmpty()) {
      flows.addAll(takenBack(handle, settlement, gross));
    }
    return flows;
  }

  private static List<WindowFlows.Flow> takenBack(
      Handle handle, SettlementFacts settlement, Set<Long> windows) {
    List<Long> accounts = settlement.accounts().stream().map(SettledAccount::accountId).toList();
    return handle
        .createQuery(SETTLED_GROSS)
        .bindArray("windows", Long.class, windows)
        .bindArray("accounts", Long.class, accounts)
        .bind("gross", EntryType.GROSS_SETTLEMENT.code())
        .map(
            (row, _) -> {
              long payer = row.getLong("payer");
              BigInteger amount = row.getBigDecimal("amount").toBigIntegerExact();
              return new WindowFlows.Flow(
                  row.getLong("window_id"),
                  payer,
                  row.getLong("payee"),
                  EntryType.GROSS_SETTLEMENT,
                  settlement.account(payer).orElseThrow().currency(),
                  amount.negate(),
                  -row.getLong("transfers"));
            })
        .list();
  }
}
