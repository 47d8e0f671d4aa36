package org.pamoja.hub.settlement.fees;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.pamoja.fspiop.currency.Amounts;

/**
 * How much a fee is: rate × amount + fixed, rounded half-up, then not less than the minimum and not
 * more than the maximum. Exact: nothing is rounded before the end.
 *
 * @param rate share of the amount, 0 to {@link #LARGEST_RATE}
 * @param fixed part that does not depend on the amount, in units of the currency
 * @param decimals places it is rounded to, 0 to {@value Amounts#SCALE}
 * @param minimum least fee, in units of the currency
 * @param maximum largest fee, in units of the currency
 */
record FeeFormula(
    BigDecimal rate,
    BigDecimal fixed,
    int decimals,
    Optional<BigDecimal> minimum,
    Optional<BigDecimal> maximum) {
  /** With this and {@link #LARGEST_AMOUNT}, a fee of any amount fits a long. */
  static final BigDecimal LARGEST_RATE = new BigDecimal("0.5");

  /** Most a fixed part, minimum or maximum may be, in units of the currency. */
  static final BigDecimal LARGEST_AMOUNT = new BigDecimal("1000000000000");

  /** The fee of an amount, both in minor units; 0 for none. */
  long of(long amount) {
    BigDecimal exact = BigDecimal.valueOf(amount, Amounts.SCALE).multiply(rate).add(fixed);
    BigDecimal fee = exact.setScale(decimals, RoundingMode.HALF_UP);
    fee = minimum.map(fee::max).orElse(fee);
    return maximum.map(fee::min).orElse(fee).movePointRight(Amounts.SCALE).longValueExact();
  }
}
