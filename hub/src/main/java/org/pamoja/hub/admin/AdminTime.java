package org.pamoja.hub.admin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the admin API shows them. */
public final class AdminTime {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private AdminTime() {}

  /** For example {@code 2026-01-01T10:00:00.000Z}: UTC, always with milliseconds. */
  public static String text(Instant time) {
    return FORM.format(time);
  }
}
