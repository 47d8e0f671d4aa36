package org.pamoja.ledger.postgres;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pamoja.ledger.account.EntryType;

/** The statements of {@link WindowFlows}. */
final class FlowSql {

  /** Codes of the entries that windows count. */
  static final String COUNTED =
      Stream.of(EntryType.values())
          .filter(EntryType::isCountedByWindows)
          .map(entry -> Short.toString(entry.code()))
          .collect(Collectors.joining(", "));

  /**
   * Each debit meets its credit: a transfer or conversion has one pair of an entry, but for gross
   * settlement, of which each of the two participants has one. One pass over the window, mostly in
   * the order of its key, and no join: a join would be at the mercy of statistics that a window of
   * a million transfers, closed a moment ago, does not have yet.
   */
  static final String RECKON =
      """
      with pair as (
        select p.window_id, p.entry, min(p.account_id) filter (where p.debit) as debtor,
            min(p.account_id) filter (where not p.debit) as creditor, min(p.amount) as amount
          from posting p
          where p.window_id = ? and p.entry in (%s)
          group by p.window_id, p.transfer_id, p.conversion, p.entry,
            case when p.entry = %d then (
              select a.participant_id from account a where a.account_id = p.account_id) end)
      select t.window_id, t.debtor, t.creditor, t.entry,
          (select a.currency from account a where a.account_id = t.debtor), sum(t.amount), count(*)
        from pair t
        group by t.window_id, t.debtor, t.creditor, t.entry"""
          .formatted(COUNTED, EntryType.GROSS_SETTLEMENT.code());

  static final String COMPUTE =
      "insert into window_flow (window_id, debtor, creditor, entry, currency, amount, transfers) "
          + RECKON;

  static final String FLOWS =
      """
      select window_id, debtor, creditor, entry, currency, amount, transfers from window_flow
        where window_id = any(?) order by window_id, debtor, creditor, entry""";

  static final String TURNOVERS =
      """
      select t.window_id, a.account_id, a.participant_id, a.participant, a.type, a.currency, t.entry,
          sum(t.debits), sum(t.credits), sum(t.transfers)::bigint
        from window_flow f
        cross join lateral (values
          (f.window_id, f.debtor, f.entry, f.amount, 0::numeric, f.transfers),
          (f.window_id, f.creditor, f.entry, 0::numeric, f.amount, f.transfers))
          as t (window_id, account_id, entry, debits, credits, transfers)
        join account a on a.account_id = t.account_id
        where f.window_id = any(?)
        group by t.window_id, a.account_id, t.entry
        order by t.window_id, a.account_id, t.entry""";

  private FlowSql() {}
}
