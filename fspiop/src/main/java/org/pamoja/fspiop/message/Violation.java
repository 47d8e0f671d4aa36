package org.pamoja.fspiop.message;

import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * The first rule that a value breaks. The path grows from the inside out while the checks return,
 * so a value that breaks no rule costs no path text.
 *
 * @param code the code of the kind of failure (3100 to 3103)
 * @param path from the checked value down, such as {@code /amount/currency}; empty for the value
 *     itself
 * @param text what is wrong, in the words of the reference
 */
record Violation(ErrorCode code, String path, String text) {
  /** No rule is broken. Compared by identity. */
  static final Violation NONE = new Violation(ErrorCode.VALIDATION_ERROR, "", "");

  static Violation missing(String name) {
    return new Violation(
        ErrorCode.MISSING_ELEMENT, "", "must have required property '" + name + "'");
  }

  static Violation unknownProperty() {
    return new Violation(ErrorCode.TOO_MANY_ELEMENTS, "", "must NOT have additional properties");
  }

  static Violation wrongType(String wanted) {
    return new Violation(ErrorCode.MALFORMED_SYNTAX, "", "must be " + wanted);
  }

  static Violation moreThan(int limit, String unit) {
    return invalid("must NOT have more than " + limit + " " + unit);
  }

  static Violation fewerThan(int limit, String unit) {
    return invalid("must NOT have fewer than " + limit + " " + unit);
  }

  static Violation invalid(String text) {
    return new Violation(ErrorCode.VALIDATION_ERROR, "", text);
  }

  /** The same violation seen from the object or list that holds the value. */
  Violation below(String name) {
    return new Violation(code, "/" + name + path, text);
  }

  /** The refusal to answer with; the whole description is cut to 128 characters there. */
  FspiopException toException() {
    return new FspiopException(code, path.isEmpty() ? text : path + " " + text);
  }
}
