package org.pamoja.hub.liquidity;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code liquidity_alarm_call}: whom changes of alarms have still to be told. Every
 * method works on the caller's handle. Stateless; threads may share it.
 */
final class AlarmCallStore {

  /**
   * A call to be made.
   *
   * @param id its number
   * @param listener participant whose endpoint is called
   * @param endpointType which of its endpoints
   * @param body JSON text
   * @param tries how often it was tried, this time included
   */
  record Call(long id, String listener, String endpointType, String body, int tries) {}

  void add(Handle handle, LiquidityAlarm alarm, String listener, String endpointType, String body) {
    handle
        .createUpdate(
            """
            INSERT INTO liquidity_alarm_call (alarm_id, raised, listener, endpoint_type, body, next_try)
            VALUES (:alarm, :raised, :listener, :type, :body, clock_timestamp())
            """)
        .bind("alarm", alarm.id())
        .bind("raised", alarm.isRaised())
        .bind("listener", listener)
        .bind("type", endpointType)
        .bind("body", body)
        .execute();
  }

  /**
   * Takes calls that are due. Another node takes them again after {@code lease}, unless what became
   * of them was noted by then. Of one alarm and listener the change that came first goes first.
   *
   * @param most how many in all
   * @param mostOfOne how many to one listener
   */
  List<Call> take(Handle handle, int most, int mostOfOne, Duration lease) {
    return handle
        .createQuery(
            """
            UPDATE liquidity_alarm_call c SET tries = tries + 1,
              next_try = clock_timestamp() + :lease * interval '1 second'
            WHERE c.id IN (
              SELECT f.id FROM liquidity_alarm_call f
                WHERE f.next_try <= clock_timestamp() AND f.id IN (
                  SELECT r.id FROM (
                    SELECT d.id, row_number() OVER (PARTITION BY d.listener ORDER BY d.next_try, d.id) AS place
                    FROM liquidity_alarm_call d WHERE d.next_try <= clock_timestamp()
                      AND NOT EXISTS (SELECT FROM liquidity_alarm_call e WHERE e.alarm_id = d.alarm_id
                        AND e.listener = d.listener AND e.endpoint_type = d.endpoint_type AND e.id < d.id)) r
                  WHERE r.place <= :mostOfOne)
                ORDER BY f.next_try, f.id LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING c.id, c.listener, c.endpoint_type, c.body, c.tries
            """)
        .bind("lease", lease.toSeconds())
        .bind("most", most)
        .bind("mostOfOne", mostOfOne)
        .map(
            (row, _) ->
                new Call(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInt(5)))
        .list();
  }

  /** It is told. */
  void remove(Handle handle, Call call) {
    handle.execute("DELETE FROM liquidity_alarm_call WHERE id = ?", call.id());
  }

  /** Gives it up if its alarm has been cleared for longer than {@code horizon}; whether it has. */
  boolean removeIfOver(Handle handle, Call call, Duration horizon) {
    return handle
            .createUpdate(
                """
                DELETE FROM liquidity_alarm_call c USING liquidity_alarm a
                WHERE c.id = :id AND a.id = c.alarm_id
                  AND a.cleared_at < clock_timestamp() - :horizon * interval '1 second'
                """)
            .bind("id", call.id())
            .bind("horizon", horizon.toSeconds())
            .execute()
        > 0;
  }

  /** It is to be tried again after {@code pause}. */
  void postpone(Handle handle, Call call, Duration pause) {
    handle
        .createUpdate(
            """
            UPDATE liquidity_alarm_call
              SET next_try = clock_timestamp() + :pause * interval '1 millisecond' WHERE id = :id
            """)
        .bind("pause", pause.toMillis())
        .bind("id", call.id())
        .execute();
  }
}
