package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** What moves when a settlement goes on, and in which order it may (settlement §4, §5). */
class SettlementStepsTest extends SettlementScene {
  private final ScriptedDfsp a = dfsp("a", "USD");
  private final ScriptedDfsp b = dfsp("b", "USD");

  @Test
  void settlement_5_1_example_shouldMoveMoneyStepByStep() {
    pay(a, b, "100", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    assertValues("100", "-100", "0");

    assertMoved(id, a, RECORDED, "PENDING_SETTLEMENT");
    assertMoved(id, b, RECORDED, RECORDED);
    assertValues("100", "-100", "0");

    assertMoved(id, b, RESERVED, RECORDED);
    assertValues("100", "0", "-100");
    assertMoved(id, a, RESERVED, RESERVED);
    assertValues("100", "0", "-100");

    assertMoved(id, a, COMMITTED, RESERVED);
    assertValues("0", "0", "0");
    assertMoved(id, b, COMMITTED, COMMITTED);
    assertValues("0", "0", "0");

    assertMoved(id, a, SETTLED, "SETTLING");
    assertThat(settlement(id).get("reason").asString())
        .isEqualTo("Some settlement accounts are SETTLED");
    assertMoved(id, b, SETTLED, SETTLED);
    assertValues("0", "0", "0");
    assertThat(settlement(id).get("reason").asString())
        .isEqualTo("All settlement accounts are SETTLED");
  }

  @Test
  void settlement_4_settled_shouldCarryOverToContentsAndWindow() {
    pay(a, b, "7", "USD");
    long window = closedWindow();
    long id = settlement("DEFERREDNETUSD", window);
    for (String state : List.of(RECORDED, RESERVED, COMMITTED)) {
      moveAll(id, state);
      assertThat(window(window).get("state").asString()).isEqualTo("PENDING_SETTLEMENT");
    }
    assertMoved(id, a, SETTLED, "SETTLING");
    assertThat(window(window).get("state").asString()).isEqualTo("PENDING_SETTLEMENT");

    Reply last = moveAll(id, SETTLED);

    assertThat(last.json().at("/settlementWindows/0/state").asString()).isEqualTo("SETTLED");
    assertThat(last.json().at("/settlementWindows/0/content/0/state").asString())
        .isEqualTo("SETTLED");
    assertThat(window(window).get("reason").asString())
        .isEqualTo("All settlement window content is SETTLED");
    assertThat(window(window).at("/content/0/settlementId").asLong()).isEqualTo(id);
  }

  @Test
  void settlement_4_rules_shouldEnforceTheOrderRelativeToTheSettlement() {
    pay(a, b, "5", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    String refused = "3000 Generic client error - State change not allowed";
    for (String early : List.of(RESERVED, COMMITTED, SETTLED)) {
      assertThat(accountError(move(id, a, "USD", early))).isEqualTo(refused);
    }
    assertMoved(id, a, RECORDED, "PENDING_SETTLEMENT");

    // The settlement waits for the other account, so this one must not run ahead.
    Reply ahead = move(id, a, "USD", RESERVED);

    assertThat(accountError(ahead)).isEqualTo(refused);
    JsonNode account = ahead.json().at("/participants/0/accounts/0");
    assertThat(account.get("state").asString()).isEqualTo(RECORDED);
    assertThat(account.at("/netSettlementAmount/amount").asInt()).isEqualTo(5);
    assertThat(account.has("createdDate")).isTrue();
    assertThat(ahead.json().get("settlementWindows")).isEmpty();
    assertValues("5", "-5", "0");
    assertMoved(id, b, RECORDED, RECORDED);
    settleRest(id, RESERVED, COMMITTED, SETTLED);
    assertThat(accountError(move(id, a, "USD", RECORDED))).isEqualTo(refused);
    assertValues("0", "0", "0");
  }

  @Test
  void settlement_4_sameState_shouldReplaceReasonAndReferenceAndMoveNothing() {
    pay(a, b, "5", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    moveAll(id, RECORDED);
    moveAll(id, RESERVED);
    assertValues("5", "0", "-5");

    Reply again =
        admin()
            .put(
                "/settlements/%d/participants/%d".formatted(id, number(b)),
                "{\"accounts\":[{\"id\":%d,\"state\":\"%s\",\"reason\":\"again\",\"externalReference\":\"x\"}]}"
                    .formatted(position(b, "USD"), RESERVED));

    JsonNode account = again.json().at("/participants/0/accounts/0");
    assertThat(account.get("reason").asString()).isEqualTo("again");
    assertThat(account.get("externalReference").asString()).isEqualTo("x");
    assertThat(again.json().get("state").asString()).isEqualTo(RESERVED);
    assertValues("5", "0", "-5");
    settleRest(id, COMMITTED, SETTLED);
    assertValues("0", "0", "0");
  }

  @Test
  void settlement_4_accountFailures_shouldBeToldOneByOneWhileOthersAreHandled() {
    ScriptedDfsp stranger = dfsp("stranger", "USD");
    pay(a, b, "3", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    String one = "{\"id\":%d,\"state\":\"" + RECORDED + "\",\"reason\":\"r\"}";
    String good = one.formatted(position(a, "USD"));

    Reply reply =
        admin()
            .put(
                "/v2/settlements/" + id,
                "{\"participants\":[{\"id\":%d,\"accounts\":[%s,%s,%s]},{\"id\":%d,\"accounts\":[%s]}]}"
                    .formatted(
                        number(a),
                        one.formatted(position(stranger, "USD")),
                        good,
                        good,
                        number(stranger),
                        one.formatted(position(b, "USD"))));

    assertThat(reply.status()).isEqualTo(200);
    JsonNode first = reply.json().at("/participants/0/accounts");
    assertThat(error(first.get(0))).isEqualTo("Generic client error - Account not found");
    assertThat(first.get(0).propertyNames()).containsExactlyInAnyOrder("id", "errorInformation");
    assertThat(first.get(1).get("state").asString()).isEqualTo(RECORDED);
    assertThat(error(first.get(2)))
        .isEqualTo("Generic client error - Account already processed once");
    assertThat(error(reply.json().at("/participants/1/accounts/0")))
        .isEqualTo("Generic client error - Participant and account mismatch");
    assertThat(reply.json().get("state").asString()).isEqualTo("PENDING_SETTLEMENT");
    settleRest(id, RECORDED, RESERVED, COMMITTED, SETTLED);
  }

  @Test
  void settlement_5_2_liquidityCheck_shouldRaiseTheCapOfARecipient() {
    ScriptedDfsp payee = participant("payee", "USD", "50", "1000");
    pay(a, payee, "120", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    // The recipient pays 100 of it on before it is charged: -20 + 120 is beyond 50.
    pay(payee, b, "100", "USD");
    moveAll(id, RECORDED);

    assertThat(accountError(move(id, payee, "USD", RESERVED))).isEmpty();

    assertThat(value(payee, "POSITION")).isEqualTo("100");
    JsonNode limit = admin().get("/participants/" + payee.fspId() + "/limits").json().get(0);
    assertThat(limit.at("/limit/value").asInt()).isEqualTo(170);
    settleRest(id, RESERVED, COMMITTED, SETTLED);
    settleCompletely(settlement("DEFERREDNETUSD", closedWindow()));
    assertThat(value(payee, "POSITION")).isEqualTo("0");
  }

  @Test
  void settlement_4_twoOperatorsAtOnce_shouldMoveMoneyOnce() {
    pay(a, b, "40", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    for (String state : List.of(RECORDED, RESERVED, COMMITTED, SETTLED)) {
      List<CompletableFuture<Reply>> replies =
          List.of(1, 2, 3, 4).stream()
              .map(_ -> CompletableFuture.supplyAsync(() -> moveAll(id, state)))
              .toList();
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.join().json().get("state").asString()).isEqualTo(state);
      }
    }
    assertValues("0", "0", "0");
    assertThat(hub().books().rows(postingsOf(id))).containsExactly("4");
  }

  @Test
  void settlement_5_netZeroAndThreeParties_shouldLeaveTheHubWhereItWas() {
    ScriptedDfsp c = dfsp("c", "USD");
    pay(a, b, "10", "USD");
    pay(b, c, "10", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    assertThat(netAmounts(settlement(id)).get(position(b, "USD"))).isZero();

    settleCompletely(id);

    assertValues("0", "0", "0");
    assertThat(value(c, "POSITION")).isEqualTo("0");
  }

  @Test
  void settlement_1_withoutPositionReset_shouldOnlyChangeStates() {
    hubAccounts("KES");
    String model =
        """
        {"name":"STATESONLY","settlementGranularity":"NET","settlementInterchange":"BILATERAL",\
        "settlementDelay":"DEFERRED","currency":"KES","requireLiquidityCheck":false,"ledgerAccountType":"POSITION",\
        "settlementAccountType":"SETTLEMENT","autoPositionReset":false}""";
    assertThat(admin().post("/settlementModels", model).status()).isEqualTo(201);
    ScriptedDfsp payer = dfsp("payer", "KES");
    ScriptedDfsp payee = dfsp("payee", "KES");
    pay(payer, payee, "12", "KES");
    long id = settlement("STATESONLY", closedWindow());

    settleCompletely(id);

    assertThat(settlement(id).get("state").asString()).isEqualTo(SETTLED);
    assertThat(value(payer.fspId(), "POSITION", "KES")).isEqualTo("12");
    assertThat(value(payee.fspId(), "POSITION", "KES")).isEqualTo("-12");
  }

  private void settleRest(long id, String... states) {
    for (String state : states) {
      assertThat(moveAll(id, state).status()).isEqualTo(200);
    }
  }

  private void assertMoved(long id, ScriptedDfsp dfsp, String state, String settlementState) {
    Reply reply = move(id, dfsp, "USD", state);
    assertThat(accountError(reply)).isEmpty();
    assertThat(reply.json().at("/participants/0/accounts/0/state").asString()).isEqualTo(state);
    assertThat(reply.json().get("state").asString()).isEqualTo(settlementState);
    hub().books().check();
  }

  private void assertValues(String positionA, String positionB, String hubAccount) {
    assertThat(value(a, "POSITION")).isEqualTo(positionA);
    assertThat(value(b, "POSITION")).isEqualTo(positionB);
    assertThat(value("Hub", "HUB_MULTILATERAL_SETTLEMENT", "USD")).isEqualTo(hubAccount);
    assertThat(value(a, "SETTLEMENT")).isEqualTo("-1000");
    assertThat(value(b, "SETTLEMENT")).isEqualTo("-1000");
  }

  private static String error(JsonNode account) {
    return account.at("/errorInformation/errorDescription").asString("");
  }

  private static String postingsOf(long settlement) {
    return "select count(*) from posting p join settlement_account s on s.transfer_id = p.transfer_id"
        + " where s.settlement_id = "
        + settlement;
  }
}
