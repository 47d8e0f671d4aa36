package org.pamoja.ledger.command;

import java.util.OptionalLong;

/**
 * An amount as received.
 *
 * @param currency currency code
 * @param text the amount's text as received
 * @param units minor units at scale 4; empty when the amount is valid but larger than a long can
 *     hold, which is more than any limit allows
 */
public record Money(String currency, String text, OptionalLong units) {
  /** Money of {@code units} minor units. */
  public static Money of(String currency, long units) {
    return new Money(
        currency,
        java.math.BigDecimal.valueOf(units, 4).stripTrailingZeros().toPlainString(),
        OptionalLong.of(units));
  }
}
