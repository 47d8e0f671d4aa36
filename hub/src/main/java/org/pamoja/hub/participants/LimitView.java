package org.pamoja.hub.participants;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.ledger.account.AccountTypes;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How limits are shown (ledger-admin §4.2). One that follows the liquidity has its percentage
 * besides, and as its value what that comes to now.
 */
final class LimitView {
  /** The only limit type. */
  static final String TYPE = "NET_DEBIT_CAP";

  private LimitView() {}

  /** {@code {"currency","limit":{"type","value","percentage"?,"alarmPercentage"}}}. */
  static ObjectNode withCurrency(
      String currency, BigInteger cap, Optional<Integer> percent, BigDecimal alarmPercentage) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    ObjectNode limit = view.put("currency", currency).putObject("limit").put("type", TYPE);
    limit.set("value", AdminAmounts.number(cap));
    percent.ifPresent(
        hundredths -> limit.set("percentage", DecimalNode.valueOf(percentage(hundredths))));
    limit.set("alarmPercentage", DecimalNode.valueOf(alarmPercentage));
    return view;
  }

  private static BigDecimal percentage(int hundredths) {
    return hundredths == 0
        ? BigDecimal.ZERO
        : new BigDecimal(BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString());
  }

  /**
   * The account whose limit is meant.
   *
   * @throws org.pamoja.fspiop.error.FspiopException 400/3200 when there is none
   */
  static ParticipantAccount position(List<ParticipantAccount> accounts, String currency) {
    return ParticipantAccount.find(accounts, currency, AccountTypes.POSITION)
        .orElseThrow(ParticipantStore::notFound);
  }
}
