package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** Gross settlement, and several models on one hub (settlement §1, §7). */
class GrossSettlementTest extends SettlementScene {
  private static final String MODEL =
      """
      {"name":"%s","settlementGranularity":"%s","settlementInterchange":"%s","settlementDelay":"%s",%s\
      "requireLiquidityCheck":false,"ledgerAccountType":"%s","settlementAccountType":"%s","autoPositionReset":%s}""";

  private ScriptedDfsp payer;
  private ScriptedDfsp payee;

  @BeforeAll
  void setUp() {
    hubAccounts("INR");
    model("CGS", "GROSS", "BILATERAL", "IMMEDIATE", "INR", "POSITION", "SETTLEMENT", "false");
    payer = dfsp("payer", "INR");
    payee = dfsp("payee", "INR");
  }

  @Test
  void settlement_7_commit_shouldMoveSettlementAccountsInsteadOfPositions() {
    String before = value(payer.fspId(), "SETTLEMENT", "INR");
    String id = Bodies.id();
    reserve(id, payer, payee, "100", "INR");
    assertThat(value(payer.fspId(), "POSITION", "INR")).isEqualTo("100");

    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));

    assertMoved(before, "100");
    assertThat(state(payer, id)).isEqualTo("COMMITTED");
    // A repeat of either message moves nothing and is answered as for any committed transfer.
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
    assertMoved(before, "100");
    assertThat(hub().books().rows("select state from transfer where transfer_id = '" + id + "'"))
        .containsExactly("7");
  }

  @Test
  void settlement_7_reserve_shouldSettleGrossAsWell() {
    String before = value(payer.fspId(), "SETTLEMENT", "INR");
    String id = Bodies.id();
    reserve(id, payer, payee, "50", "INR");

    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("RESERVED")));

    payee.await("PATCH", "/transfers/" + id);
    assertMoved(before, "50");
    assertThat(state(payee, id)).isEqualTo("COMMITTED");
  }

  @Test
  void settlement_7_window_shouldHaveNoContentOfTheCurrency() {
    ScriptedDfsp a = dfsp("a", "USD");
    ScriptedDfsp b = dfsp("b", "USD");
    pay(payer, payee, "10", "INR");
    pay(a, b, "10", "USD");

    long window = closedWindow();

    JsonNode content = window(window).get("content");
    assertThat(content.size()).isEqualTo(1);
    assertThat(content.get(0).get("currencyId").asString()).isEqualTo("USD");
    assertThat(settle("CGS", window).refusal())
        .isEqualTo(
            "400 3100 Generic validation error - Settlement can not be created for GROSS or IMMEDIATE models");
    settleCompletely(settlement("DEFERREDNETUSD", window));
    assertThat(window(window).get("state").asString()).isEqualTo(SETTLED);
    pay(payer, payee, "10", "INR");
    long gross = closedWindow();
    assertThat(window(gross).get("content")).isEmpty();
    assertThat(settle("DEFERREDNETUSD", gross).errorDescription())
        .endsWith("Inapplicable windows " + gross);
  }

  @Test
  void settlement_1_twoCurrencies_shouldBeSettledByTwoModelsOneAfterTheOther() {
    ScriptedDfsp a = dfsp("a", "USD");
    ScriptedDfsp b = dfsp("b", "USD");
    ScriptedDfsp c = dfsp("c", "EUR");
    ScriptedDfsp d = dfsp("d", "EUR");
    pay(a, b, "11", "USD");
    pay(c, d, "22", "EUR");
    long window = closedWindow();
    assertThat(window(window).get("content").size()).isEqualTo(2);

    settleCompletely(settlement("DEFERREDNETUSD", window));

    assertThat(value(c.fspId(), "POSITION", "EUR")).isEqualTo("22");
    assertThat(window(window).get("state").asString()).isEqualTo("PENDING_SETTLEMENT");
    long second = settlement("DEFERREDNETEUR", window);
    assertThat(settlement(second).at("/settlementWindows/0/content").size()).isEqualTo(1);
    settleCompletely(second);
    assertThat(value(c.fspId(), "POSITION", "EUR")).isEqualTo("0");
    assertThat(window(window).get("state").asString()).isEqualTo(SETTLED);
  }

  @Test
  void settlement_1_defaultModel_shouldCoverCurrenciesWithoutTheirOwn() {
    hubAccounts("TZS");
    hubAccounts("ZMW");
    model("FORALL", "NET", "MULTILATERAL", "DEFERRED", "", "POSITION", "SETTLEMENT", "true");
    ScriptedDfsp a = dfsp("a", "TZS");
    ScriptedDfsp b = dfsp("b", "TZS");
    ScriptedDfsp c = dfsp("c", "ZMW");
    ScriptedDfsp d = dfsp("d", "ZMW");
    ScriptedDfsp e = dfsp("e", "USD");
    ScriptedDfsp f = dfsp("f", "USD");
    pay(a, b, "1", "TZS");
    pay(c, d, "2", "ZMW");
    pay(e, f, "3", "USD");
    long window = closedWindow();

    long id = settlement("FORALL", window);

    assertThat(netAmounts(settlement(id))).hasSize(4);
    settleCompletely(id);
    assertThat(value(a.fspId(), "POSITION", "TZS")).isEqualTo("0");
    assertThat(value(d.fspId(), "POSITION", "ZMW")).isEqualTo("0");
    assertThat(value(e.fspId(), "POSITION", "USD")).isEqualTo("3");
    settleCompletely(settlement("DEFERREDNETUSD", window));
    // From now on payments in it are settled at once; the default settles what was there before.
    pay(a, b, "5", "TZS");
    model("OWN", "GROSS", "BILATERAL", "DEFERRED", "TZS", "POSITION", "SETTLEMENT", "false");
    pay(a, b, "4", "TZS");
    long mixed = closedWindow();
    assertThat(value(a.fspId(), "POSITION", "TZS")).isEqualTo("5");
    long rest = settlement("FORALL", mixed);
    assertThat(netAmounts(settlement(rest)).get(position(a, "TZS"))).isEqualByComparingTo("5");
    settleCompletely(rest);
    assertThat(value(a.fspId(), "POSITION", "TZS")).isEqualTo("0");
    assertThat(window(mixed).get("state").asString()).isEqualTo(SETTLED);
    admin().put("/settlementModels/OWN", "{\"isActive\":false}");
    admin().put("/settlementModels/FORALL", "{\"isActive\":false}");
  }

  @Test
  void issue_4_1_modelAddedLater_shouldGiveParticipantsItsAccounts() {
    ScriptedDfsp active = dfsp("active", "EUR");
    String waiting = unique("waiting");
    String registration = "{\"name\":\"%s\",\"currency\":\"EUR\"}".formatted(waiting);
    assertThat(admin().post("/participants", registration).status()).isEqualTo(201);

    model(
        "FEES",
        "NET",
        "MULTILATERAL",
        "DEFERRED",
        "EUR",
        "INTERCHANGE_FEE",
        "INTERCHANGE_FEE_SETTLEMENT",
        "true");
    admin().put("/settlementModels/FEES", "{\"isActive\":false}");
    admin().put("/settlementModels/FEES", "{\"isActive\":true}");

    String accounts =
        "select type, active, initialised from account where participant = '%s' order by type";
    assertThat(hub().books().rows(accounts.formatted(active.fspId())))
        .isEqualTo(
            List.of(
                "INTERCHANGE_FEE t t",
                "INTERCHANGE_FEE_SETTLEMENT t t",
                "POSITION t t",
                "SETTLEMENT t t"));
    assertThat(hub().books().rows(accounts.formatted(waiting)))
        .isEqualTo(
            List.of(
                "INTERCHANGE_FEE f f",
                "INTERCHANGE_FEE_SETTLEMENT f f",
                "POSITION f f",
                "SETTLEMENT f f"));
    assertThat(value(active.fspId(), "INTERCHANGE_FEE", "EUR")).isEqualTo("0");
  }

  private void assertMoved(String settlementBefore, String amount) {
    BigDecimal before = new BigDecimal(settlementBefore);
    BigDecimal moved = new BigDecimal(amount);
    assertThat(value(payer.fspId(), "POSITION", "INR")).isEqualTo("0");
    assertThat(value(payee.fspId(), "POSITION", "INR")).isEqualTo("0");
    assertThat(admin().value(payer.fspId(), "SETTLEMENT", "INR"))
        .isEqualByComparingTo(before.add(moved));
    assertThat(
            admin()
                .value(payer.fspId(), "SETTLEMENT", "INR")
                .add(admin().value(payee.fspId(), "SETTLEMENT", "INR")))
        .isEqualByComparingTo("-2000");
  }

  private void model(
      String name,
      String granularity,
      String interchange,
      String delay,
      String currency,
      String type,
      String settlementType,
      String reset) {
    String of = currency.isEmpty() ? "" : "\"currency\":\"" + currency + "\",";
    Reply made =
        admin()
            .post(
                "/settlementModels",
                MODEL.formatted(
                    name, granularity, interchange, delay, of, type, settlementType, reset));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
  }
}
