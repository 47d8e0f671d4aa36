package org.pamoja.hub.admin;

import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A text: bounds of length in characters, and a pattern or a list of values.
 *
 * @param minLength fewest characters
 * @param maxLength most characters, also a bound for texts that the reference does not bound
 * @param pattern what it has to match entirely, if anything
 * @param patternFault what is told when it does not; {@code %s} stands for the value
 * @param allowed the only values, empty for any
 */
public record TextRule(
    int minLength,
    int maxLength,
    Optional<Pattern> pattern,
    String patternFault,
    SequencedSet<String> allowed)
    implements Rule {
  /** As long as the longest text column of the reference's store. */
  private static final int LONGEST = 512;

  /** How much of a refused value is repeated: the description is cut at 128 characters anyway. */
  private static final int SHOWN = 64;

  private static final Pattern ALPHANUMERIC = Pattern.compile("[a-zA-Z0-9]+");

  /** Any text that is not empty. */
  public static TextRule text() {
    return text(1, LONGEST);
  }

  /** A text of {@code min} to {@code max} characters. */
  public static TextRule text(int min, int max) {
    return new TextRule(min, max, Optional.empty(), "", java.util.Collections.emptySortedSet());
  }

  /** One of the values, told in this order. */
  public static TextRule oneOf(Set<String> values) {
    return new TextRule(0, LONGEST, Optional.empty(), "", new java.util.LinkedHashSet<>(values));
  }

  /** One of the values, told in this order. */
  public static TextRule oneOf(String... values) {
    return oneOf(new java.util.LinkedHashSet<>(List.of(values)));
  }

  /** The same, of letters and digits only. */
  public TextRule alphanumeric() {
    return new TextRule(
        minLength,
        maxLength,
        Optional.of(ALPHANUMERIC),
        "must only contain alpha-numeric characters",
        allowed);
  }

  /** The same, matching {@code wanted}; {@code shown} is the pattern as messages show it. */
  public TextRule matching(Pattern wanted, String shown) {
    return new TextRule(
        minLength,
        maxLength,
        Optional.of(wanted),
        "with value \"%s\" fails to match the required pattern: /" + shown.replace("%", "%%") + "/",
        allowed);
  }

  @Override
  public JsonNode check(Place place, JsonNode value, List<String> messages) {
    if (!allowed.isEmpty() && !(value.isString() && allowed.contains(value.stringValue()))) {
      messages.add(place.fault("must be one of [" + String.join(", ", allowed) + "]"));
    } else if (!value.isString()) {
      messages.add(place.fault("must be a string"));
    } else if (value.stringValue().isEmpty()) {
      messages.add(place.fault("is not allowed to be empty"));
    } else {
      checkForm(place, value.stringValue(), messages);
    }
    return value;
  }

  private void checkForm(Place place, String text, List<String> messages) {
    int length = text.codePointCount(0, text.length());
    if (length < minLength) {
      messages.add(place.fault("length must be at least " + minLength + " characters long"));
    }
    if (length > maxLength) {
      messages.add(
          place.fault("length must be less than or equal to " + maxLength + " characters long"));
    } else if (text.indexOf('\0') >= 0) {
      // The one character that PostgreSQL's text cannot hold.
      messages.add(place.fault("must not contain the character NUL"));
    } else if (pattern.isPresent() && !pattern.get().matcher(text).matches()) {
      String shown = text.substring(0, Math.min(SHOWN, text.length()));
      messages.add(place.fault(patternFault.formatted(shown)));
    }
  }
}
