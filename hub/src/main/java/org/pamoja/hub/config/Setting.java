package org.pamoja.hub.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a single value, both ways. Pure functions. */
final class Setting {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private Setting() {}

  /**
   * The value a text spells.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  static Object parse(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == List.class) {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .toList();
    }
    if (type == boolean.class) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("must be true or false, not " + text);
      };
    }
    if (type == Duration.class) {
      return duration(text);
    }
    return number(type, text);
  }

  /** The text that {@link #parse} reads as this value. */
  static String format(Object value) {
    return switch (value) {
      case List<?> list -> String.join(",", list.stream().map(String::valueOf).toList());
      case Duration duration -> format(duration);
      default -> String.valueOf(value);
    };
  }

  private static Object number(Class<?> type, String text) {
    try {
      String digits = text.replace("_", "");
      return type == int.class
          ? (Object) Integer.parseInt(digits)
          : (Object) Long.parseLong(digits);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException("must be a whole number, not " + text, noNumber);
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException noDuration) {
      throw new IllegalArgumentException(
          "must be a time such as 500ms, 20s, 5m or 24h, not " + text, noDuration);
    }
  }

  private static String format(Duration duration) {
    long millis = duration.toMillis();
    if (!duration.equals(Duration.ofMillis(millis))) {
      return duration.toString();
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
