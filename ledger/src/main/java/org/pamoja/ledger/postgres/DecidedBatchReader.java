package org.pamoja.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.store.DecidedBatch;

/** Reads back what a committed batch had decided. For one thread. */
final class DecidedBatchReader {
  private static final String EVENTS =
      "select "
          + EventRows.SELECTED
          + " from event e where e.stream_id = ? and e.sequence between ? and ? order by e.sequence";

  private final Connection connection;

  DecidedBatchReader(Connection connection) {
    this.connection = connection;
  }

  DecidedBatch read(int stream, FirstTrip.StoredBatch stored) throws SQLException {
    return new DecidedBatch(
        OutcomeCodec.decode(stored.outcomes()),
        events(stream, stored.firstSequence(), stored.lastSequence()),
        stored.chainHash());
  }

  // A batch without events has no sequences: 0 to 0 finds none, since sequences begin at 1.
  private List<Event> events(int stream, long first, long last) throws SQLException {
    List<Event> events = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
      select.setInt(1, stream);
      select.setLong(2, first);
      select.setLong(3, last);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          events.add(EventRows.read(rows));
        }
      }
    }
    return events;
  }
}
