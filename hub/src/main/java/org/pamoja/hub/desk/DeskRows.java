package org.pamoja.hub.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.hub.delivery.Undelivered;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.transfer.TransferKey;

/** Rows of the table {@code undelivered}. Pure functions. */
final class DeskRows {
  private DeskRows() {}

  static DeskRow read(ResultSet rows) throws SQLException {
    Undelivered message =
        new Undelivered(
            pointer(rows),
            rows.getString("participant"),
            new TransferKey(rows.getString("transfer_id"), rows.getBoolean("conversion")),
            time(rows, "created_at").orElseThrow(),
            time(rows, "next_try_at").orElseThrow(),
            rows.getInt("attempts"),
            rows.getString("last_error"),
            rows.getBoolean("dead"),
            time(rows, "tried_since").orElseThrow());
    return new DeskRow(
        message,
        DeskState.of(rows.getInt("state")),
        time(rows, "lease_until"),
        time(rows, "ended_at"),
        Optional.ofNullable(rows.getString("dropped_by")),
        Optional.ofNullable(rows.getString("drop_reason")));
  }

  static NoticePointer pointer(ResultSet rows) throws SQLException {
    return new NoticePointer(
        new EventPointer(rows.getInt("stream_id"), rows.getLong("sequence")),
        rows.getInt("notice_index"));
  }

  private static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
    return Optional.ofNullable(rows.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
