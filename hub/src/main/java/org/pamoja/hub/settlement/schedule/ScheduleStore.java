package org.pamoja.hub.settlement.schedule;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.settlement.schedule.Schedule.Definition;
import org.pamoja.hub.settlement.schedule.Schedule.Run;

/**
 * The table {@code settlement_schedule}; every method works on the caller's handle, in its
 * transaction. Stateless; threads may share it.
 */
final class ScheduleStore {
  private static final String SELECT =
      """
      SELECT s.*, m.name, m.active FROM settlement_schedule s JOIN settlement_model m ON m.id = s.model_id
      """;

  private static final String FAILED = "; the settlement failed and is tried again";

  /** The database's time, by which everything here is decided. */
  Instant now(Handle handle) {
    return handle
        .createQuery("SELECT clock_timestamp()")
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  Optional<Schedule> find(Handle handle, int model) {
    return handle
        .createQuery(SELECT + "WHERE s.model_id = :model")
        .bind("model", model)
        .map((row, _) -> schedule(row))
        .findOne();
  }

  List<Schedule> all(Handle handle) {
    return handle.createQuery(SELECT + "ORDER BY s.model_id").map((row, _) -> schedule(row)).list();
  }

  /**
   * Sets a model's schedule. A cut-off that has passed and was not acted on yet stays due: it is
   * acted on by the schedule that was in force, and the new one counts from there.
   */
  void put(
      Handle handle,
      int model,
      Definition definition,
      Optional<Instant> next,
      Instant now,
      String by) {
    handle
        .createUpdate(
            """
            INSERT INTO settlement_schedule AS s (model_id, definition, next_run, changed_at, changed_by)
            VALUES (:model, :definition, :next, :now, :by)
            ON CONFLICT (model_id) DO UPDATE SET definition = excluded.definition,
              next_run = CASE WHEN s.next_run <= excluded.changed_at THEN s.next_run ELSE excluded.next_run END,
              changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """)
        .bind("model", model)
        .bind(
            "definition",
            new String(Json.canonical(ScheduleBody.write(definition)), StandardCharsets.UTF_8))
        .bind("next", time(next))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .execute();
  }

  /** Whether there was one. */
  boolean remove(Handle handle, int model) {
    return handle
            .createUpdate("DELETE FROM settlement_schedule WHERE model_id = :model")
            .bind("model", model)
            .execute()
        > 0;
  }

  /** Whether anything is to be done; a look without locks. */
  boolean isAnythingDue(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM settlement_schedule
              WHERE next_run <= clock_timestamp() OR settle_since <= clock_timestamp())
            """)
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether this node is the one to act; held until the transaction ends. */
  boolean takeClock(Handle handle) {
    return handle
        .createQuery("SELECT only_row FROM settlement_clock FOR UPDATE SKIP LOCKED")
        .mapTo(Boolean.class)
        .findOne()
        .isPresent();
  }

  /** Schedules whose cut-off has come and that nobody is just changing, held; by cut-off. */
  List<Schedule> due(Handle handle, Instant now) {
    return handle
        .createQuery(
            SELECT
                + "WHERE s.next_run <= :now ORDER BY s.next_run, s.model_id"
                + " FOR UPDATE OF s SKIP LOCKED")
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> schedule(row))
        .list();
  }

  /** Notes what a cut-off brought about, and when the next one is. */
  void ran(Handle handle, int model, Run run, Optional<Instant> next, boolean settle) {
    handle
        .createUpdate(
            """
            UPDATE settlement_schedule SET next_run = :next, last_cut_off = :cutOff, last_run = :at,
              last_result = :result, settle_since = CASE WHEN :settle THEN :at ELSE settle_since END
            WHERE model_id = :model
            """)
        .bind("model", model)
        .bind("next", time(next))
        .bind("cutOff", run.cutOff().atOffset(ZoneOffset.UTC))
        .bind("at", run.at().atOffset(ZoneOffset.UTC))
        .bind("result", run.result())
        .bind("settle", settle)
        .execute();
  }

  /** A schedule whose settlement is owed, held; none while windows are still being summed up. */
  Optional<Schedule> owed(Handle handle) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE s.settle_since <= clock_timestamp()
                  AND NOT EXISTS (SELECT FROM settlement_window WHERE state = 'PROCESSING')
                ORDER BY s.model_id LIMIT 1 FOR UPDATE OF s SKIP LOCKED
                """)
        .map((row, _) -> schedule(row))
        .findOne();
  }

  /** Notes that the settlement a cut-off owed was made, or that there was none to make. */
  void settled(Handle handle, int model, String result) {
    handle
        .createUpdate(
            """
            UPDATE settlement_schedule SET settle_since = NULL,
              last_result = split_part(last_result, :failed, 1) || :result
            WHERE model_id = :model
            """)
        .bind("model", model)
        .bind("failed", FAILED)
        .bind("result", "; " + result)
        .execute();
  }

  /** Notes that the settlement a cut-off owes failed, and is to be tried again after a pause. */
  void postpone(Handle handle, int model, Duration pause) {
    handle
        .createUpdate(
            """
            UPDATE settlement_schedule
              SET settle_since = clock_timestamp() + :pause * interval '1 millisecond',
                last_result = split_part(last_result, :failed, 1) || :failed
            WHERE model_id = :model
            """)
        .bind("model", model)
        .bind("pause", pause.toMillis())
        .bind("failed", FAILED)
        .execute();
  }

  private static OffsetDateTime time(Optional<Instant> moment) {
    return moment.map(it -> it.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  private static Schedule schedule(ResultSet row) throws SQLException {
    Optional<Instant> lastRun = time(row, "last_run");
    return new Schedule(
        row.getInt("model_id"),
        row.getString("name"),
        row.getBoolean("active"),
        definition(row.getString("definition")),
        time(row, "next_run"),
        lastRun.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Run(
                    time(row, "last_cut_off").orElseThrow(),
                    lastRun.get(),
                    row.getString("last_result"))),
        time(row, "changed_at").orElseThrow(),
        row.getString("changed_by"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Definition definition(String stored) {
    try {
      return ScheduleBody.read(Json.parse(stored.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJsonException broken) {
      throw new IllegalStateException("a stored schedule cannot be read", broken);
    }
  }
}
