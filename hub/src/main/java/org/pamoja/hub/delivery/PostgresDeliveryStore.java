package org.pamoja.hub.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.transfer.TransferKey;

/** The table {@code undelivered} of PostgreSQL. Threads may share it. */
public final class PostgresDeliveryStore implements DeliveryStore {
  private static final String COLUMNS =
      "stream_id, sequence, notice_index, participant, transfer_id, conversion, created_at, next_try_at, attempts,"
          + " last_error, dead";

  private static final String SELECTED =
      COLUMNS + ", coalesce(tried_since, created_at) as tried_since";

  private static final String ADD =
      "insert into undelivered ("
          + COLUMNS
          + ", ended_at) values (:stream, :sequence, :index, :participant, :transfer, :conversion, :createdAt, :nextTryAt,"
          + " :attempts, :error, :dead, case when :dead then :nextTryAt end) on conflict do nothing";

  private static final String THIS_ROW =
      " where stream_id = :stream and sequence = :sequence and notice_index = :index";

  /** What was confirmed is gone, whoever may be trying it again. */
  private static final String SETTLE = "delete from undelivered" + THIS_ROW;

  /**
   * A try that outlived its claim has no say any more: whoever has claimed the row since decides.
   */
  private static final String STILL_OURS = " and (leased_by is null or leased_by = :owner)";

  private static final String POSTPONE =
      "update undelivered set next_try_at = :nextTryAt, attempts = attempts + 1, last_error = :error,"
          + " lease_until = null, leased_by = null"
          + THIS_ROW
          + STILL_OURS;

  private static final String GIVE_UP =
      "update undelivered set dead = true, attempts = attempts + 1, last_error = :error, lease_until = null,"
          + " leased_by = null, ended_at = coalesce(ended_at, :at)"
          + THIS_ROW
          + STILL_OURS;

  /** Steps from name to name in the index, however many rows each has. */
  private static final String PARTICIPANTS_DUE =
      """
      with recursive owed(participant) as (
        (select participant from undelivered where not dead order by participant limit 1)
        union all
        select (select next.participant from undelivered next
                where not next.dead and next.participant > owed.participant
                order by next.participant limit 1)
        from owed where owed.participant is not null)
      select participant from owed
      where participant is not null and exists (
        select 1 from undelivered u
        where u.participant = owed.participant and not u.dead and u.next_try_at <= :now)
      order by participant
      """;

  private static final String CLAIM =
      """
      update undelivered set lease_until = :until, leased_by = :owner
      from (
        select stream_id as s, sequence as q, notice_index as i from undelivered due
        where participant = :participant and not dead and next_try_at <= :now
          and (lease_until is null or lease_until <= :now)
          and not exists (
            select 1 from undelivered earlier
            where earlier.participant = due.participant and earlier.transfer_id = due.transfer_id
              and earlier.conversion = due.conversion and not earlier.dead and earlier.number < due.number)
        order by next_try_at, number limit :limit
        for update skip locked) claimed
      where stream_id = s and sequence = q and notice_index = i
      returning
      """
          + SELECTED;

  /**
   * A row that is locked is being ended or renewed already; waiting for it could close a circle of
   * waiting.
   */
  private static final String RENEW =
      "update undelivered set lease_until = :until"
          + " where (stream_id, sequence, notice_index) in ("
          + "select stream_id, sequence, notice_index from undelivered"
          + THIS_ROW
          + " and leased_by = :owner for update skip locked)";

  private static final String BACKLOGS =
      """
      select participant, count(*) filter (where not dead) as waiting, count(*) filter (where dead and dropped_at is null) as dead,
        min(created_at) filter (where not dead) as oldest
      from undelivered group by participant order by participant
      """;

  private static final String DEAD_LETTERS =
      "select "
          + SELECTED
          + " from undelivered where dead and dropped_at is null order by created_at desc limit :limit";

  /** The creation's time is compared too, since that is what the index of the dead knows. */
  private static final String REMOVE_ENDED =
      """
      delete from undelivered where (stream_id, sequence, notice_index) in (
        select stream_id, sequence, notice_index from undelivered
        where dead and created_at < :before and coalesce(ended_at, created_at) < :before
        limit :limit for update skip locked)
      """;

  private final Jdbi jdbi;

  /**
   * @param jdbi the database with the hub's tables
   */
  public PostgresDeliveryStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public void apply(String owner, List<DeliveryChange> changes) {
    jdbi.useTransaction(
        handle -> {
          try (Batches batches = new Batches(handle, owner)) {
            changes.forEach(batches::add);
            batches.execute();
          }
        });
  }

  /**
   * One statement for each kind of change, sent as a batch; the additions first, since the others
   * may be about them.
   */
  private static final class Batches implements AutoCloseable {
    private final String owner;
    private final PreparedBatch added;
    private final PreparedBatch settled;
    private final PreparedBatch postponed;
    private final PreparedBatch givenUp;

    Batches(Handle handle, String owner) {
      this.owner = owner;
      added = handle.prepareBatch(ADD);
      settled = handle.prepareBatch(SETTLE);
      postponed = handle.prepareBatch(POSTPONE);
      givenUp = handle.prepareBatch(GIVE_UP);
    }

    void add(DeliveryChange change) {
      switch (change) {
        case DeliveryChange.Added(Undelivered row) -> addRow(row);
        case DeliveryChange.Settled(NoticePointer pointer) -> bind(settled, pointer).add();
        case DeliveryChange.Postponed(NoticePointer pointer, Instant nextTryAt, String error) ->
            bind(postponed, pointer)
                .bind("owner", owner)
                .bind("nextTryAt", utc(nextTryAt))
                .bind("error", error)
                .add();
        case DeliveryChange.GivenUp(NoticePointer pointer, String error, Instant at) ->
            bind(givenUp, pointer)
                .bind("owner", owner)
                .bind("error", error)
                .bind("at", utc(at))
                .add();
      }
    }

    private void addRow(Undelivered row) {
      bind(added, row.pointer())
          .bind("participant", row.participant())
          .bind("transfer", row.about().id())
          .bind("conversion", row.about().conversion())
          .bind("createdAt", utc(row.createdAt()))
          .bind("nextTryAt", utc(row.nextTryAt()))
          .bind("attempts", row.attempts())
          .bind("error", row.lastError())
          .bind("dead", row.dead())
          .add();
    }

    void execute() {
      for (PreparedBatch batch : List.of(added, settled, postponed, givenUp)) {
        if (batch.size() > 0) {
          batch.execute();
        }
      }
    }

    @Override
    public void close() {
      added.close();
      settled.close();
      postponed.close();
      givenUp.close();
    }
  }

  @Override
  public List<String> participantsDue(Instant now) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(PARTICIPANTS_DUE).bind("now", utc(now)).mapTo(String.class).list());
  }

  @Override
  public List<Undelivered> claim(Claim claim) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(CLAIM)
                .bind("owner", claim.owner())
                .bind("participant", claim.participant())
                .bind("limit", claim.limit())
                .bind("now", utc(claim.now()))
                .bind("until", utc(claim.until()))
                .map(PostgresDeliveryStore::row)
                .list());
  }

  @Override
  public void renew(String owner, Collection<NoticePointer> pointers, Instant until) {
    if (pointers.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        handle -> {
          try (PreparedBatch batch = handle.prepareBatch(RENEW)) {
            for (NoticePointer pointer : pointers) {
              bind(batch, pointer).bind("owner", owner).bind("until", utc(until)).add();
            }
            batch.execute();
          }
        });
  }

  @Override
  public List<Backlog> backlogs(Instant now) {
    return jdbi.withHandle(
        handle -> handle.createQuery(BACKLOGS).map((rows, _) -> backlog(rows, now)).list());
  }

  @Override
  public List<Undelivered> deadLetters(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DEAD_LETTERS)
                .bind("limit", limit)
                .map(PostgresDeliveryStore::row)
                .list());
  }

  @Override
  public int removeEnded(Instant before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(REMOVE_ENDED)
                .bind("before", utc(before))
                .bind("limit", limit)
                .execute());
  }

  private static PreparedBatch bind(PreparedBatch batch, NoticePointer pointer) {
    return batch
        .bind("stream", pointer.event().stream())
        .bind("sequence", pointer.event().sequence())
        .bind("index", pointer.index());
  }

  private static Undelivered row(ResultSet rows, StatementContext context) throws SQLException {
    return new Undelivered(
        new NoticePointer(
            new EventPointer(rows.getInt("stream_id"), rows.getLong("sequence")),
            rows.getInt("notice_index")),
        rows.getString("participant"),
        new TransferKey(rows.getString("transfer_id"), rows.getBoolean("conversion")),
        instant(rows, "created_at"),
        instant(rows, "next_try_at"),
        rows.getInt("attempts"),
        rows.getString("last_error"),
        rows.getBoolean("dead"),
        instant(rows, "tried_since"));
  }

  private static Backlog backlog(ResultSet rows, Instant now) throws SQLException {
    OffsetDateTime oldest = rows.getObject("oldest", OffsetDateTime.class);
    return new Backlog(
        rows.getString("participant"),
        0,
        rows.getLong("waiting"),
        rows.getLong("dead"),
        oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now));
  }

  private static Instant instant(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
