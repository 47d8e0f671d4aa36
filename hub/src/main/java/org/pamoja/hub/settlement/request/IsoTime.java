package org.pamoja.hub.settlement.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times in the forms of ISO 8601 that queries use. */
final class IsoTime {
  /** No form is longer. */
  private static final int LONGEST = 40;

  /** Beyond these years a database has no times. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private IsoTime() {}

  /** The moment, empty when the text is none. */
  static Optional<Instant> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(moment(text))
          .filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(LATEST));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static Instant moment(String text) {
    int day = text.indexOf('T');
    if (day < 0) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    // A plus that was sent unencoded arrives as a blank.
    String time = text.substring(day).replace(' ', '+');
    String whole = text.substring(0, day) + time;
    boolean zoned = time.endsWith("Z") || time.indexOf('+') > 0 || time.indexOf('-') > 0;
    return zoned
        ? OffsetDateTime.parse(whole, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant()
        : LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC);
  }
}
