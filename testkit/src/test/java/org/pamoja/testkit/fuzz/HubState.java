package org.pamoja.testkit.fuzz;

import java.util.stream.Collectors;
import org.pamoja.testkit.hub.Books;

/** A digest of the tables that a refusal must leave alone. */
final class HubState {
  private static final String TABLES =
      """
      select relname from pg_stat_user_tables where relname in ('account', 'account_setting',
        'participant', 'participant_endpoint', 'participant_key', 'participant_version', 'hub_key',
        'settlement_model', 'oracle', 'ledger_account_type', 'rule_set', 'blocked_party') or relname ~ '^transfer_[0-9]+$'
      order by relname\
      """;

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
        books.rows(TABLES).stream()
            .map(table -> DIGEST.formatted(table, table))
            .collect(Collectors.joining(" union all "));
  }

  /** Equal texts mean that nothing was changed. */
  String digest() {
    return String.join("\n", books.rows(question));
  }
}
