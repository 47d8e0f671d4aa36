package org.pamoja.hub.liquidity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code liquidity_alarm}, and the comparison of accounts with their thresholds. An alarm
 * is cleared only when a tenth more is left than what it is raised at, so that a position that
 * wavers around a threshold does not raise it again and again; or when nothing is owed any more.
 *
 * <p>Every method works on the caller's handle, in its transaction. Stateless; threads may share
 * it.
 */
final class AlarmStore {
  private static final String COLUMNS =
      """
      l.id, l.account_id, l.kind, l.participant, l.currency, l.value, l.cap, l.liquidity, l.threshold,
        l.raised_at, l.cleared_at
      """;

  /** Accounts with what they are judged by; 10 is the reference's alarm percentage. */
  private static final String ACCOUNTS =
      """
      SELECT a.account_id, a.participant, a.currency, a.net_debit_cap AS cap, a.liquidity,
          a.debits_pending + a.debits_posted - a.credits_posted AS value,
          coalesce(s.alarm_percentage, 10) AS percentage, s.liquidity_threshold
        FROM account a LEFT JOIN account_setting s USING (account_id)
        WHERE a.type = 'POSITION' AND a.initialised
      """;

  private static final String RAISE =
      """
      INSERT INTO liquidity_alarm AS l
          (account_id, kind, participant, currency, value, cap, liquidity, threshold, raised_at)
        SELECT p.account_id, k.kind, p.participant, p.currency, p.value, p.cap, p.liquidity, k.threshold,
            clock_timestamp()
          FROM (%s) p CROSS JOIN LATERAL (VALUES
              ('NET_DEBIT_CAP', p.value > 0 AND (p.cap - p.value) * 100 <= p.cap * p.percentage,
                ceil(p.cap * (100 - p.percentage) / 100)),
              ('LIQUIDITY', p.liquidity - p.value < p.liquidity_threshold, p.liquidity_threshold))
            AS k (kind, exceeded, threshold)
          WHERE k.exceeded
        ON CONFLICT (account_id, kind) WHERE cleared_at IS NULL DO NOTHING
        RETURNING %s
      """
          .formatted(ACCOUNTS, COLUMNS);

  private static final String CLEAR =
      """
      UPDATE liquidity_alarm l SET cleared_at = clock_timestamp() FROM (%s) p
        WHERE l.account_id = p.account_id AND l.cleared_at IS NULL AND CASE l.kind
          WHEN 'NET_DEBIT_CAP' THEN
            p.value <= 0 OR (p.cap - p.value) * 1000 > p.cap * p.percentage * 11
          ELSE coalesce((p.liquidity - p.value) * 10 >= p.liquidity_threshold * 11, true) END
        RETURNING %s
      """
          .formatted(ACCOUNTS, COLUMNS);

  /** Whether this node is the one to compare; held until the transaction ends. */
  boolean takeWatch(Handle handle) {
    return handle
        .createQuery("SELECT only_row FROM liquidity_watch FOR UPDATE SKIP LOCKED")
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /** Raises what has to be raised and is not; those it has raised. */
  List<LiquidityAlarm> raise(Handle handle) {
    return handle.createQuery(RAISE).map((row, _) -> alarm(row)).list();
  }

  /** Clears what has to be cleared; those it has cleared. */
  List<LiquidityAlarm> clear(Handle handle) {
    return handle.createQuery(CLEAR).map((row, _) -> alarm(row)).list();
  }

  /** How many are raised. */
  int raised(Handle handle) {
    return handle
        .createQuery("SELECT count(*) FROM liquidity_alarm WHERE cleared_at IS NULL")
        .mapTo(Integer.class)
        .one();
  }

  /**
   * The alarms there are, the one raised last first.
   *
   * @param raised only those that are, or are not; empty for both
   * @param participant only those about it, by its registered name; empty for all
   */
  List<LiquidityAlarm> list(
      Handle handle, Optional<Boolean> raised, Optional<String> participant, int most) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + """
                FROM liquidity_alarm l
                WHERE (l.cleared_at IS NULL) = coalesce(CAST(:raised AS boolean), l.cleared_at IS NULL)
                  AND l.participant = coalesce(CAST(:participant AS text), l.participant)
                ORDER BY l.id DESC LIMIT :most
                """)
        .bind("raised", raised.orElse(null))
        .bind("participant", participant.orElse(null))
        .bind("most", most)
        .map((row, _) -> alarm(row))
        .list();
  }

  /** Removes what was cleared long ago. */
  int forget(Handle handle) {
    return handle.execute(
        "DELETE FROM liquidity_alarm WHERE cleared_at < clock_timestamp() - interval '400 days'");
  }

  private static LiquidityAlarm alarm(ResultSet row) throws SQLException {
    return new LiquidityAlarm(
        row.getLong("id"),
        row.getLong("account_id"),
        LiquidityAlarm.Kind.valueOf(row.getString("kind")),
        row.getString("participant"),
        row.getString("currency"),
        row.getBigDecimal("value").toBigIntegerExact(),
        Optional.ofNullable(row.getBigDecimal("cap")).map(BigDecimal::toBigIntegerExact),
        whole(row, "liquidity"),
        whole(row, "threshold"),
        row.getObject("raised_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("cleared_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static BigInteger whole(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column).toBigIntegerExact();
  }
}
