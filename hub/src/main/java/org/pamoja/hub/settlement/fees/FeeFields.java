package org.pamoja.hub.settlement.fees;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pamoja.fspiop.currency.Amounts;
import tools.jackson.databind.JsonNode;

/**
 * Reads the values of a file of fees. What is wrong is collected, and something harmless takes its
 * place, so that all faults are found at once. Used by one thread.
 */
final class FeeFields {
  private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,17})([.][0-9]{1,18})?");

  private final List<String> faults;

  FeeFields(List<String> faults) {
    this.faults = faults;
  }

  void fault(String text) {
    faults.add(text);
  }

  void refuseUnknown(JsonNode node, Set<String> known, String place) {
    if (!node.isObject()) {
      faults.add(place + " must be an object");
      return;
    }
    node.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> faults.add(place + "." + name + " is unknown"));
  }

  String text(JsonNode node, String place, int longest) {
    if (node.isString()
        && !node.stringValue().isBlank()
        && node.stringValue().length() <= longest) {
      return node.stringValue();
    }
    faults.add(place + " must be a text of 1 to " + longest + " characters");
    return "";
  }

  /** A member that has one value only, so that a file says what it is about. */
  void require(JsonNode node, String value, String place) {
    if (!node.isString() || !node.stringValue().equals(value)) {
      faults.add(place + " must be " + value);
    }
  }

  boolean flag(JsonNode node, String place) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      faults.add(place + " must be true or false");
    }
    return node.isBoolean() && node.booleanValue();
  }

  Optional<Instant> time(JsonNode node, String place) {
    try {
      return Optional.of(Instant.parse(node.isString() ? node.stringValue() : ""));
    } catch (DateTimeException _) {
      faults.add(place + " must be a time such as 2030-01-31T00:00:00.000Z");
      return Optional.empty();
    }
  }

  int wholeNumber(JsonNode node, String place, int most) {
    if (node.isInt() && node.intValue() >= 0 && node.intValue() <= most) {
      return node.intValue();
    }
    faults.add(place + " must be a whole number from 0 to " + most);
    return most;
  }

  /** A number above zero, written as a text so that no reader of the file rounds it. */
  Optional<BigDecimal> positive(JsonNode node, String place, int decimals, BigDecimal most) {
    if (node.isString() && DECIMAL.matcher(node.stringValue()).matches()) {
      BigDecimal number = new BigDecimal(node.stringValue());
      if (number.signum() > 0 && number.scale() <= decimals && number.compareTo(most) <= 0) {
        return Optional.of(number);
      }
    }
    faults.add(
        "%s must be a text such as \"0.5\", above 0, at most %s, with at most %d decimals"
            .formatted(place, most.toPlainString(), decimals));
    return Optional.empty();
  }

  /** An amount of transfers; the given one when it is left out. */
  long minorUnits(JsonNode node, String place, long otherwise) {
    return node.isMissingNode()
        ? otherwise
        : positive(node, place, Amounts.SCALE, FeeFormula.LARGEST_AMOUNT)
            .map(amount -> amount.movePointRight(Amounts.SCALE).longValueExact())
            .orElse(otherwise);
  }
}
