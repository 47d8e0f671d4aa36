package org.pamoja.fspiop.ilp;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.currency.Currencies;

/** The integer amount inside an ILP packet. */
final class IlpAmount {
  private static final int MAX_BITS = 64;

  private IlpAmount() {}

  /**
   * The amount in the currency's smallest units, as an unsigned 64-bit number. The reference's v1
   * packets silently drop what is smaller (1.5 JPY becomes 1); here both versions refuse it.
   *
   * @throws IllegalArgumentException for a malformed amount, an unknown currency, an amount with
   *     more decimals than the currency has, or one that does not fit
   */
  static long toInteger(String amount, String currency) {
    if (!Amounts.isAmount(amount)) {
      throw new IllegalArgumentException("not an FSPIOP amount");
    }
    int decimals =
        Currencies.ilpDecimals(currency)
            .orElseThrow(() -> new IllegalArgumentException("unknown currency"));
    BigDecimal scaled = new BigDecimal(amount).movePointRight(decimals).stripTrailingZeros();
    if (scaled.scale() > 0) {
      throw new IllegalArgumentException(
          "the amount has more decimals than " + currency + " allows");
    }
    BigInteger units = scaled.toBigIntegerExact();
    if (units.bitLength() > MAX_BITS) {
      throw new IllegalArgumentException("the amount does not fit an ILP packet");
    }
    return units.longValue();
  }
}
