package org.pamoja.hub.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.TransferPrepare;
import org.pamoja.ledger.transfer.TransferState;

/** Reads the transfers that were reserved last. Threads may share it; each call blocks. */
final class ReservedTransfers {
  /** Streams that are looked at: as many lives of nodes, the youngest first. */
  private static final int STREAMS = 32;

  // Each stream is read backwards on its key; bodies only of what is wanted in the end.
  private static final String LATEST =
      """
      WITH latest AS (
        SELECT p.stream_id, p.sequence, p.at
        FROM (SELECT stream_id FROM stream ORDER BY stream_id DESC LIMIT :streams) s
        CROSS JOIN LATERAL (
          SELECT e.stream_id, e.sequence, e.at FROM event e
          WHERE e.stream_id = s.stream_id AND e.kind = 'Prepare' AND e.to_state = :reserved
          ORDER BY e.sequence DESC LIMIT :limit) p
        ORDER BY p.at DESC LIMIT :limit)
      SELECT e.at, e.body FROM latest l
      JOIN event e ON e.stream_id = l.stream_id AND e.sequence = l.sequence AND e.at = l.at
      ORDER BY e.at, e.stream_id, e.sequence
      """;

  private final Jdbi jdbi;

  ReservedTransfers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A transfer that was reserved.
   *
   * @param payment what was asked for
   * @param at when it was reserved
   */
  record Reserved(Payment payment, Instant at) {}

  /** The last {@code limit}, the oldest first. */
  List<Reserved> latest(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LATEST)
                .bind("streams", STREAMS)
                .bind("reserved", TransferState.RESERVED.code())
                .bind("limit", limit)
                .map((row, _) -> reserved(row))
                .stream()
                .flatMap(Optional::stream)
                .toList());
  }

  private static Optional<Reserved> reserved(ResultSet row) throws SQLException {
    Instant at = row.getObject(1, OffsetDateTime.class).toInstant();
    byte[] body = row.getBytes(2);
    try {
      return Optional.of(new Reserved(Payment.of(TransferPrepare.from(Json.parse(body))), at));
    } catch (MalformedJsonException | RuntimeException foreign) {
      // Not a message as this version knows it.
      return Optional.empty();
    }
  }
}
