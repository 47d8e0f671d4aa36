package org.pamoja.ledger.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Who writes which stream, and who cares for the streams of the dead. A node gets a new stream at
 * each start and keeps a lease on it by the database's clock. When the lease runs out another node
 * takes the stream over, delivers what is undelivered and closes it.
 *
 * <p>Threads may share it; each call blocks.
 */
public final class StreamRegistry {
  /** How long a lease holds; it is to be renewed every second. */
  public static final Duration LEASE = Duration.ofSeconds(5);

  private static final String LEASE_END = "clock_timestamp() + interval '5 seconds'";
  private static final String EXPIRED =
      "not closed and lease_until < clock_timestamp() and stream_id <> ?";

  /**
   * A stream without its node.
   *
   * @param stream its number
   * @param cursor everything up to this sequence has been delivered or written down as undelivered
   */
  public record Orphan(int stream, long cursor) {}

  private final Queries queries;
  private final InstantSource clock;
  private Instant lastRenewed;
  private Instant steadyFrom;

  /**
   * A registry.
   *
   * @param pool connections for short uses
   * @param clock the node's clock, for time spans only
   */
  public StreamRegistry(DataSource pool, InstantSource clock) {
    this.queries = new Queries(pool);
    this.clock = clock;
    this.lastRenewed = clock.instant();
    this.steadyFrom = lastRenewed;
  }

  /**
   * Opens a new stream with a fresh lease.
   *
   * @param node name of the node, for people
   * @return the stream's number
   */
  public int acquire(String node) {
    String sql =
        "insert into stream (node, started_at, lease_until) values (?, clock_timestamp(), "
            + LEASE_END
            + ") returning stream_id";
    return queries.one(sql, row -> row.getInt(1), node).orElseThrow();
  }

  /**
   * Renews the lease on the node's own stream; to be called each second.
   *
   * @return false when another node has closed the stream: this node must start anew with another
   *     one
   */
  public boolean renew(int stream) {
    String sql =
        "update stream set keeper = null, lease_until = "
            + LEASE_END
            + " where stream_id = ? and not closed";
    boolean renewed = queries.update(sql, stream) == 1;
    noteRenewal();
    return renewed;
  }

  private synchronized void noteRenewal() {
    Instant now = clock.instant();
    if (Duration.between(lastRenewed, now).compareTo(LEASE) >= 0) {
      steadyFrom = now.plus(LEASE);
    }
    lastRenewed = now;
  }

  private synchronized boolean isSteady() {
    Instant now = clock.instant();
    return !now.isBefore(steadyFrom) && Duration.between(lastRenewed, now).compareTo(LEASE) < 0;
  }

  /**
   * Streams whose lease has run out and that nobody cares for. Empty while this node itself could
   * not renew in time lately: after a fail-over of the database all leases have run out, and nobody
   * is dead.
   *
   * @param own the asking node's stream
   */
  public List<Orphan> orphans(int own) {
    if (!isSteady()) {
      return List.of();
    }
    return queries.list(
        "select stream_id, cursor_sequence from stream where " + EXPIRED + " order by stream_id",
        row -> new Orphan(row.getInt(1), row.getLong(2)),
        own);
  }

  /**
   * Takes an orphan over, and renews the care for one taken over before; to be called each second
   * until it is closed.
   *
   * @param stream the orphan
   * @param own the taking node's stream
   * @return the orphan's cursor, or empty when another node was first or its own node is back
   */
  public OptionalLong takeOver(int stream, int own) {
    String sql =
        "update stream set keeper = ?, lease_until = "
            + LEASE_END
            + " where stream_id = ? and not closed and (keeper = ? or lease_until < clock_timestamp())"
            + " returning cursor_sequence";
    return queries.list(sql, row -> row.getLong(1), own, stream, own).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /**
   * Notes that everything up to {@code sequence} needs no more care. The cursor never goes back.
   */
  public void saveCursor(int stream, long sequence) {
    queries.update(
        "update stream set cursor_sequence = ? where stream_id = ? and cursor_sequence < ?",
        sequence,
        stream,
        sequence);
  }

  /**
   * Closes a stream for ever, unless events beyond {@code delivered} have been written to it
   * meanwhile. A batch that is under way is waited for, and none begins afterwards: so no event is
   * left behind undelivered.
   *
   * @param delivered sequence up to which everything has been taken care of
   * @return false when there is more to deliver first
   */
  public boolean close(int stream, long delivered) {
    return queries.inTransaction(
        connection -> {
          // Conflicts with the lock that every batch of the stream holds until it ends.
          Queries.list(
              connection,
              "select stream_id from stream where stream_id = ? for update",
              row -> row.getInt(1),
              stream);
          return Queries.update(
                  connection,
                  """
                  update stream set closed = true, cursor_sequence = greatest(cursor_sequence, ?)
                    where stream_id = ? and not exists (
                      select 1 from batch b where b.stream_id = ? and b.last_sequence > ?)""",
                  delivered,
                  stream,
                  stream,
                  delivered)
              == 1;
        });
  }
}
