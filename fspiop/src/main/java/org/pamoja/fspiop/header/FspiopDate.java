package org.pamoja.fspiop.header;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * The date header: {@code ddd, DD MMM YYYY HH:mm:ss GMT} (IMF-fixdate of RFC 9110) and no other
 * spelling. Threads may share it.
 */
public final class FspiopDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String SHAPE = "Aaa, 00 Aaa 0000 00:00:00 GMT";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  /** Thousands of messages share a second; formatting costs more than all other header work. */
  private static volatile Formatted lastFormatted = new Formatted(Long.MIN_VALUE, "");

  private record Formatted(long second, String text) {}

  private FspiopDate() {}

  /** The instant of a date header; empty when the form, the calendar or the weekday is wrong. */
  public static Optional<Instant> parse(String text) {
    if (!hasShape(text)) {
      return Optional.empty();
    }
    int month = MONTHS.indexOf(text.substring(8, 11));
    if (month < 0 || month % 3 != 0) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.of(number(text, 12, 16), month / 3 + 1, number(text, 5, 7));
      LocalTime time =
          LocalTime.of(number(text, 17, 19), number(text, 20, 22), number(text, 23, 25));
      String weekday = date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
      return text.startsWith(weekday)
          ? Optional.of(LocalDateTime.of(date, time).toInstant(ZoneOffset.UTC))
          : Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** The header text of an instant; what is below a second is dropped. */
  public static String format(Instant instant) {
    long second = instant.getEpochSecond();
    Formatted last = lastFormatted;
    if (last.second() != second) {
      last = new Formatted(second, FORMAT.format(instant));
      lastFormatted = last;
    }
    return last.text();
  }

  private static boolean hasShape(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (SHAPE.charAt(i)) {
            case '0' -> c >= '0' && c <= '9';
            case 'A' -> i < 11 && c >= 'A' && c <= 'Z';
            case 'a' -> c >= 'a' && c <= 'z';
            default -> c == SHAPE.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
