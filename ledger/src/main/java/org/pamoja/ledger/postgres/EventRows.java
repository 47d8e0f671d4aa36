package org.pamoja.ledger.postgres;

import static org.pamoja.ledger.postgres.Column.bigint;
import static org.pamoja.ledger.postgres.Column.bool;
import static org.pamoja.ledger.postgres.Column.bytes;
import static org.pamoja.ledger.postgres.Column.integer;
import static org.pamoja.ledger.postgres.Column.smallint;
import static org.pamoja.ledger.postgres.Column.text;
import static org.pamoja.ledger.postgres.Column.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/** Rows of the table {@code event}. */
final class EventRows {

  static final List<Column<Event>> ALL =
      List.of(
          integer("stream_id", e -> e.pointer().stream()),
          bigint("sequence", e -> e.pointer().sequence()),
          time("at", e -> Optional.of(e.at())),
          text("kind", Event::kind),
          text("about_id", e -> e.about().map(TransferKey::id).orElse(null)),
          bool("conversion", e -> e.about().map(TransferKey::conversion).orElse(null)),
          smallint("from_state", e -> e.from().map(TransferState::code).orElse(null)),
          smallint("to_state", e -> e.to().map(TransferState::code).orElse(null)),
          text("principal", Event::principal),
          text("detail", Event::detail),
          bytes("notices", e -> NoticeCodec.encode(e.notices())),
          text("headers", e -> e.envelope().headers()),
          bytes("body", e -> e.envelope().body()));

  /** Columns for {@link #read}, of a table known as e. */
  static final String SELECTED =
      """
      e.stream_id, e.sequence, e.at, e.kind, e.about_id, e.conversion, e.from_state, e.to_state, e.principal, \
      e.detail, e.notices, e.headers, e.body""";

  private EventRows() {}

  /** The event in a row of {@link #SELECTED}. */
  static Event read(ResultSet row) throws SQLException {
    String about = row.getString(5);
    return new Event(
        new EventPointer(row.getInt(1), row.getLong(2)),
        Times.read(row, 3),
        row.getString(4),
        about == null ? Optional.empty() : Optional.of(new TransferKey(about, row.getBoolean(6))),
        state(row, 7),
        state(row, 8),
        row.getString(9),
        row.getString(10),
        NoticeCodec.decode(row.getBytes(11)),
        new Envelope(row.getString(12), row.getBytes(13)));
  }

  private static Optional<TransferState> state(ResultSet row, int column) throws SQLException {
    int code = row.getInt(column);
    return row.wasNull() ? Optional.empty() : Optional.of(TransferState.of(code));
  }
}
