package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.pamoja.ledger.clearing.ChainHash;
import org.pamoja.ledger.event.Event;

/**
 * Proves that the history is as it was written: computes every batch's hash again from the one
 * before it and its events. Threads may share it; each call blocks.
 */
public final class ChainVerifier {

  /**
   * What a check found.
   *
   * @param batches how many batches were checked
   * @param events how many events they had
   * @param discrepancies what does not fit, for people; empty when the chain is whole
   */
  public record ChainProof(long batches, long events, List<String> discrepancies) {
    /** Whether the chain is whole. */
    public boolean isWhole() {
      return discrepancies.isEmpty();
    }
  }

  private static final int MOST_DISCREPANCIES = 20;
  private static final int PAGE = 500;

  private static final String BATCHES =
      """
      select batch_number, chain_hash, first_sequence, last_sequence from batch
        where stream_id = ? and batch_number > ? order by batch_number limit ?""";
  private static final String HASH_BEFORE =
      """
      select chain_hash from batch where stream_id = ? and batch_number <= ?
        order by batch_number desc limit 1""";
  private static final String EVENTS =
      "select "
          + EventRows.SELECTED
          + " from event e where e.stream_id = ? and e.sequence > ? and e.sequence <= ? order by e.sequence";

  private record Batch(long number, byte[] hash, Optional<Long> last) {}

  private final Queries queries;

  /** A verifier that borrows its connections from {@code pool}. */
  public ChainVerifier(DataSource pool) {
    this.queries = new Queries(pool);
  }

  /** Numbers of all streams there have been. */
  public List<Integer> streams() {
    return queries.list("select stream_id from stream order by stream_id", row -> row.getInt(1));
  }

  /**
   * Checks a stream's batches from the one after {@code after} to {@code last}; 0 and {@link
   * Long#MAX_VALUE} for all.
   */
  public ChainProof verify(int stream, long after, long last) {
    return queries.onSnapshot(connection -> new Walk(connection, stream).from(after, last));
  }

  /** One walk along a chain. */
  private static final class Walk {
    private final Connection connection;
    private final int stream;
    private final List<String> discrepancies = new ArrayList<>();
    private long batches;
    private long events;
    private long sequence;
    private byte[] hash = new byte[ChainHash.LENGTH];

    Walk(Connection connection, int stream) {
      this.connection = connection;
      this.stream = stream;
    }

    ChainProof from(long after, long last) throws SQLException {
      Queries.list(connection, HASH_BEFORE, row -> row.getBytes(1), stream, after).stream()
          .findFirst()
          .ifPresent(before -> hash = before);
      sequence = lastSequenceUpTo(after);
      long number = after;
      List<Batch> page = page(number);
      while (!page.isEmpty() && discrepancies.size() < MOST_DISCREPANCIES) {
        for (Batch batch : page) {
          if (batch.number() > last) {
            return new ChainProof(batches, events, discrepancies);
          }
          check(batch);
          number = batch.number();
        }
        page = page(number);
      }
      if (last == Long.MAX_VALUE) {
        checkNothingFollows();
      }
      return new ChainProof(batches, events, discrepancies);
    }

    private void check(Batch batch) throws SQLException {
      long to = batch.last().orElse(sequence);
      List<Event> found = Queries.list(connection, EVENTS, EventRows::read, stream, sequence, to);
      byte[] computed = ChainHash.next(hash, found);
      if (!Arrays.equals(computed, batch.hash())) {
        discrepancies.add(
            "stream %d, batch %d: its events are not those it was committed with"
                .formatted(stream, batch.number()));
      }
      // The stored hash, so that one break is reported once and not for all batches that follow.
      hash = batch.hash();
      sequence = to;
      batches++;
      events += found.size();
    }

    private void checkNothingFollows() throws SQLException {
      long more =
          Queries.list(
                  connection,
                  "select count(*) from event where stream_id = ? and sequence > ?",
                  row -> row.getLong(1),
                  stream,
                  sequence)
              .getFirst();
      if (more > 0) {
        discrepancies.add("stream %d: %d events belong to no batch".formatted(stream, more));
      }
    }

    private List<Batch> page(long after) throws SQLException {
      return Queries.list(
          connection,
          BATCHES,
          row ->
              new Batch(
                  row.getLong(1),
                  row.getBytes(2),
                  Optional.ofNullable(row.getObject(4, Long.class))),
          stream,
          after,
          PAGE);
    }

    private long lastSequenceUpTo(long number) throws SQLException {
      return Queries.list(
              connection,
              "select coalesce(max(last_sequence), 0) from batch where stream_id = ? and batch_number <= ?",
              row -> row.getLong(1),
              stream,
              number)
          .getFirst();
    }
  }
}
