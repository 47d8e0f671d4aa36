package org.pamoja.hub.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tables of used periods. Threads may share it; each call blocks. */
final class UsageStore {
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

  /** The same order on every node, so that none waits for another in a circle. */
  private static final Comparator<UsageBook.Bucket> LOCK_ORDER =
      Comparator.<UsageBook.Bucket, String>comparing(bucket -> bucket.key().counter())
          .thenComparing(bucket -> bucket.key().participant())
          .thenComparing(UsageBook.Bucket::start);

  private final Jdbi jdbi;

  UsageStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A stream whose transfers are not all counted, although it has ended.
   *
   * @param stream its number
   * @param sequence up to which they are
   */
  record Ended(int stream, long sequence) {}

  /**
   * What was read.
   *
   * @param counts by bucket
   * @param mark the latest change among them, empty when there are none
   */
  record Reading(Map<UsageBook.Bucket, UsageBook.Count> counts, Instant mark) {}

  /** Up to where a stream is counted; empty when it is not counted at all. */
  OptionalLong sequence(int stream) {
    return jdbi.withHandle(handle -> sequence(handle, stream));
  }

  /** Begins to count a stream behind {@code sequence}. */
  void begin(int stream, long sequence) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO rule_feed (stream_id, sequence) VALUES (:stream, :sequence)"
                        + " ON CONFLICT DO NOTHING")
                .bind("stream", stream)
                .bind("sequence", sequence)
                .execute());
  }

  /** Ends to count all streams that have ended: there is nothing to count. */
  void endClosed() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM rule_feed f USING stream s WHERE s.stream_id = f.stream_id AND s.closed"));
  }

  /** Ends to count a stream. */
  void end(int stream) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("DELETE FROM rule_feed WHERE stream_id = :stream")
                .bind("stream", stream)
                .execute());
  }

  /**
   * Adds to buckets and moves the stream's mark, both or neither.
   *
   * @return false when the stream is not counted up to {@code from} exactly: somebody has counted
   *     on, perhaps this very call before its connection was lost
   */
  boolean add(int stream, long from, long to, Map<UsageBook.Bucket, UsageBook.Count> changes) {
    return jdbi.inTransaction(
        handle -> {
          boolean moved =
              handle
                      .createUpdate(
                          "UPDATE rule_feed SET sequence = :to"
                              + " WHERE stream_id = :stream AND sequence = :from")
                      .bind("to", to)
                      .bind("from", from)
                      .bind("stream", stream)
                      .execute()
                  == 1;
          if (moved && !changes.isEmpty()) {
            add(handle, changes);
          }
          return moved;
        });
  }

  private static void add(Handle handle, Map<UsageBook.Bucket, UsageBook.Count> changes) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO rule_usage AS u (counter, participant, bucket, amount, transfers, changed_at)
            VALUES (:counter, :participant, :bucket, :amount, :transfers, clock_timestamp())
            ON CONFLICT (counter, participant, bucket) DO UPDATE SET
              amount = u.amount + excluded.amount, transfers = u.transfers + excluded.transfers,
              changed_at = excluded.changed_at
            """);
    changes.keySet().stream()
        .sorted(LOCK_ORDER)
        .forEach(
            bucket ->
                batch
                    .bind("counter", bucket.key().counter())
                    .bind("participant", bucket.key().participant())
                    .bind("bucket", bucket.start().atOffset(ZoneOffset.UTC))
                    .bind("amount", BigDecimal.valueOf(changes.get(bucket).amount()))
                    .bind("transfers", changes.get(bucket).transfers())
                    .add());
    batch.execute();
  }

  /** The counts that changed since {@code since}, or all. */
  Reading read(Instant since) {
    return jdbi.withHandle(
        handle -> {
          Map<UsageBook.Bucket, UsageBook.Count> counts = new HashMap<>();
          Instant[] mark = {since};
          handle
              .createQuery(
                  "SELECT counter, participant, bucket, amount, transfers, changed_at"
                      + " FROM rule_usage WHERE changed_at >= :since")
              .bind("since", since.atOffset(ZoneOffset.UTC))
              .map(
                  (row, _) -> {
                    counts.put(bucket(row), count(row));
                    return row.getObject(6, OffsetDateTime.class).toInstant();
                  })
              .forEach(changed -> mark[0] = changed.isAfter(mark[0]) ? changed : mark[0]);
          return new Reading(counts, mark[0]);
        });
  }

  /** Streams that have ended and are still being counted. */
  List<Ended> ended() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT f.stream_id, f.sequence FROM rule_feed f JOIN stream s USING (stream_id)"
                        + " WHERE s.closed ORDER BY f.stream_id LIMIT 16")
                .map((row, _) -> new Ended(row.getInt(1), row.getLong(2)))
                .list());
  }

  /**
   * Removes what is not looked at any more.
   *
   * @param oldest by counter, the oldest bucket that still matters; other counters do not
   */
  void keep(Map<String, Instant> oldest) {
    jdbi.useHandle(
        handle -> {
          handle
              .createUpdate(
                  // Not those that another node began to fill for rules this one is about to learn
                  // of.
                  "DELETE FROM rule_usage WHERE NOT counter = ANY (:counters)"
                      + " AND changed_at < clock_timestamp() - interval '1 hour'")
              .bindArray("counters", String.class, oldest.keySet().toArray())
              .execute();
          oldest.forEach(
              (counter, bucket) ->
                  handle
                      .createUpdate(
                          "DELETE FROM rule_usage WHERE counter = :counter AND bucket < :bucket")
                      .bind("counter", counter)
                      .bind("bucket", bucket.atOffset(ZoneOffset.UTC))
                      .execute());
        });
  }

  private static OptionalLong sequence(Handle handle, int stream) {
    return handle
        .createQuery("SELECT sequence FROM rule_feed WHERE stream_id = :stream")
        .bind("stream", stream)
        .mapTo(Long.class)
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  private static UsageBook.Bucket bucket(ResultSet row) throws SQLException {
    return new UsageBook.Bucket(
        new Claim.Key(row.getString(1), row.getString(2)),
        row.getObject(3, OffsetDateTime.class).toInstant());
  }

  /** More than a long holds is more than any limit. */
  private static UsageBook.Count count(ResultSet row) throws SQLException {
    BigInteger amount = row.getBigDecimal(4).toBigInteger();
    return new UsageBook.Count(amount.min(LONG_MAX).max(LONG_MIN).longValueExact(), row.getLong(5));
  }
}
