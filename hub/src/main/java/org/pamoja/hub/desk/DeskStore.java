package org.pamoja.hub.desk;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.ledger.event.EventPointer;

/**
 * What the desk reads and changes in delivery's table {@code undelivered}. A row that a node has
 * claimed is changed like any other: the node's try goes on, and its end finds the row as the desk
 * has left it. All times are the callers'. Blocks; threads may share it.
 */
final class DeskStore {
  private static final String STATE =
      "(case when not dead then 0 when dropped_at is null then 1 else 2 end)";

  private static final String COLUMNS =
      "stream_id, sequence, notice_index, participant, transfer_id, conversion, created_at, next_try_at, attempts,"
          + " last_error, dead, coalesce(tried_since, created_at) as tried_since, lease_until, ended_at,"
          + " dropped_by, drop_reason, "
          + STATE
          + " as state";

  private static final String ORDER =
      " order by lower(participant), created_at, stream_id, sequence, notice_index limit :limit";

  private static final String THIS_ROW =
      " where stream_id = :stream and sequence = :sequence and notice_index = :index";

  private static final String DROP =
      "update undelivered set dead = true, dropped_at = :now, ended_at = :now, dropped_by = :by, drop_reason = :reason"
          + THIS_ROW
          + " and dropped_at is null returning "
          + COLUMNS;

  private static final String REVIVE =
      "update undelivered set dead = false, attempts = 0, next_try_at = :now, tried_since = :now, ended_at = null"
          + THIS_ROW
          + " and dead and dropped_at is null";

  /**
   * What comes earlier about the same transfer has to be sent first, so that is hurried too. A row
   * without a failed try is due already, or is being tried from some node's memory.
   */
  private static final String HURRY =
      """
      update undelivered u set next_try_at = :now from undelivered wanted
      where wanted.stream_id = :stream and wanted.sequence = :sequence and wanted.notice_index = :index
        and u.participant = wanted.participant and u.transfer_id = wanted.transfer_id
        and u.conversion = wanted.conversion and u.number <= wanted.number
        and not u.dead and u.attempts > 0 and u.next_try_at > :now
        and (u.lease_until is null or u.lease_until <= :now)
      """;

  private static final String LAST_ERROR =
      """
      select last_error from (
        select last_error, created_at from undelivered
        where %s = :state and lower(participant) = :participant
        order by created_at, stream_id, sequence, notice_index limit 1000) oldest
      where last_error <> '' order by created_at limit 1
      """
          .formatted(STATE);

  private static final String OWED =
      """
      select u.stream_id, u.sequence, u.notice_index from undelivered u
      join unnest(:streams, :sequences) as w(s, q) on u.stream_id = w.s and u.sequence = w.q
      """;

  private final Jdbi jdbi;

  DeskStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Which messages.
   *
   * @param participant only its, in any case
   * @param states in one of these states, at least one
   * @param before only those whose event is older
   * @param after only those behind this place
   * @param limit at most so many
   */
  record Selection(
      Optional<String> participant,
      List<DeskState> states,
      Optional<Instant> before,
      Optional<DeskCursor> after,
      int limit) {}

  /** The messages, by participant and then the oldest first. */
  List<DeskRow> list(Selection selection) {
    List<String> branches = new ArrayList<>();
    for (DeskState state : selection.states()) {
      branches.add(
          "(select " + COLUMNS + " from undelivered" + where(selection, state) + ORDER + ")");
    }
    String sql = "select * from (" + String.join(" union all ", branches) + ") listed" + ORDER;
    return jdbi.withHandle(
        handle -> {
          Query query = handle.createQuery(sql).bind("limit", selection.limit());
          bind(query, selection);
          return query.map((rows, _) -> DeskRows.read(rows)).list();
        });
  }

  /** How many there are, counted up to the selection's limit. */
  int count(Selection selection) {
    List<String> branches = new ArrayList<>();
    for (DeskState state : selection.states()) {
      branches.add("(select 1 from undelivered" + where(selection, state) + " limit :limit)");
    }
    String sql =
        "select count(*) from (select 1 from ("
            + String.join(" union all ", branches)
            + ") listed limit :limit) counted";
    return jdbi.withHandle(
        handle -> {
          Query query = handle.createQuery(sql).bind("limit", selection.limit());
          bind(query, selection);
          return query.mapTo(Integer.class).one();
        });
  }

  private static String where(Selection selection, DeskState state) {
    StringBuilder sql = new StringBuilder(" where " + STATE + " = " + state.number());
    if (selection.participant().isPresent()) {
      sql.append(" and lower(participant) = :participant");
    }
    if (selection.before().isPresent()) {
      sql.append(" and created_at < :before");
    }
    if (selection.after().isPresent()) {
      sql.append(
          " and (lower(participant), created_at, stream_id, sequence, notice_index)"
              + " > (:afterParticipant, :afterTime, :stream, :sequence, :index)");
    }
    return sql.toString();
  }

  private static void bind(Query query, Selection selection) {
    selection
        .participant()
        .ifPresent(name -> query.bind("participant", name.toLowerCase(Locale.ROOT)));
    selection.before().ifPresent(before -> query.bind("before", utc(before)));
    selection
        .after()
        .ifPresent(
            after ->
                bind(query, after.pointer())
                    .bind("afterParticipant", after.participant())
                    .bind("afterTime", utc(after.createdAt())));
  }

  /** One message; empty when it is delivered, or never was owed. */
  Optional<DeskRow> find(NoticePointer pointer) {
    return jdbi.withHandle(
        handle ->
            bind(handle.createQuery("select " + COLUMNS + " from undelivered" + THIS_ROW), pointer)
                .map((rows, _) -> DeskRows.read(rows))
                .findOne());
  }

  /**
   * Drops a message for good. From then on no node claims it.
   *
   * @return the row as it is now; empty when there is none, or it was dropped before
   */
  Optional<DeskRow> drop(NoticePointer pointer, String by, String reason, Instant now) {
    return jdbi.withHandle(
        handle ->
            bind(handle.createQuery(DROP), pointer)
                .bind("by", by)
                .bind("reason", reason)
                .bind("now", utc(now))
                .map((rows, _) -> DeskRows.read(rows))
                .findOne());
  }

  /** Lets a dead letter be tried as if it were new; false when it is none. */
  boolean revive(NoticePointer pointer, Instant now) {
    return jdbi.inTransaction(
        handle -> {
          int revived = timed(handle.createUpdate(REVIVE), pointer, now).execute();
          timed(handle.createUpdate(HURRY), pointer, now).execute();
          return revived > 0;
        });
  }

  /** Ends the pause before the next try of a message. */
  void hurry(NoticePointer pointer, Instant now) {
    jdbi.useHandle(handle -> timed(handle.createUpdate(HURRY), pointer, now).execute());
  }

  private static Update timed(Update update, NoticePointer pointer, Instant now) {
    return bind(update, pointer).bind("now", utc(now));
  }

  /** What went wrong with the oldest message of a participant that was tried; empty for nothing. */
  Optional<String> lastError(String participant, DeskState state) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LAST_ERROR)
                .bind("state", state.number())
                .bind("participant", participant.toLowerCase(Locale.ROOT))
                .mapTo(String.class)
                .findOne());
  }

  /** Which messages of these events are in the table, in whatever state. */
  Set<NoticePointer> undelivered(List<EventPointer> events) {
    if (events.isEmpty()) {
      return Set.of();
    }
    List<Integer> streams = events.stream().map(EventPointer::stream).toList();
    List<Long> sequences = events.stream().map(EventPointer::sequence).toList();
    return jdbi.withHandle(
        handle ->
            new HashSet<>(
                handle
                    .createQuery(OWED)
                    .bindArray("streams", Integer.class, streams)
                    .bindArray("sequences", Long.class, sequences)
                    .map((rows, _) -> DeskRows.pointer(rows))
                    .list()));
  }

  private static <S extends SqlStatement<S>> S bind(S statement, NoticePointer pointer) {
    return statement
        .bind("stream", pointer.event().stream())
        .bind("sequence", pointer.event().sequence())
        .bind("index", pointer.index());
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
