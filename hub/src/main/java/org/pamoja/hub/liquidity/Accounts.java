package org.pamoja.hub.liquidity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * POSITION accounts that take part in the ledger, with what their owners can still pay. Amounts are
 * minor units. Every method works on the caller's handle. Stateless; threads may share it.
 */
final class Accounts {
  private static final String SELECT =
      """
      SELECT a.account_id, a.currency, a.net_debit_cap, a.net_debit_cap_percent, a.liquidity,
          a.debits_pending + a.debits_posted - a.credits_posted AS value,
          coalesce(s.alarm_percentage, 10) AS percentage, coalesce(s.liquidity_threshold, 0) AS threshold
        FROM account a LEFT JOIN account_setting s USING (account_id)
        WHERE a.type = 'POSITION' AND a.initialised AND a.participant_id = :participant
        ORDER BY a.account_id
      """;

  /**
   * One account.
   *
   * @param account its number
   * @param currency currency code
   * @param value the position: positive when the owner owes, reservations included
   * @param cap the net debit cap in force
   * @param capPercent hundredths of a percent, where the cap follows the liquidity
   * @param liquidity funds held for it
   * @param alarmPercentage how much of the cap is to be left
   * @param liquidityThreshold how much liquidity is to be left; 0 for never mind
   */
  record Standing(
      long account,
      String currency,
      BigInteger value,
      BigInteger cap,
      Optional<Integer> capPercent,
      BigInteger liquidity,
      BigDecimal alarmPercentage,
      BigInteger liquidityThreshold) {

    /** What the cap leaves. */
    BigInteger headroom() {
      return cap.subtract(value);
    }

    /** What the funds leave. */
    BigInteger liquidityLeft() {
      return liquidity.subtract(value);
    }

    /** What the owner can pay now: the smaller of the two, never negative. */
    BigInteger available() {
      return headroom().min(liquidityLeft()).max(BigInteger.ZERO);
    }
  }

  List<Standing> of(Handle handle, int participant) {
    return handle
        .createQuery(SELECT)
        .bind("participant", participant)
        .map((row, _) -> standing(row))
        .list();
  }

  void setThreshold(Handle handle, long account, BigInteger threshold, Instant at, String by) {
    handle
        .createUpdate(
            """
            INSERT INTO account_setting (account_id, alarm_percentage, liquidity_threshold, changed_at, changed_by)
            VALUES (:account, 10, :threshold, :at, :by)
            ON CONFLICT (account_id) DO UPDATE SET liquidity_threshold = excluded.liquidity_threshold,
              changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """)
        .bind("account", account)
        .bind("threshold", threshold.signum() == 0 ? null : new BigDecimal(threshold))
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .execute();
  }

  /** The refusal for a participant, or an account of it, that there is not. */
  static FspiopException notFound() {
    return new FspiopException(ErrorCode.ID_NOT_FOUND, "participant not found");
  }

  private static Standing standing(ResultSet row) throws SQLException {
    BigDecimal cap = row.getBigDecimal("net_debit_cap");
    return new Standing(
        row.getLong("account_id"),
        row.getString("currency"),
        row.getBigDecimal("value").toBigIntegerExact(),
        cap == null ? BigInteger.ZERO : cap.toBigIntegerExact(),
        Optional.ofNullable(row.getObject("net_debit_cap_percent", Integer.class)),
        row.getBigDecimal("liquidity").toBigIntegerExact(),
        row.getBigDecimal("percentage"),
        row.getBigDecimal("threshold").toBigIntegerExact());
  }
}
