package org.pamoja.fspiop.currency;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * The API's Amount text and the ledger's integer: minor units at scale 4 whatever the currency.
 * Threads may share it.
 */
public final class Amounts {
  /** Decimal places of a minor unit. */
  public static final int SCALE = 4;

  private static final int MAX_INTEGER_DIGITS = 18;

  private Amounts() {}

  /**
   * Whether a text is an Amount of the API: {@code
   * ^([0]|([1-9][0-9]{0,17}))([.][0-9]{0,3}[1-9])?$}, that is, no sign, no leading zero, at most 18
   * digits and 4 decimals, no trailing zero.
   */
  public static boolean isAmount(String text) {
    int point = text.indexOf('.');
    int integerDigits = point < 0 ? text.length() : point;
    if (integerDigits < 1
        || integerDigits > MAX_INTEGER_DIGITS
        || integerDigits > 1 && text.charAt(0) == '0'
        || !isDigits(text, 0, integerDigits)) {
      return false;
    }
    if (point < 0) {
      return true;
    }
    int decimals = text.length() - point - 1;
    return decimals >= 1
        && decimals <= SCALE
        && text.charAt(text.length() - 1) != '0'
        && isDigits(text, point + 1, text.length());
  }

  /**
   * Minor units of an Amount; empty when they do not fit a long, which an amount of 16 to 18 digits
   * may not: such an amount is valid but larger than any limit.
   *
   * @throws IllegalArgumentException when the text is not an Amount
   */
  public static OptionalLong parse(String text) {
    if (!isAmount(text)) {
      throw new IllegalArgumentException("not an FSPIOP amount");
    }
    int point = text.indexOf('.');
    int decimals = point < 0 ? 0 : text.length() - point - 1;
    long units = 0;
    try {
      for (int i = 0; i < text.length(); i++) {
        if (i != point) {
          units = Math.addExact(Math.multiplyExact(units, 10L), text.charAt(i) - '0');
        }
      }
      for (int i = decimals; i < SCALE; i++) {
        units = Math.multiplyExact(units, 10L);
      }
      return OptionalLong.of(units);
    } catch (ArithmeticException tooLarge) {
      return OptionalLong.empty();
    }
  }

  /**
   * The canonical text of minor units: no trailing zeros, 1002500 is {@code 100.25}. A negative
   * number, as positions may be, gets a minus sign; that is not an Amount of the API.
   */
  public static String format(long minorUnits) {
    return BigDecimal.valueOf(minorUnits, SCALE).stripTrailingZeros().toPlainString();
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}
