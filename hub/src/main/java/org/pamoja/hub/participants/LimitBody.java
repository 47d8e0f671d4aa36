package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.required;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.EitherRule;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.ObjectRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.ledger.command.Command;
import tools.jackson.databind.JsonNode;

/**
 * A net debit cap as an operator sets it: either a value, as in the reference, or a percentage of
 * the account's liquidity.
 *
 * @param value minor units; empty for a percentage
 * @param percent hundredths of a percent; empty for a value
 */
record LimitBody(Optional<BigInteger> value, Optional<Integer> percent) {

  /** The only limit type. */
  static final TextRule TYPE = TextRule.oneOf(LimitView.TYPE);

  private static final ObjectRule.Field VALUE =
      required("value", NumberRule.amount(NumberRule.Sign.NOT_NEGATIVE));
  private static final ObjectRule.Field PERCENTAGE = required("percentage", NumberRule.upTo(100));

  /** The rule of a {@code limit} object that has these properties around the cap. */
  static EitherRule rule(ObjectRule.Field before, ObjectRule.Field... after) {
    return new EitherRule(
        object(before, VALUE, after), PERCENTAGE.name(), object(before, PERCENTAGE, after));
  }

  private static ObjectRule object(
      ObjectRule.Field before, ObjectRule.Field cap, ObjectRule.Field... after) {
    List<ObjectRule.Field> fields = new ArrayList<>(List.of(before, cap));
    fields.addAll(List.of(after));
    return new ObjectRule(fields);
  }

  /** The cap in a {@code limit} object that the rule has passed. */
  static LimitBody of(JsonNode limit) {
    JsonNode percentage = limit.get("percentage");
    return percentage == null
        ? new LimitBody(
            Optional.of(BigInteger.valueOf(AdminAmounts.minorUnits(limit.get("value")))),
            Optional.empty())
        : new LimitBody(
            Optional.empty(),
            Optional.of(percentage.decimalValue().movePointRight(2).intValueExact()));
  }

  /** The command that sets it on an account that has a cap already. */
  Command command(long account) {
    return percent
        .<Command>map(share -> new Command.SetNetDebitCapPercent(account, share))
        .orElseGet(() -> new Command.SetNetDebitCap(account, value.orElseThrow()));
  }

  /** For the audit log. */
  String text() {
    return percent
        .map(share -> BigDecimal.valueOf(share, 2).toPlainString() + " % of the liquidity")
        .orElseGet(() -> new BigDecimal(value.orElseThrow(), 4).toPlainString());
  }
}
