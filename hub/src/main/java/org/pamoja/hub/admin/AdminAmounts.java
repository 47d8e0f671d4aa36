package org.pamoja.hub.admin;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.pamoja.fspiop.currency.Amounts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/** The admin API's numbers and the ledger's minor units (scale 4). Threads may share it. */
public final class AdminAmounts {
  /** Decimals of every amount, whatever the currency. */
  public static final int SCALE = Amounts.SCALE;

  private AdminAmounts() {}

  /** Minor units as the JSON number that replies show, without trailing zeros. */
  public static JsonNode number(BigInteger minorUnits) {
    BigDecimal amount = new BigDecimal(minorUnits, SCALE);
    return DecimalNode.valueOf(
        amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros());
  }

  /** Minor units of a number that {@link NumberRule#amount} has passed. */
  public static long minorUnits(JsonNode checked) {
    return checked.decimalValue().movePointRight(SCALE).longValueExact();
  }
}
