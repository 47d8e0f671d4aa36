package org.pamoja.ledger.postgres;

/**
 * What accounts saw in settlement windows, of all kinds of entry: for windows that are summed up
 * from their flows and the few entries that flows leave out, for the others from the postings. So
 * closed windows cost nothing, however many transfers they had.
 */
final class TurnoverSql {

  /** Rows {@code (window_id, account_id, entry, debits, credits)}; several may be of one kind. */
  static final String TURNOVER =
      """
      (select window_id, debtor as account_id, entry, amount as debits, 0::numeric as credits from window_flow
        union all select window_id, creditor, entry, 0::numeric, amount from window_flow
        union all select window_id, account_id, entry, case when debit then amount else 0 end,
            case when debit then 0 else amount end
          from posting where entry between 4 and 10
        union all select window_id, account_id, entry, case when debit then amount else 0 end,
            case when debit then 0 else amount end
          from posting where not entry between 4 and 10 and window_id in (
            select id from settlement_window where state in ('OPEN', 'PROCESSING')))""";

  /**
   * Posted balances as they were at a moment: those of now less what has happened since. A window
   * that was opened later has happened since entirely; of the one that was open the postings' times
   * tell. Parameters: the moment, the participant's number or NULL for all.
   */
  static final String BALANCES_AS_OF =
      """
      with asked as (select ?::timestamptz as moment, ?::integer as participant_id),
        later as (select coalesce(min(w.id), 9223372036854775807) as first
          from settlement_window w, asked where w.created_at > asked.moment),
        since as (
          select t.account_id, sum(t.debits - t.credits) as net from %s t
            where t.window_id >= (select first from later) group by t.account_id
          union all
          select p.account_id, sum(case when p.debit then p.amount else -p.amount end)
            from asked, settlement_window w join posting p on p.window_id = w.id
            where w.created_at <= asked.moment and coalesce(w.closed_at, 'infinity') >= asked.moment
              and p.at > asked.moment
            group by p.account_id)
      select a.account_id, a.participant_id, a.participant, a.type, a.currency,
          a.debits_posted - a.credits_posted - coalesce(sum(s.net), 0)
        from asked, account a left join since s using (account_id)
        where a.participant_id = coalesce(asked.participant_id, a.participant_id)
        group by a.account_id order by a.account_id"""
          .formatted(TURNOVER);

  /**
   * Posted balances at the beginning of a window. Parameters: the window's number, the
   * participant's or NULL.
   */
  static final String BALANCES_BEFORE =
      """
      select a.account_id, a.participant_id, a.participant, a.type, a.currency,
          a.debits_posted - a.credits_posted - coalesce(s.net, 0)
        from account a left join (
          select t.account_id, sum(t.debits - t.credits) as net from %s t
            where t.window_id >= ? group by t.account_id) s using (account_id)
        where a.participant_id = coalesce(?::integer, a.participant_id)
        order by a.account_id"""
          .formatted(TURNOVER);

  /** What each account saw in a window, by kind of entry. Parameter: the window's number. */
  static final String OF_WINDOW =
      """
      select t.account_id, t.entry, sum(t.debits), sum(t.credits) from %s t
        where t.window_id = ? group by t.account_id, t.entry order by t.account_id, t.entry"""
          .formatted(TURNOVER);

  private TurnoverSql() {}
}
