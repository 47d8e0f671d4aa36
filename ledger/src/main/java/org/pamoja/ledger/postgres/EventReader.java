package org.pamoja.ledger.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.store.LedgerStoreException;

/**
 * Reads the history. All methods throw {@link LedgerStoreException} when the database fails.
 * Threads may share it; each call blocks and borrows a connection.
 */
public final class EventReader {

  // A batch is found by its last sequence; its time says in which partition its events are.
  private static final String TIME_OF =
      """
      select b.at, b.first_sequence from batch b where b.stream_id = ? and b.last_sequence >= ?
        order by b.last_sequence limit 1""";

  private static final String AFTER =
      "select "
          + EventRows.SELECTED
          + "\n"
          + """
          from event e where e.stream_id = ? and e.sequence > ? and e.at >= (
              select coalesce(min(n.at), 'infinity') from (
                select b.at from batch b where b.stream_id = ? and b.last_sequence > ?
                  order by b.last_sequence limit 1) n)
            order by e.sequence limit ?""";

  private static final String FIND =
      "select "
          + EventRows.SELECTED
          + " from event e where e.stream_id = ? and e.sequence = ? and e.at = ?::timestamptz";

  private final Queries queries;

  /** A reader that borrows its connections from {@code pool}. */
  public EventReader(DataSource pool) {
    this.queries = new Queries(pool);
  }

  /**
   * The events of a stream that follow {@code sequence}.
   *
   * @param limit most events to return, positive
   */
  public List<Event> after(int stream, long sequence, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be positive: " + limit);
    }
    return queries.list(AFTER, EventRows::read, stream, sequence, stream, sequence, limit);
  }

  /** The event that {@code pointer} names. */
  public Optional<Event> find(EventPointer pointer) {
    return time(pointer)
        .flatMap(
            at ->
                queries.one(
                    FIND, EventRows::read, pointer.stream(), pointer.sequence(), Times.text(at)));
  }

  /** When the event that {@code pointer} names took place: its batch's time. */
  public Optional<Instant> time(EventPointer pointer) {
    return queries
        .one(
            TIME_OF,
            row -> new Found(Times.read(row, 1), row.getLong(2)),
            pointer.stream(),
            pointer.sequence())
        .filter(batch -> batch.firstSequence() <= pointer.sequence())
        .map(Found::at);
  }

  private record Found(Instant at, long firstSequence) {}
}
