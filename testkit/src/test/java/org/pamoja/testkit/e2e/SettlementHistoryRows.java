package org.pamoja.testkit.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pamoja.testkit.hub.Books;

/** Reads from the database what a history's model reckons, in the same words. */
final class SettlementHistoryRows {
  private static final String VALUE =
      "trim_scale((debits_pending + debits_posted - credits_posted) / 10000)";

  private SettlementHistoryRows() {}

  /** All lines, as far as the model knows of what they are about. */
  static List<String> lines(Books books, SettlementReckoning model) {
    String owners =
        model.positions.keySet().stream()
            .map(account -> "'" + account.owner() + "'")
            .distinct()
            .collect(Collectors.joining(","));
    String windows = numbers(model.windows.keySet().stream());
    String settlements = numbers(model.settlements.keySet().stream());
    List<String> lines = new ArrayList<>();
    lines.addAll(
        books.rows(
            "select participant, currency, type, "
                + VALUE
                + " from account where type in ('POSITION', 'SETTLEMENT') and participant in ("
                + owners
                + ")"));
    lines.addAll(
        books.rows(
            "select participant, currency, 'cap', trim_scale(net_debit_cap / 10000) from account"
                + " where type = 'POSITION' and participant in ("
                + owners
                + ")"));
    lines.addAll(
        books.rows(
            "select participant, currency, "
                + VALUE
                + " from account where type = 'HUB_MULTILATERAL_SETTLEMENT'"));
    lines.addAll(
        books.rows(
            "select 'window', id, state from settlement_window where id in (" + windows + ")"));
    lines.addAll(
        books.rows(
            "select 'content', c.window_id, c.currency, c.state, p.name, trim_scale(t.amount /"
                + " 10000) from settlement_content c join content_total t on t.content_id = c.id"
                + " join participant p on p.id = t.participant_id where c.window_id in ("
                + windows
                + ")"));
    lines.addAll(
        books.rows(
            "select 'settlement', id, state from settlement where id in (" + settlements + ")"));
    lines.addAll(
        books.rows(
            "select 'share', a.settlement_id, p.name, trim_scale(a.net_amount::numeric / 10000),"
                + " a.state from settlement_account a join participant p on p.id = a.participant_id"
                + " where a.settlement_id in ("
                + settlements
                + ")"));
    return lines.stream().sorted().toList();
  }

  private static String numbers(Stream<Long> ids) {
    return Stream.concat(Stream.of(0L), ids).map(String::valueOf).collect(Collectors.joining(","));
  }
}
