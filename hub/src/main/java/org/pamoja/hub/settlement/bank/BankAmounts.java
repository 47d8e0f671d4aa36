package org.pamoja.hub.settlement.bank;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.currency.Currencies;

/**
 * Amounts as banks write them: with or without commas between thousands, negative by a minus or by
 * brackets. A comma that does not part thousands is refused: {@code 1,5} must not be read as 15.
 */
final class BankAmounts {
  private static final int LONGEST = 40;
  private static final Pattern PLAIN = Pattern.compile("(?:\\d+|\\d{1,3}(?:,\\d{3})+)(?:\\.\\d+)?");

  private BankAmounts() {}

  /** The number, empty when the text is none. */
  static Optional<BigDecimal> parse(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST) {
      return Optional.empty();
    }
    boolean negative = false;
    if (stripped.startsWith("(") && stripped.endsWith(")")) {
      negative = true;
      stripped = stripped.substring(1, stripped.length() - 1).strip();
    } else if (stripped.startsWith("-") || stripped.startsWith("\u2212")) {
      negative = true;
      stripped = stripped.substring(1).strip();
    }
    if (!PLAIN.matcher(stripped).matches()) {
      return Optional.empty();
    }
    BigDecimal amount = new BigDecimal(stripped.replace(",", ""));
    return Optional.of(negative ? amount.negate() : amount);
  }

  /**
   * Minor units; empty when the amount has more decimals than its currency, or does not fit.
   * Trailing zeros do not count.
   */
  static OptionalLong minorUnits(BigDecimal amount, String currency) {
    BigDecimal exact = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    int allowed = Math.min(Currencies.decimals(currency).orElse(Amounts.SCALE), Amounts.SCALE);
    if (exact.scale() > allowed || exact.precision() - exact.scale() > 14) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(exact.movePointRight(Amounts.SCALE).longValueExact());
  }
}
