package org.pamoja.ledger.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which settlement windows are looked for (settlement §2.1); what is empty does not restrict.
 *
 * @param state present state
 * @param createdFrom opened at this time or later
 * @param createdTo opened at this time or earlier
 * @param currency a transfer of this currency was fulfilled in it
 * @param participantId a transfer of this participant was fulfilled in it; with a currency, one in
 *     that currency
 */
public record WindowFilter(
    Optional<WindowState> state,
    Optional<Instant> createdFrom,
    Optional<Instant> createdTo,
    Optional<String> currency,
    Optional<Integer> participantId) {

  /** Every window. */
  public static final WindowFilter ALL =
      new WindowFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  // Flows are few and tell the same as the postings, but exist only once a window was processed.
  // One side at a
  // time, so that each is found by its index.
  private static final String PARTIES =
      """
      and (w.id in (
              select v.window_id from account a join window_flow v on v.debtor = a.account_id
                where v.entry = 1%1$s
              union
              select v.window_id from account a join window_flow v on v.creditor = a.account_id
                where v.entry = 1%1$s)
            or w.state in ('OPEN', 'PROCESSING') and exists (
              select 1 from posting p join account a on a.account_id = p.account_id
                where p.window_id = w.id and p.entry = 1%1$s))""";

  /** How often {@link #PARTIES} asks for the account. */
  private static final int ASKED = 3;

  /** The condition on windows {@code w}, with a place for each of {@link #parameters}. */
  String where() {
    return "where true"
        + (state.isPresent() ? " and w.state = ?" : "")
        + (createdFrom.isPresent() ? " and w.created_at >= ?::timestamptz" : "")
        + (createdTo.isPresent() ? " and w.created_at <= ?::timestamptz" : "")
        + (currency.isPresent() || participantId.isPresent()
            ? " " + PARTIES.formatted(account())
            : "");
  }

  private String account() {
    return (currency.isPresent() ? " and a.currency = ?" : "")
        + (participantId.isPresent() ? " and a.participant_id = ?" : "");
  }

  /** The values for {@link #where}, and then the greatest number of windows. */
  Object[] parameters(int most) {
    List<Object> values = new ArrayList<>();
    state.map(WindowState::name).ifPresent(values::add);
    createdFrom.map(Times::text).ifPresent(values::add);
    createdTo.map(Times::text).ifPresent(values::add);
    for (int i = 0; i < ASKED; i++) {
      currency.ifPresent(values::add);
      participantId.ifPresent(values::add);
    }
    values.add(most);
    return values.toArray();
  }
}
