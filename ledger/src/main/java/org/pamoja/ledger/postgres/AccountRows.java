package org.pamoja.ledger.postgres;

import static org.pamoja.ledger.postgres.Column.bigint;
import static org.pamoja.ledger.postgres.Column.bool;
import static org.pamoja.ledger.postgres.Column.integer;
import static org.pamoja.ledger.postgres.Column.numeric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.Account;

/** Rows of the table {@code account}. */
final class AccountRows {

  /**
   * What a batch may change, after the key. Neither the window nor the participant's own flag is
   * among them: those belong to others, who lock the row as well.
   */
  static final List<Column<Account>> KEY_AND_CHANGING =
      List.of(
          bigint("account_id", Account::id),
          numeric("debits_pending", a -> Optional.of(a.debitsPending())),
          numeric("debits_posted", a -> Optional.of(a.debitsPosted())),
          numeric("credits_posted", a -> Optional.of(a.creditsPosted())),
          numeric("net_debit_cap", Account::netDebitCap),
          integer("net_debit_cap_percent", a -> a.netDebitCapPercent().orElse(null)),
          numeric("liquidity", a -> Optional.of(a.liquidity())),
          bool("active", Account::active),
          bool("initialised", Account::initialised));

  /** Columns for {@link #read}, of a table known as a. */
  static final String SELECTED =
      """
      a.account_id, a.participant_id, a.participant, a.currency, a.type, a.debits_pending, a.debits_posted, \
      a.credits_posted, a.net_debit_cap, a.net_debit_cap_percent, a.liquidity, a.window_id, a.active, a.participant_active, \
      a.initialised""";

  private AccountRows() {}

  /** The account in a row of {@link #SELECTED}. */
  static Account read(ResultSet row) throws SQLException {
    return new Account(
        row.getLong(1),
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        whole(row, 6),
        whole(row, 7),
        whole(row, 8),
        Optional.ofNullable(row.getBigDecimal(9)).map(BigDecimal::toBigIntegerExact),
        Optional.ofNullable(row.getObject(10, Integer.class)),
        whole(row, 11),
        row.getLong(12),
        row.getBoolean(13),
        row.getBoolean(14),
        row.getBoolean(15));
  }

  /** A whole number of any size. */
  static BigInteger whole(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column).toBigIntegerExact();
  }
}
