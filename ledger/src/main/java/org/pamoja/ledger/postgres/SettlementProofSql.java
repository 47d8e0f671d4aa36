package org.pamoja.ledger.postgres;

import java.util.List;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/**
 * The statements that check what settlement posted. As in {@link ProofSql} each yields one text for
 * every discrepancy.
 */
final class SettlementProofSql {

  /** Codes of entries and kinds are those of the enumerations. */
  private static final String ENTRIES_FIT_THEIR_TRANSFERS =
      """
      select 'transfer ' || p.transfer_id || coalesce(' of kind ' || t.kind, ', which does not exist,')
          || ' has a posting of entry type ' || p.entry
        from posting p left join transfer t using (transfer_id, conversion)
        where coalesce(t.kind not in (1, 2, 3) or p.entry not in (1, 2, 3, 11), true)
          and coalesce(t.kind <> case p.entry when 4 then 6 when 5 then 6 when 6 then 7 when 7 then 7
            when 8 then 7 when 9 then 4 when 10 then 5 else 0 end, true)""";

  /** What is reserved has charged a recipient, what is committed has freed a sender too. */
  private static final String SETTLEMENTS_HAVE_MOVED =
      """
      select 'settlement transfer ' || transfer_id || ' moved ' || moved || ', not ' || due from (
        select t.transfer_id, coalesce(m.moved, 0) as moved,
            case when t.target_amount is null then 0
              when t.state = %2$d or t.state = %3$d and d.type <> '%4$s' then t.amount else 0 end as due
          from transfer t left join account d on d.account_id = t.debtor
          left join (
            select transfer_id, account_id, sum(case when debit then amount else -amount end) as moved
              from posting where entry between 6 and 8 group by transfer_id, account_id) m
            on m.transfer_id = t.transfer_id and m.account_id = t.debtor
          where t.kind = %1$d) s
        where moved <> due"""
          .formatted(
              TransferKind.SETTLEMENT.code(),
              TransferState.COMMITTED.code(),
              TransferState.RESERVED.code(),
              AccountTypes.HUB_MULTILATERAL_SETTLEMENT);

  /** Of payer and payee alike the amount is moved once; who pays itself moves nothing. */
  private static final String SETTLED_WERE_GROSS =
      """
      select 'transfer ' || transfer_id || ': settled gross ' || coalesce(g.moved, 0) || ', not ' || coalesce(t.due, 0)
        from (
          select transfer_id, sum(amount) filter (where debit) as moved from posting
            where entry = 11 group by transfer_id) g
        full join (
          select transfer_id, 2 * amount::numeric as due from transfer
            where kind = %d and state = %d and debtor <> creditor and amount > 0) t using (transfer_id)
        where coalesce(g.moved, 0) <> coalesce(t.due, 0)"""
          .formatted(TransferKind.TRANSFER.code(), TransferState.SETTLED.code());

  /** All checks. */
  static final List<String> CHECKS =
      List.of(ENTRIES_FIT_THEIR_TRANSFERS, SETTLEMENTS_HAVE_MOVED, SETTLED_WERE_GROSS);

  private SettlementProofSql() {}
}
