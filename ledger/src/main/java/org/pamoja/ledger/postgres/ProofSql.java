package org.pamoja.ledger.postgres;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/**
 * The statements that check the books. Each yields one text for every discrepancy, and none when
 * all is well.
 */
final class ProofSql {

  static final String TOTALS =
      """
      select currency, sum(debits_posted), sum(credits_posted), sum(debits_pending) from account
        group by currency order by currency""";

  private static final String DEBITS_EQUAL_CREDITS =
      """
      select 'currency ' || currency || ': debits ' || sum(debits_posted) || ', credits ' || sum(credits_posted)
        from account group by currency having sum(debits_posted) <> sum(credits_posted)""";

  private static final String TRANSFERS_BALANCE =
      """
      select 'transfer ' || p.transfer_id || ' is out of balance by '
          || sum(case when p.debit then p.amount else -p.amount end) || ' ' || a.currency
        from posting p join account a using (account_id)
        group by p.transfer_id, p.conversion, a.currency
        having sum(case when p.debit then p.amount else -p.amount end) <> 0""";

  /**
   * What is marked as committed has posted its principal and fee, and nothing else has. Credits and
   * accounts follow from the other checks; settlements are checked apart.
   */
  private static final String COMMITTED_HAVE_POSTED =
      """
      select 'transfer ' || transfer_id || ': posted principal of ' || coalesce(p.principal, 0) || ' and fee of '
          || coalesce(p.fee, 0) || ', not ' || coalesce(t.principal, 0) || ' and ' || coalesce(t.fee, 0)
        from (
          select transfer_id, conversion, fee_amount as fee, case when kind = %1$d then target_amount else amount end as principal
            from transfer where state in (%2$d, %3$d) and kind <> %4$d) t
        full join (
          select transfer_id, conversion, sum(amount) filter (where entry = %5$d) as fee,
              sum(amount) filter (where entry <> %5$d) as principal
            from posting where debit and entry in (%5$d, %6$s) group by 1, 2) p using (transfer_id, conversion)
        where coalesce(p.principal, 0) <> coalesce(t.principal, 0) or coalesce(p.fee, 0) <> coalesce(t.fee, 0)"""
          .formatted(
              TransferKind.PAYEE_CONVERSION.code(),
              TransferState.COMMITTED.code(),
              TransferState.SETTLED.code(),
              TransferKind.SETTLEMENT.code(),
              EntryType.INTERCHANGE_FEE.code(),
              principals());

  private static final String COUNTERS_ARE_POSTINGS =
      """
      select 'account ' || coalesce(a.account_id, p.account_id) || ': debits ' || coalesce(a.debits_posted, 0)
          || ', credits ' || coalesce(a.credits_posted, 0) || ', but postings of ' || coalesce(p.debits, 0)
          || ' and ' || coalesce(p.credits, 0)
        from account a full join (
          select account_id, coalesce(sum(amount) filter (where debit), 0) as debits,
              coalesce(sum(amount) filter (where not debit), 0) as credits
            from posting group by account_id) p using (account_id)
        where a.account_id is null or a.debits_posted <> coalesce(p.debits, 0)
          or a.credits_posted <> coalesce(p.credits, 0)""";

  /**
   * A conversion on the payee's side holds the provider's target amount, all others their debtor's;
   * a settlement moves when it is reserved and holds nothing.
   */
  private static final String PENDING_IS_RESERVED =
      """
      select 'account ' || coalesce(a.account_id, r.account_id) || ': pending ' || coalesce(a.debits_pending, 0)
          || ', but open reservations of ' || coalesce(r.reserved, 0)
        from account a full join (
          select case when kind = %1$d then target_debtor else debtor end as account_id,
              sum(case when kind = %1$d then target_amount else amount end) as reserved
            from transfer where state in (%2$s) and kind <> %3$d group by 1) r using (account_id)
        where coalesce(a.debits_pending, 0) <> coalesce(r.reserved, 0)"""
          .formatted(
              TransferKind.PAYEE_CONVERSION.code(),
              holdingStates(),
              TransferKind.SETTLEMENT.code());

  private static final String LIQUIDITY_IS_SETTLEMENT =
      """
      select 'account ' || p.account_id || ': liquidity ' || p.liquidity || ', but its settlement account holds '
          || coalesce(s.credits_posted - s.debits_posted - s.debits_pending, 0)
        from account p left join account s on s.participant_id = p.participant_id and s.currency = p.currency
          and s.type = 'SETTLEMENT' and p.type = 'POSITION'
        where p.liquidity <> coalesce(s.credits_posted - s.debits_posted - s.debits_pending, 0)""";

  private static final String ONE_OPEN_WINDOW =
      """
      select 'account ' || a.account_id || ' carries window ' || a.window_id || ', which is not the open one'
        from account a where not exists (
          select 1 from settlement_window w where w.id = a.window_id and w.state = 'OPEN')""";

  private static final String CAP_FOLLOWS_LIQUIDITY =
      """
      select 'account ' || account_id || ': net debit cap ' || net_debit_cap || ', but ' || net_debit_cap_percent
          || ' hundredths of a percent of a liquidity of ' || liquidity
        from account where net_debit_cap <> div(greatest(liquidity, 0) * net_debit_cap_percent, 10000)""";

  private static final String NO_PROBES =
      "select 'transfer ' || transfer_id || ' is a probe left behind' from transfer where state = 0";

  /** All checks. */
  static final List<String> CHECKS =
      List.of(
          DEBITS_EQUAL_CREDITS,
          TRANSFERS_BALANCE,
          COMMITTED_HAVE_POSTED,
          COUNTERS_ARE_POSTINGS,
          PENDING_IS_RESERVED,
          LIQUIDITY_IS_SETTLEMENT,
          ONE_OPEN_WINDOW,
          CAP_FOLLOWS_LIQUIDITY,
          NO_PROBES);

  private ProofSql() {}

  private static String principals() {
    return Stream.of(
            EntryType.PRINCIPLE_VALUE,
            EntryType.POSITION_DEPOSIT,
            EntryType.POSITION_WITHDRAWAL,
            EntryType.RECORD_FUNDS_IN,
            EntryType.RECORD_FUNDS_OUT)
        .map(entry -> Short.toString(entry.code()))
        .collect(Collectors.joining(", "));
  }

  private static String holdingStates() {
    return Stream.of(TransferState.values())
        .filter(TransferState::holdsReservation)
        .map(state -> Short.toString(state.code()))
        .collect(Collectors.joining(", "));
  }
}
