package org.pamoja.hub.desk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.ledger.event.EventPointer;

/**
 * How the interfaces call a message the hub owes: stream, sequence and place among the event's
 * notices, for example {@code 3-1042-0}. Pure functions.
 */
final class DeliveryId {
  /** What an id looks like; also the pattern that refusals show. */
  static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})-([0-9]{1,4})");

  private DeliveryId() {}

  static String text(NoticePointer pointer) {
    return pointer.event().stream() + "-" + pointer.event().sequence() + "-" + pointer.index();
  }

  /** The message that is called so; empty when the text is no id. */
  static Optional<NoticePointer> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    EventPointer event =
        new EventPointer(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    return Optional.of(new NoticePointer(event, Integer.parseInt(matcher.group(3))));
  }
}
