package org.pamoja.fspiop.message;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The DateTime and Date types of the API: {@code YYYY-MM-DDTHH:mm:ss.SSS} with {@code Z} or an
 * offset {@code ±HH:MM}; milliseconds and zone are mandatory, years are 1000 to 9999, and the day
 * exists in the calendar. Written and read by hand because every transfer has two of them, and
 * because the API allows offsets up to 19:59, which java.time refuses.
 */
public final class FspiopTime {
  private static final int DATE_LENGTH = 10;
  private static final int UTC_LENGTH = 24;
  private static final int OFFSET_LENGTH = 29;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private FspiopTime() {}

  /**
   * The text of a moment in UTC, {@code 2030-01-01T00:00:00.000Z}; parts of a millisecond are
   * dropped.
   *
   * @throws IllegalArgumentException for years the text form cannot hold
   */
  public static String format(Instant moment) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
    if (utc.getYear() < 1000 || utc.getYear() > 9999) {
      throw new IllegalArgumentException("no DateTime text for the year " + utc.getYear());
    }
    StringBuilder text = new StringBuilder(UTC_LENGTH).append(utc.getYear());
    append(text.append('-'), utc.getMonthValue(), 2);
    append(text.append('-'), utc.getDayOfMonth(), 2);
    append(text.append('T'), utc.getHour(), 2);
    append(text.append(':'), utc.getMinute(), 2);
    append(text.append(':'), utc.getSecond(), 2);
    append(text.append('.'), moment.getNano() / NANOS_PER_MILLI, 3);
    return text.append('Z').toString();
  }

  private static void append(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    text.repeat('0', width - digits.length()).append(digits);
  }

  /**
   * The moment a DateTime text means.
   *
   * @throws IllegalArgumentException if the text is not of the form; {@link #isDateTime} tells
   *     beforehand
   */
  public static Instant parse(String text) {
    if (!isDateTime(text)) {
      throw new IllegalArgumentException("not a DateTime: " + text);
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long second =
        day * SECONDS_PER_DAY
            + number(text, 11, 13) * 3600L
            + number(text, 14, 16) * 60L
            + number(text, 17, 19)
            - offsetSeconds(text);
    return Instant.ofEpochSecond(second, (long) number(text, 20, 23) * NANOS_PER_MILLI);
  }

  private static long offsetSeconds(String text) {
    if (text.length() == UTC_LENGTH) {
      return 0;
    }
    long seconds = number(text, 24, 26) * 3600L + number(text, 27, 29) * 60L;
    return text.charAt(23) == '-' ? -seconds : seconds;
  }

  /** Whether a text is a DateTime of the API. */
  public static boolean isDateTime(String text) {
    int length = text.length();
    if ((length != UTC_LENGTH && length != OFFSET_LENGTH) || !startsWithDate(text)) {
      return false;
    }
    boolean separated =
        text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && text.charAt(19) == '.';
    return separated
        && isNumber(text, 11, 23)
        && isBetween(text, 11, 0, 23)
        && isBetween(text, 14, 0, 59)
        && isBetween(text, 17, 0, 59)
        && (length == UTC_LENGTH ? text.charAt(23) == 'Z' : endsWithOffset(text));
  }

  private static boolean endsWithOffset(String text) {
    char sign = text.charAt(23);
    return (sign == '+' || sign == '-')
        && text.charAt(26) == ':'
        && isNumber(text, 24, 29)
        && isBetween(text, 24, 0, 19)
        && isBetween(text, 27, 0, 59);
  }

  /** Whether a text is a Date of the API, {@code YYYY-MM-DD}. */
  public static boolean isDate(String text) {
    return text.length() == DATE_LENGTH && startsWithDate(text);
  }

  private static boolean startsWithDate(String text) {
    boolean form =
        text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(0) != '0'
            && isNumber(text, 0, DATE_LENGTH);
    if (!form) {
      return false;
    }
    int month = number(text, 5, 7);
    return month >= 1 && month <= 12 && isBetween(text, 8, 1, daysIn(number(text, 0, 4), month));
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Whether digits stand everywhere in the range but at the places of the separators. */
  private static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean separator = i == 4 || i == 7 || i == 13 || i == 16 || i == 19 || i == 26;
      char c = text.charAt(i);
      if (!separator && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBetween(String text, int from, int lowest, int highest) {
    int value = number(text, from, from + 2);
    return value >= lowest && value <= highest;
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
