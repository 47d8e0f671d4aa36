package org.pamoja.ledger.postgres;

import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/** The statements that check settlement windows. */
final class WindowProofSql {

  /**
   * For each window from ? to ?, account and kind of entry: what the transfers of the window come
   * to, what was posted, and what flowed (NULL while the window is not summed up). A transfer
   * belongs to the window in which its principal was debited; what it comes to is told by its own
   * row. Transfers between the same accounts are summed up first, which makes few rows of many.
   */
  static final String LINES =
      """
      with asked as (select ?::bigint as first, ?::bigint as last),
        moved as (
          select w.window_id, w.debtor, w.creditor, w.gross, w.target_debtor, w.target_creditor,
              w.fee_debtor, w.fee_creditor, sum(w.amount) as amount, sum(w.fee_amount) as fee_amount
            from (
              select p.window_id, t.fee_amount, t.fee_debtor, t.fee_creditor,
                  case when t.kind = %4$d then t.target_amount else t.amount end as amount,
                  case when t.kind = %4$d then t.target_debtor else t.debtor end as debtor,
                  case when t.kind = %4$d then t.target_creditor else t.creditor end as creditor,
                  t.target_debtor, t.target_creditor,
                  t.kind = %5$d and t.state = %6$d and t.target_debtor is not null
                    and t.debtor <> t.creditor as gross
                from asked, posting p join transfer t on t.transfer_id = p.transfer_id and t.conversion = p.conversion
                where p.window_id between asked.first and asked.last and p.entry = %1$d and p.debit) w
            group by 1, 2, 3, 4, 5, 6, 7, 8),
        told as (
          select l.window_id, l.account_id, l.entry, sum(l.net) as net from moved cross join lateral (values
              (window_id, debtor, %1$d, amount), (window_id, creditor, %1$d, -amount),
              (window_id, fee_debtor, %2$d, fee_amount), (window_id, fee_creditor, %2$d, -fee_amount),
              (window_id, case when gross then target_debtor end, %3$d, amount),
              (window_id, case when gross then debtor end, %3$d, -amount),
              (window_id, case when gross then creditor end, %3$d, amount),
              (window_id, case when gross then target_creditor end, %3$d, -amount))
            as l (window_id, account_id, entry, net)
            where l.account_id is not null group by l.window_id, l.account_id, l.entry),
        posted as (
          select p.window_id, p.account_id, p.entry::integer as entry,
              sum(case when p.debit then p.amount else -p.amount end) as net
            from asked, posting p
            where p.window_id between asked.first and asked.last and p.entry in (%7$s)
            group by p.window_id, p.account_id, p.entry),
        flowed as (
          select l.window_id, l.account_id, l.entry, sum(l.net) as net
            from asked, window_flow f cross join lateral (values
              (f.window_id, f.debtor, f.entry::integer, f.amount), (f.window_id, f.creditor, f.entry::integer, -f.amount))
            as l (window_id, account_id, entry, net)
            where f.window_id between asked.first and asked.last
            group by l.window_id, l.account_id, l.entry)
      select w.id, w.state, account_id, coalesce(a.participant, '?'), coalesce(a.type, '?'), coalesce(a.currency, '?'),
          entry, coalesce(told.net, 0), coalesce(posted.net, 0),
          case when w.state not in ('OPEN', 'PROCESSING') then coalesce(flowed.net, 0) end
        from posted full join told using (window_id, account_id, entry)
          full join flowed using (window_id, account_id, entry)
          join settlement_window w on w.id = window_id
          left join account a using (account_id)"""
          .formatted(
              EntryType.PRINCIPLE_VALUE.code(),
              EntryType.INTERCHANGE_FEE.code(),
              EntryType.GROSS_SETTLEMENT.code(),
              TransferKind.PAYEE_CONVERSION.code(),
              TransferKind.TRANSFER.code(),
              TransferState.SETTLED.code(),
              FlowSql.COUNTED);

  static final String OF_WINDOW = LINES + " order by a.currency, account_id, entry";

  /** Only what does not agree. */
  static final String UNSOUND =
      LINES
          + """

             where coalesce(told.net, 0) <> coalesce(posted.net, 0) or w.state not in ('OPEN', 'PROCESSING')
              and coalesce(flowed.net, 0) <> coalesce(posted.net, 0)
             order by w.id, account_id, entry limit ?""";

  private WindowProofSql() {}
}
