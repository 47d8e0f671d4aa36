package org.pamoja.hub.desk;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a participant has fetched what it was owed: a place on each stream. One place on one time
 * line would not do, since a node may commit an event that is a little older than what another one
 * has committed already.
 *
 * @param since the time the participant asked for first
 * @param seen by stream, the last sequence that was looked at
 */
record MissedCursor(Instant since, SortedMap<Integer, Long> seen) {
  private static final int MAX_STREAMS = 2_000;

  static MissedCursor startingAt(Instant since) {
    return new MissedCursor(since, new TreeMap<>());
  }

  /** As callers get it; they need not understand it. */
  String text() {
    StringBuilder plain = new StringBuilder();
    plain.append(
        Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, since), Character.MAX_RADIX));
    seen.forEach(
        (stream, sequence) ->
            plain
                .append(' ')
                .append(Long.toString(stream, Character.MAX_RADIX))
                .append(' ')
                .append(Long.toString(sequence, Character.MAX_RADIX)));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The places a text names; empty when it names none. */
  static Optional<MissedCursor> parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      String[] numbers = plain.split(" ");
      if (numbers.length % 2 == 0 || numbers.length > 2 * MAX_STREAMS) {
        return Optional.empty();
      }
      SortedMap<Integer, Long> seen = new TreeMap<>();
      for (int i = 1; i < numbers.length; i += 2) {
        seen.put(Math.toIntExact(number(numbers[i])), number(numbers[i + 1]));
      }
      return Optional.of(
          new MissedCursor(Instant.EPOCH.plus(number(numbers[0]), ChronoUnit.MICROS), seen));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOurs) {
      return Optional.empty();
    }
  }

  private static long number(String text) {
    return Long.parseLong(text, Character.MAX_RADIX);
  }
}
