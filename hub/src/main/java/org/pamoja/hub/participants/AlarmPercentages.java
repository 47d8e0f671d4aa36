package org.pamoja.hub.participants;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/**
 * How much of the net debit cap is to be left, in percent; when no more is, an alarm is raised (see
 * the package of liquidity). No transfer is judged by it. Stateless; threads may share it.
 */
final class AlarmPercentages {
  /** Of accounts for which nothing else was set. */
  static final BigDecimal DEFAULT = BigDecimal.TEN;

  private AlarmPercentages() {}

  /** All that were set, by account. */
  static Map<Long, BigDecimal> all(Handle handle) {
    return handle
        .createQuery("SELECT account_id, alarm_percentage FROM account_setting")
        .setMapKeyColumn("account_id")
        .setMapValueColumn("alarm_percentage")
        .collectInto(new GenericType<Map<Long, BigDecimal>>() {});
  }

  /** Sets it for an account. */
  static void set(Handle handle, long account, BigDecimal percentage, Instant at, String by) {
    handle
        .createUpdate(
            """
            INSERT INTO account_setting (account_id, alarm_percentage, changed_at, changed_by)
            VALUES (:account, :percentage, :at, :by)
            ON CONFLICT (account_id) DO UPDATE SET alarm_percentage = excluded.alarm_percentage,
              changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """)
        .bind("account", account)
        .bind("percentage", percentage)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .execute();
  }
}
