package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;

/** A ledger that has run before settlement came to it keeps its meaning. */
final class SettlementMigrationTest {
  private static final String BEFORE =
      """
      insert into account (account_id, participant_id, participant, currency, type, window_id, active,
          participant_active, initialised, changed_at)
        values (1, 1, 'Hub', 'USD', 'HUB_RECONCILIATION', 2, true, true, true, clock_timestamp()),
          (2, 2, 'a', 'USD', 'POSITION', 2, true, true, true, clock_timestamp()),
          (3, 2, 'a', 'USD', 'SETTLEMENT', 2, true, true, true, clock_timestamp()),
          (4, 3, 'b', 'USD', 'POSITION', 2, true, true, true, clock_timestamp());
      update settlement_window set state = 'CLOSED', closed_at = clock_timestamp();
      insert into settlement_window (state, reason, created_at) values ('OPEN', 'next', clock_timestamp());
      insert into transfer (prepared_sequence, amount, debtor, creditor, expiration, prepared_stream, kind, state,
          conversion, transfer_id, payer, payee, currency, prepare_hash)
        select 1, 5, d, c, 'infinity', 1, kind, 6, false, id, 'a', 'b', 'USD', ''
          from (values (1, 'paid', 2, 4), (4, 'in', 1, 3), (5, 'out', 3, 1), (6, 'owes', 2, 1), (6, 'has', 1, 2))
            as t (kind, id, d, c);
      insert into posting (window_id, account_id, amount, debit, conversion, transfer_id)
        select case when transfer_id = 'owes' then 2 else 1 end, debtor, 5, true, false, transfer_id from transfer
        union all
        select case when transfer_id = 'owes' then 2 else 1 end, creditor, 5, false, false, transfer_id from transfer;
      """;

  @Test
  void shouldTellOldEntriesApartAndSumUpWindowsClosedBefore() throws Exception {
    JdbcTarget target = ThrowawayPostgres.createDatabase();
    try (Connection connection =
            DriverManager.getConnection(target.url(), target.user(), target.password());
        Statement statement = connection.createStatement()) {
      statement.execute(script("V101__ledger.sql"));
      statement.execute(BEFORE);
      statement.execute(script("V110__settlement.sql"));
      assertThat(
              texts(
                  statement,
                  "select transfer_id || ' ' || string_agg(entry::text, ' ') from posting"
                      + " group by transfer_id order by transfer_id"))
          .containsExactly("has 4 4", "in 9 9", "out 10 10", "owes 5 5", "paid 1 1");
      assertThat(
              texts(
                  statement,
                  "select state || ' ' || (changed_at = coalesce(closed_at, created_at))"
                      + " from settlement_window order by id"))
          .containsExactly("PROCESSING true", "OPEN true");
    }
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static String script(String name) throws IOException {
    try (InputStream script =
        LedgerQueries.class.getResourceAsStream("/org/pamoja/ledger/db/" + name)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
