package org.pamoja.fspiop.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The format of a party's id and sub-id, checked after the synchronous answer: a fault is told in
 * an error callback with 3101 and the detail given here. Threads may share it.
 */
public final class PartyIdFormat {
  private static final int MAX_LENGTH = 128;
  private static final Pattern MSISDN = Pattern.compile("\\+?[0-9]{1,30}");
  private static final Pattern EMAIL =
      Pattern.compile("[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}");
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}");

  private PartyIdFormat() {}

  /**
   * What is wrong with a party's key, as detail of a 3101; empty if nothing is. The id is judged
   * first, then the sub-id; types without a format of their own take any printable id.
   */
  public static Optional<String> fault(PartyKey party) {
    return faultOf("ID", party.id())
        .or(() -> faultOfType(party.type(), party.id()))
        .or(() -> party.subId().flatMap(subId -> faultOf("SubId", subId)));
  }

  private static Optional<String> faultOf(String parameter, String value) {
    if (value.length() > MAX_LENGTH) {
      return Optional.of(
          "%s parameter exceeds maximum length of %d characters (got %d)"
              .formatted(parameter, MAX_LENGTH, value.length()));
    }
    if (value.isEmpty() || value.chars().anyMatch(PartyIdFormat::isForbidden)) {
      return Optional.of(
          "Invalid "
              + parameter
              + " parameter: '"
              + value
              + "'. Must be 1-128 printable characters with no whitespace, curly braces,"
              + " angle brackets, backticks, or backslashes");
    }
    return Optional.empty();
  }

  private static boolean isForbidden(int c) {
    return switch (c) {
      case '{', '}', '<', '>', '`', '\\' -> true;
      default -> c < ' ' || TextForms.isWhiteSpace(c);
    };
  }

  private static Optional<String> faultOfType(String type, String id) {
    boolean fits =
        switch (type) {
          case "MSISDN" -> MSISDN.matcher(id).matches();
          case "EMAIL" -> EMAIL.matcher(id).matches();
          case "IBAN" -> IBAN.matcher(id).matches();
          default -> true;
        };
    return fits ? Optional.empty() : Optional.of("Invalid " + type + " identifier: '" + id + "'");
  }
}
