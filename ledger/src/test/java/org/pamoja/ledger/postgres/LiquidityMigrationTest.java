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

/** Postings made before their time was kept get the time of the batch that made them. */
final class LiquidityMigrationTest {
  private static final String BEFORE =
      """
      insert into batch (stream_id, batch_number, first_sequence, last_sequence, at)
        values (1, 1, 1, 10, '2026-01-01T10:00:00.000001Z'), (1, 2, 11, 20, '2026-01-01T10:00:00.000002Z'),
          (2, 1, 1, 10, '2026-01-01T11:00:00Z');
      insert into transfer (prepared_stream, prepared_sequence, outcome_stream, outcome_sequence, completed_at,
          amount, debtor, creditor, expiration, kind, state, conversion, transfer_id, payer, payee, currency,
          prepare_hash)
        values (1, 3, 1, 12, '1999-01-01Z', 5, 2, 4, 'infinity', 1, 6, false, 'paid', 'a', 'b', 'USD', ''),
          (1, 4, 2, 7, null, 5, 2, 4, 'infinity', 1, 6, false, 'elsewhere', 'a', 'b', 'USD', ''),
          (1, 5, null, null, null, 5, 1, 3, 'infinity', 4, 6, false, 'in', 'a', 'Hub', 'USD', '');
      insert into posting (window_id, account_id, amount, debit, conversion, transfer_id)
        select 1, 2, 5, true, false, transfer_id from transfer;
      insert into posting (window_id, account_id, amount, debit, conversion, transfer_id)
        values (1, 2, 5, true, false, 'unknown');
      update settlement_window set created_at = '2026-01-01T09:00:00Z' where id = 1;
      """;

  @Test
  void shouldDateOldPostingsByTheirBatches() throws Exception {
    JdbcTarget target = ThrowawayPostgres.createDatabase();
    try (Connection connection =
            DriverManager.getConnection(target.url(), target.user(), target.password());
        Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'UTC'");
      statement.execute(script("V101__ledger.sql"));
      statement.execute(BEFORE);
      statement.execute(script("V110__settlement.sql"));
      statement.execute(script("V111__liquidity.sql"));
      assertThat(texts(statement, "select transfer_id || ' ' || at from posting order by 1"))
          .containsExactly(
              "elsewhere 2026-01-01 11:00:00+00",
              "in 2026-01-01 10:00:00.000001+00",
              "paid 2026-01-01 10:00:00.000002+00",
              "unknown 2026-01-01 09:00:00+00");
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
