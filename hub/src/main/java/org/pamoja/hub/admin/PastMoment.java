package org.pamoja.hub.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/** The query parameter {@code asOf}: a moment in the past. */
public final class PastMoment {
  private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

  private PastMoment() {}

  /**
   * The moment that a text names in ISO 8601 with its offset, such as {@code 2026-01-01T10:00:00Z}.
   *
   * @throws FspiopException 400/3101 when it is none, before 1970, or yet to come
   */
  public static Instant parse(String text, Instant now) {
    Instant moment;
    try {
      moment = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      throw malformed("is not a time with its offset");
    }
    if (moment.isBefore(FIRST) || moment.isAfter(now)) {
      throw malformed("is not in the past");
    }
    return moment;
  }

  private static FspiopException malformed(String text) {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, "\"asOf\" " + text);
  }
}
