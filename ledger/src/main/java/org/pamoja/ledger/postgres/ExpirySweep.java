package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.pamoja.ledger.clearing.ExpiryTimers;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Finds, in the database, reservations that this node's timers do not know of and that fall due
 * soon: its own that were beyond the horizon, those of nodes that are gone, and, as a safety net,
 * any that are overdue. All instants are the database's.
 *
 * <p>Every node sweeps. What two find is asked to expire twice, which changes nothing the second
 * time. Whoever calls it does so from a thread that may block: {@link #sweepPeriod} each {@link
 * #PERIOD}, {@link #sweepOrphans} each second.
 *
 * <p>For one thread at a time.
 */
public final class ExpirySweep {
  /** How often {@link #sweepPeriod} is to be called. */
  public static final Duration PERIOD = Duration.ofSeconds(30);

  /** What is overdue by this much has been forgotten by its node, whatever the reason. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** The cursor stays this far behind, for batches that were begun long ago and commit late. */
  private static final Duration LAG = Duration.ofMinutes(10);

  /**
   * What fell due this lately is looked at in each period, what is between this and {@link #LAG}
   * once more when the cursor passes it: looking at all of it each time would cost twenty look-ups
   * for every transfer there is.
   */
  private static final Duration RECENT = Duration.ofMinutes(2);

  /**
   * What has been handed to the timers but not ended yet is looked at again this much later, so
   * that the cursor can move on.
   */
  private static final Duration CARRY = Duration.ofHours(1);

  private static final int MOST_FOUND = 10_000;

  // Fulfilled conversions that wait for a transfer are not among them: there may be any number of
  // those, for ever.
  private static final String OPEN =
      "t.state in ("
          + Stream.of(TransferState.values())
              .filter(TransferState::mayExpire)
              .map(state -> Short.toString(state.code()))
              .collect(Collectors.joining(", "))
          + ")";

  private static final String DUE_AND_OPEN =
      " from due d join transfer t on t.transfer_id = d.transfer_id and t.conversion = d.conversion and "
          + OPEN
          + " ";

  private static final String FOUND =
      "select t.transfer_id, t.conversion, t.expiration" + DUE_AND_OPEN;

  private static final String FIRST_FOUND = " order by d.due_minute limit " + MOST_FOUND;

  private static final String OWN =
      FOUND
          + "where d.stream_id = ? and d.due_minute between ?::timestamptz and ?::timestamptz"
          + FIRST_FOUND;

  // One that is being taken over has its lease renewed by its keeper, but no timers of its own any
  // more.
  private static final String DEAD_STREAMS =
      """
      select s.stream_id from stream s
        where (s.closed or s.keeper is not null or s.lease_until < clock_timestamp())
        and s.stream_id <> ?""";

  private static final String OF_DEAD_STREAMS =
      FOUND
          + """
          where d.due_minute >= (select minute from due_cursor) and d.due_minute <= ?::timestamptz
            and d.stream_id in ("""
          + DEAD_STREAMS
          + ")"
          + FIRST_FOUND;

  /** No row when another node swept less than a period ago, or is at it. */
  private static final String TAKE_CURSOR =
      """
      select minute::text from due_cursor where swept_at < ?::timestamptz
        for no key update skip locked""";

  private static final String OVERDUE =
      FOUND
          + "where d.due_minute >= ?::timestamptz and d.due_minute < ?::timestamptz"
          + " and t.expiration < ?::timestamptz"
          + FIRST_FOUND;

  private static final String CARRY_FORWARD =
      "insert into due (due_minute, stream_id, conversion, transfer_id)"
          + " select ?::timestamptz, d.stream_id, d.conversion, d.transfer_id"
          + DUE_AND_OPEN
          + "where d.due_minute >= ?::timestamptz and d.due_minute < ?::timestamptz";

  private record Found(TransferKey key, Instant expiration) {}

  private final Queries queries;
  private final ExpiryTimers timers;
  private final int own;
  private final Set<Integer> known = new HashSet<>();
  private Instant sweptTo;

  /**
   * A sweep.
   *
   * @param pool connections for short uses
   * @param timers what is found goes to them
   * @param own this node's stream
   */
  public ExpirySweep(DataSource pool, ExpiryTimers timers, int own) {
    this.queries = new Queries(pool);
    this.timers = timers;
    this.own = own;
  }

  /**
   * Looks for everything that falls due within the timers' horizon.
   *
   * @return how many reservations were handed to the timers, known ones included
   */
  public int sweepPeriod() {
    Instant now = now();
    return sweepOwn(now) + sweepDeadStreams(now) + queries.inTransaction(this::sweepOverdue);
  }

  /**
   * Looks, if a node has gone since the last call, for the reservations it left.
   *
   * @return how many were handed to the timers
   */
  public int sweepOrphans() {
    List<Integer> dead = queries.list(DEAD_STREAMS, row -> row.getInt(1), own);
    // A stream that came back to life may die again.
    known.retainAll(dead);
    return known.addAll(dead) ? sweepDeadStreams(now()) : 0;
  }

  private int sweepOwn(Instant now) {
    // A minute back, for a batch that took its time before the last sweep and was committed after.
    Instant from =
        (sweptTo == null ? now : sweptTo.minusSeconds(60)).truncatedTo(ChronoUnit.MINUTES);
    Instant to = now.plus(ExpiryTimers.HORIZON);
    int found =
        hand(now, queries.list(OWN, ExpirySweep::found, own, Times.text(from), Times.text(to)));
    if (found < MOST_FOUND) {
      sweptTo = to;
    }
    return found;
  }

  private int sweepDeadStreams(Instant now) {
    Instant to = now.plus(ExpiryTimers.HORIZON);
    return hand(now, queries.list(OF_DEAD_STREAMS, ExpirySweep::found, Times.text(to), own));
  }

  private int sweepOverdue(Connection connection) throws SQLException {
    Instant now = Queries.list(connection, FirstTripSql.TIME, row -> Times.read(row, 1)).getFirst();
    Instant lastPeriod = now.minus(PERIOD).plusSeconds(1);
    List<String> cursor =
        Queries.list(connection, TAKE_CURSOR, row -> row.getString(1), Times.text(lastPeriod));
    if (cursor.isEmpty()) {
      return 0;
    }
    String minute = cursor.getFirst();
    Instant late = now.minus(LAG).truncatedTo(ChronoUnit.MINUTES);
    List<Found> passed = overdue(connection, minute, Times.text(late), now);
    Instant recent = now.minus(RECENT).truncatedTo(ChronoUnit.MINUTES);
    List<Found> overdue = overdue(connection, Times.text(recent), Times.text(now), now);
    if (passed.size() < MOST_FOUND) {
      moveCursor(connection, minute, late, now);
    }
    return hand(now, passed) + hand(now, overdue);
  }

  private static List<Found> overdue(Connection connection, String from, String to, Instant now)
      throws SQLException {
    String limit = Times.text(now.minus(GRACE));
    return Queries.list(connection, OVERDUE, ExpirySweep::found, from, to, limit);
  }

  // Everything open before the cursor has just been handed over; it comes up again in an hour, if
  // it is still open.
  private static void moveCursor(Connection connection, String from, Instant late, Instant now)
      throws SQLException {
    String to = Times.text(late);
    String later = Times.text(now.plus(CARRY).truncatedTo(ChronoUnit.MINUTES));
    Queries.update(connection, CARRY_FORWARD, later, from, to);
    Queries.update(
        connection,
        "update due_cursor set minute = greatest(minute, ?::timestamptz), swept_at = ?::timestamptz",
        to,
        Times.text(now));
  }

  private int hand(Instant now, List<Found> found) {
    found.forEach(one -> timers.arm(one.key(), Duration.between(now, one.expiration())));
    return found.size();
  }

  private Instant now() {
    return queries.one(FirstTripSql.TIME, row -> Times.read(row, 1)).orElseThrow();
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(new TransferKey(row.getString(1), row.getBoolean(2)), Times.read(row, 3));
  }
}
