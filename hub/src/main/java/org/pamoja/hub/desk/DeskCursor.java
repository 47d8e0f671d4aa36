package org.pamoja.hub.desk;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.hub.delivery.Undelivered;

/**
 * A place in the desk's list; the next page begins behind it.
 *
 * @param participant in lower case
 * @param createdAt time of the event
 * @param pointer which message
 */
record DeskCursor(String participant, Instant createdAt, NoticePointer pointer) {

  static DeskCursor of(Undelivered message) {
    return new DeskCursor(
        message.participant().toLowerCase(Locale.ROOT), message.createdAt(), message.pointer());
  }

  /** As callers get it; they need not understand it. */
  String text() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
    String plain = DeliveryId.text(pointer) + " " + micros + " " + participant;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /** The place a text names; empty when it names none. */
  static Optional<DeskCursor> parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      String[] parts = plain.split(" ", 3);
      if (parts.length < 3 || parts[2].indexOf('\0') >= 0) {
        return Optional.empty();
      }
      Instant createdAt = Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS);
      return DeliveryId.parse(parts[0])
          .map(pointer -> new DeskCursor(parts[2], createdAt, pointer));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOurs) {
      return Optional.empty();
    }
  }
}
