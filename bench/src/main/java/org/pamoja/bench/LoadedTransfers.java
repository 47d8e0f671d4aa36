package org.pamoja.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.pamoja.postgres.JdbcTarget;

/**
 * Puts committed transfers into the open window as rows, faster than they could be paid: each with
 * its two postings, and the accounts' counters moved by as much, so that the books stay provable.
 * Their messages are not made up; the history knows nothing of them.
 */
final class LoadedTransfers {

  /** Who pays whom goes round with steps of different length, so every pair gets its share. */
  private static final String CHOSEN =
      """
      create temporary table chosen on commit drop as
        with dfsp as (
          select array_agg(account_id order by account_id) as accounts,
              array_agg(participant order by account_id) as names, count(*) as dfsps
            from account where type = 'POSITION' and currency = ?),
        pair as (
          select n, 1 + n % dfsps as payer, 1 + (n + 1 + n / dfsps % (dfsps - 1)) % dfsps as payee
            from dfsp, generate_series(0::bigint, ? - 1) n)
        select md5(? || ':' || n)::uuid::text as id, 10000 * (1 + n % 97) as amount,
            accounts[payer] as debtor, names[payer] as payer, accounts[payee] as creditor, names[payee] as payee
          from pair, dfsp""";

  private static final String TRANSFERS =
      """
      insert into transfer (prepared_sequence, outcome_sequence, amount, debtor, creditor, expiration, completed_at,
          prepared_stream, outcome_stream, kind, state, conversion, transfer_id, payer, payee, currency, prepare_hash)
        select 0, 0, amount, debtor, creditor, statement_timestamp(), statement_timestamp(), 0, 0, 1, 6, false, id,
            payer, payee, ?, ''
          from chosen""";

  private static final String POSTINGS =
      """
      insert into posting (window_id, account_id, amount, debit, conversion, transfer_id, entry, at)
        select w.id, side.account_id, amount, side.debit, false, c.id, 1, statement_timestamp()
          from settlement_window w, chosen c,
            lateral (values (debtor, true), (creditor, false)) as side (account_id, debit)
          where w.state = 'OPEN'""";

  /** Last, since whoever pays meanwhile waits for it. */
  private static final String ACCOUNTS =
      """
      update account a set debits_posted = debits_posted + s.debits, credits_posted = credits_posted + s.credits
        from (select account_id, coalesce(sum(amount) filter (where debit), 0) as debits,
                coalesce(sum(amount) filter (where not debit), 0) as credits
              from chosen, lateral (values (debtor, true), (creditor, false)) as side (account_id, debit)
              group by account_id) s
        where a.account_id = s.account_id""";

  private final JdbcTarget database;
  private final String currency;

  LoadedTransfers(JdbcTarget database, String currency) {
    this.database = database;
    this.currency = currency;
  }

  /**
   * Loads a number of transfers among all participants of the currency. No window may be closed
   * meanwhile.
   *
   * @param name makes their ids; another one each time
   */
  void load(String name, long transfers) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password())) {
      connection.setAutoCommit(false);
      run(connection, CHOSEN, currency, transfers, name);
      run(connection, TRANSFERS, currency);
      run(connection, POSTINGS);
      run(connection, ACCOUNTS);
      connection.commit();
    }
  }

  private static void run(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }
}
