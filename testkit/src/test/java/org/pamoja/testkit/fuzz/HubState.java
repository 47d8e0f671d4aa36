package org.pamoja.testkit.fuzz;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pamoja.testkit.hub.Books;

/** A digest of the tables that a refusal must leave alone. */
final class HubState {
  /** One that does not exist fails the digest, so that a name here is never a dead letter. */
  private static final List<String> TABLES =
      List.of(
          "account",
          "account_setting",
          "bank_identifier",
          "blocked_party",
          "content_total",
          "finalisation",
          "finalisation_attempt",
          "finalisation_row",
          "hub_key",
          "ledger_account_type",
          "oracle",
          "participant",
          "participant_endpoint",
          "participant_key",
          "participant_version",
          "rule_set",
          "settlement",
          "settlement_account",
          "settlement_change",
          "settlement_content",
          "settlement_content_link",
          "settlement_model",
          "settlement_schedule",
          "settlement_window",
          "settlement_window_link",
          "window_flow");

  private static final String TRANSFERS =
      "select relname from pg_stat_user_tables where relname ~ '^transfer_[0-9]+$' order by relname";

  private static final String DIGEST =
      """
      select '%s' as name, count(*) as rows,
        coalesce(sum(hashtextextended(t::text, 0)), 0) as digest
      from %s t
      """;

  private final Books books;
  private final String question;

  HubState(Books books) {
    this.books = books;
    this.question =
        Stream.concat(TABLES.stream(), books.rows(TRANSFERS).stream())
            .map(table -> DIGEST.formatted(table, table))
            .collect(Collectors.joining(" union all "));
  }

  /** Equal texts mean that nothing was changed. */
  String digest() {
    return String.join("\n", books.rows(question));
  }
}
