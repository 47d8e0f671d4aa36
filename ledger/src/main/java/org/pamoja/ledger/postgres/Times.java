package org.pamoja.ledger.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Instants as PostgreSQL keeps them: to the microsecond, {@link Instant#MAX} as infinity. */
final class Times {
  private Times() {}

  /** The text of an instant; what is finer than a microsecond is cut off, not rounded. */
  static String text(Instant instant) {
    if (instant.equals(Instant.MAX)) {
      return "infinity";
    }
    String iso = instant.truncatedTo(ChronoUnit.MICROS).toString();
    // An offset can take the API's last year into the next one, which ISO 8601 writes with a sign
    // and PostgreSQL reads without.
    return iso.startsWith("+") ? iso.substring(1) : iso;
  }

  /** The instant in a column, null for NULL. */
  static Instant read(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    if (time == null) {
      return null;
    }
    return time.equals(OffsetDateTime.MAX) ? Instant.MAX : time.toInstant();
  }
}
