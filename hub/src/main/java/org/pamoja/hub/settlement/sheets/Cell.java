package org.pamoja.hub.settlement.sheets;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.fspiop.currency.Currencies;
import org.pamoja.hub.admin.AdminTime;

/** One value of a table that is written. */
public sealed interface Cell {

  /** Nothing. */
  Cell EMPTY = new Empty();

  /** How it reads as plain text. */
  String text();

  /**
   * A text.
   *
   * @param text any text; how it is kept from being taken for a formula is the format's business
   */
  record Text(String text) implements Cell {}

  /**
   * An exact number.
   *
   * @param value its value, with as many decimals as are to be shown
   */
  record Number(BigDecimal value) implements Cell {
    @Override
    public String text() {
      return value.toPlainString();
    }
  }

  /** Nothing at all. */
  record Empty() implements Cell {
    @Override
    public String text() {
      return "";
    }
  }

  /** A text. */
  static Cell of(String text) {
    return new Text(text);
  }

  /** A whole number, such as an id. */
  static Cell of(long number) {
    return new Number(BigDecimal.valueOf(number));
  }

  /** A time in UTC with milliseconds. */
  static Cell of(Instant time) {
    return new Text(AdminTime.text(time));
  }

  /** An amount with the decimals of its currency, more where it has more. */
  static Cell amount(BigInteger minorUnits, String currency) {
    return new Number(decimal(minorUnits, currency));
  }

  /** An amount with the decimals of its currency, more where it has more. */
  static Cell amount(long minorUnits, String currency) {
    return amount(BigInteger.valueOf(minorUnits), currency);
  }

  /** Minor units as a decimal number with at least the decimals of the currency. */
  static BigDecimal decimal(BigInteger minorUnits, String currency) {
    BigDecimal exact = new BigDecimal(minorUnits, Amounts.SCALE);
    int shown = Math.min(Currencies.decimals(currency).orElse(Amounts.SCALE), Amounts.SCALE);
    int needed = Math.max(exact.stripTrailingZeros().scale(), shown);
    return exact.setScale(needed, RoundingMode.UNNECESSARY);
  }
}
