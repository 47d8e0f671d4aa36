package org.pamoja.hub.admin;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/**
 * A number, or its text, rounded half up to a number of decimals. What cannot be held exactly is
 * refused: no amount is ever cut to fit.
 *
 * @param sign which signs are allowed
 * @param scale decimals that are kept
 * @param largest largest absolute value
 * @param whole whether decimals are refused instead of rounded
 */
public record NumberRule(Sign sign, int scale, BigDecimal largest, boolean whole) implements Rule {

  /** Which signs a number may have. */
  public enum Sign {
    /** More than zero, also after rounding. */
    POSITIVE,
    /** Zero or more. */
    NOT_NEGATIVE,
    /** Any. */
    ANY
  }

  /** Digits of a number's text beyond which it is not even looked at. */
  private static final int MAX_TEXT = 100;

  private static final Pattern NUMERIC =
      Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,9})?");

  /** Decimal(18,4): 14 digits before the point (ledger-admin §1). */
  private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("99999999999999.9999");

  /** An amount at scale 4, at most 18 digits in all. */
  public static NumberRule amount(Sign sign) {
    return new NumberRule(sign, AdminAmounts.SCALE, LARGEST_AMOUNT, false);
  }

  /** An id: a positive whole number. */
  public static NumberRule id() {
    return new NumberRule(Sign.POSITIVE, 0, BigDecimal.valueOf(Long.MAX_VALUE), true);
  }

  /** A number from zero to {@code largest} with two decimals. */
  public static NumberRule upTo(int largest) {
    return new NumberRule(Sign.NOT_NEGATIVE, 2, BigDecimal.valueOf(largest), false);
  }

  @Override
  public JsonNode check(Place place, JsonNode value, List<String> messages) {
    Optional<BigDecimal> sent = read(value);
    if (sent.isEmpty()) {
      messages.add(place.fault("must be a number"));
      return value;
    }
    Optional<BigDecimal> rounded = round(sent.get());
    if (rounded.isEmpty() || rounded.get().abs().compareTo(largest) > 0) {
      messages.add(place.fault("must be less than or equal to " + largest.toPlainString()));
      return value;
    }
    if (whole && rounded.get().compareTo(sent.get()) != 0) {
      messages.add(place.fault("must be an integer"));
    }
    if (rounded.get().signum() < lowestSign()) {
      messages.add(place.fault("must be a positive number"));
    }
    return DecimalNode.valueOf(rounded.get());
  }

  private int lowestSign() {
    return switch (sign) {
      case POSITIVE -> 1;
      case NOT_NEGATIVE -> 0;
      case ANY -> -1;
    };
  }

  private static Optional<BigDecimal> read(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value.decimalValue());
    }
    String text = value.isString() ? value.stringValue().strip() : "";
    boolean numeric = text.length() <= MAX_TEXT && NUMERIC.matcher(text).matches();
    return numeric ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /**
   * Empty when too large. Exponents are looked at first: writing 1e999999999 out would take the
   * memory of the hub.
   */
  private Optional<BigDecimal> round(BigDecimal sent) {
    long integerDigits = (long) sent.precision() - sent.scale();
    if (sent.signum() != 0 && integerDigits > largest.precision()) {
      return Optional.empty();
    }
    if (sent.signum() == 0 || integerDigits < -scale) {
      return Optional.of(BigDecimal.ZERO.setScale(scale));
    }
    return Optional.of(sent.setScale(scale, RoundingMode.HALF_UP));
  }
}
