package org.pamoja.ledger.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.store.LedgerStoreException;

/**
 * Reads who was owed what since a point in time, stream by stream. The history has no index by
 * time, since one would cost every batch; but within a stream time rises with the sequence, so the
 * place where a time begins is found by bisection over the batches, and from there on the primary
 * key leads. All methods throw {@link LedgerStoreException} when the database fails. Threads may
 * share it; each call blocks and borrows a connection.
 */
public final class NoticeScan {
  private static final String ACTIVE_SINCE =
      """
      select s.stream_id, s.cursor_sequence, b.last_sequence from stream s cross join lateral (
          select n.last_sequence, n.at from batch n
            where n.stream_id = s.stream_id and n.last_sequence is not null
            order by n.last_sequence desc limit 1) b
        where b.at >= ?::timestamptz order by s.stream_id""";

  private static final String BATCH_AFTER =
      """
      select b.last_sequence, b.at from batch b where b.stream_id = ? and b.last_sequence > ?
        order by b.last_sequence limit 1""";

  private static final String AFTER =
      """
      select e.stream_id, e.sequence, e.at, e.notices from event e
        where e.stream_id = ? and e.sequence > ? and e.at >= ?::timestamptz
        order by e.sequence limit ?""";

  private static final String READ =
      "select "
          + EventRows.SELECTED
          + " from event e where e.stream_id = ? and e.sequence = ? and e.at = ?::timestamptz";

  private final Queries queries;

  /** A scan that borrows its connections from {@code pool}. */
  public NoticeScan(DataSource pool) {
    this.queries = new Queries(pool);
  }

  /**
   * A stream on which something has happened.
   *
   * @param stream its number
   * @param cursor delivery's cursor: what is owed up to it is confirmed or in delivery's own table
   * @param last the last sequence
   */
  public record ActiveStream(int stream, long cursor, long last) {}

  /**
   * What one event owes, without the event's message.
   *
   * @param pointer which event
   * @param at the event's time
   * @param notices what it owes, possibly nothing
   */
  public record Owing(EventPointer pointer, Instant at, List<Notice> notices) {}

  private record Batch(long last, Instant at) {}

  /** The streams whose last batch is not older than {@code since}, in order of number. */
  public List<ActiveStream> activeSince(Instant since) {
    return queries.list(
        ACTIVE_SINCE,
        row -> new ActiveStream(row.getInt(1), row.getLong(2), row.getLong(3)),
        Times.text(since));
  }

  /** The sequence after which a stream's events are not older than {@code since}. */
  public long before(ActiveStream stream, Instant since) {
    long low = 0;
    long high = stream.last();
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<Batch> next =
          queries.one(
              BATCH_AFTER,
              row -> new Batch(row.getLong(1), Times.read(row, 2)),
              stream.stream(),
              middle);
      if (next.isPresent() && next.get().at().isBefore(since)) {
        low = next.get().last();
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * What the events of a stream owe, in sequence, also those that owe nothing.
   *
   * @param sequence only events after it
   * @param since no events older than it; partitions of older days are not looked at
   * @param limit most events to return, positive
   */
  public List<Owing> after(int stream, long sequence, Instant since, int limit) {
    return queries.list(AFTER, NoticeScan::owing, stream, sequence, Times.text(since), limit);
  }

  /** The whole events of these, in the order given; those that are not stored are left out. */
  public List<Event> read(Collection<Owing> wanted) {
    return wanted.stream()
        .flatMap(
            owing ->
                queries
                    .one(
                        READ,
                        EventRows::read,
                        owing.pointer().stream(),
                        owing.pointer().sequence(),
                        Times.text(owing.at()))
                    .stream())
        .toList();
  }

  private static Owing owing(ResultSet row) throws SQLException {
    return new Owing(
        new EventPointer(row.getInt(1), row.getLong(2)),
        Times.read(row, 3),
        NoticeCodec.decode(row.getBytes(4)));
  }
}
