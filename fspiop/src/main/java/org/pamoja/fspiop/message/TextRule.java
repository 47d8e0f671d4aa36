package org.pamoja.fspiop.message;

import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * A text with bounds of length, in Unicode characters, and one more condition. Other scalars are
 * taken as their text (see {@link ScalarText}); an object or array is a type failure.
 */
final class TextRule implements Rule {
  private static final Violation NOT_TEXT = Violation.wrongType("string");

  private final int minLength;
  private final int maxLength;
  private final Predicate<String> accepted;
  private final Violation notAccepted;

  private TextRule(
      int minLength, int maxLength, Predicate<String> accepted, Violation notAccepted) {
    this.minLength = minLength;
    this.maxLength = maxLength;
    this.accepted = accepted;
    this.notAccepted = notAccepted;
  }

  /** Any text, even an empty one. */
  static TextRule anyText() {
    return new TextRule(0, Integer.MAX_VALUE, text -> true, Violation.NONE);
  }

  /** Any text of {@code min} to {@code max} characters. */
  static TextRule text(int min, int max) {
    return anyText().ofLength(min, max);
  }

  /** A text that {@code accepted} takes; {@code pattern} is what the failure shows. */
  static TextRule matching(String pattern, Predicate<String> accepted) {
    Violation failure = Violation.invalid("must match pattern \"" + pattern + "\"");
    return new TextRule(0, Integer.MAX_VALUE, accepted, failure);
  }

  /** One of the listed texts. */
  static TextRule oneOf(String... values) {
    return oneOf(Set.of(values)::contains);
  }

  /** A text of a closed list that {@code listed} knows. */
  static TextRule oneOf(Predicate<String> listed) {
    Violation failure = Violation.invalid("must be equal to one of the allowed values");
    return new TextRule(0, Integer.MAX_VALUE, listed, failure);
  }

  /** The same rule with bounds of length, which are checked before the pattern or list. */
  TextRule ofLength(int min, int max) {
    return new TextRule(min, max, accepted, notAccepted);
  }

  @Override
  public Violation check(JsonNode value) {
    return value.isContainer() ? NOT_TEXT : check(ScalarText.of(value));
  }

  /** The same for a text that does not come from a body: a path segment, a query parameter. */
  Violation check(String text) {
    if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
      return Violation.moreThan(maxLength, "characters");
    }
    if (text.length() < 2 * minLength && text.codePointCount(0, text.length()) < minLength) {
      return Violation.fewerThan(minLength, "characters");
    }
    return accepted.test(text) ? Violation.NONE : notAccepted;
  }
}
