package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.AdminClient;
import org.pamoja.testkit.hub.EmbeddedHub;

/** Settlement on several nodes, and on a node that was away (issue 4, items 1 to 3). */
class SettlementNodesTest extends SettlementScene {
  private static final String UNDONE =
      """
      with t as (delete from content_total using settlement_content c where c.id = content_id and c.window_id = ?),
        c as (delete from settlement_content where window_id = ?),
        f as (delete from window_flow where window_id = ?)
      update settlement_window set state = 'PROCESSING' where id = ? returning id""";

  private final EmbeddedHub second;

  SettlementNodesTest() {
    super(EmbeddedHub.start());
    admin().prepareCurrency("USD");
    second = hub().secondNode();
  }

  @AfterAll
  void stop() {
    second.close();
    hub().close();
  }

  @Test
  void issue_4_2_windowNobodySummedUp_shouldBeTakenByAnyNode() {
    ScriptedDfsp a = dfsp("a", "USD");
    ScriptedDfsp b = dfsp("b", "USD");
    pay(a, b, "9", "USD");
    long window = closedWindow();
    // As a node leaves it that dies right after it has closed the window.
    hub().books().rows(UNDONE.replace("?", String.valueOf(window)));

    awaitClosed(window);

    settleCompletely(settlement("DEFERREDNETUSD", window));
    assertThat(value(a, "POSITION")).isEqualTo("0");
  }

  @Test
  void issue_4_3_stepsAtAlternatingNodes_shouldBeOneSettlement() {
    ScriptedDfsp a = dfsp("a", "USD");
    ScriptedDfsp b = dfsp("b", "USD");
    pay(a, b, "9", "USD");
    long open = openWindow();
    assertThat(close(second.admin(), open).status()).isEqualTo(200);
    awaitClosed(open);
    long id = settlement("DEFERREDNETUSD", open);
    for (String state : List.of(RECORDED, RESERVED, COMMITTED, SETTLED)) {
      String body = "{\"accounts\":[{\"id\":%d,\"state\":\"%s\",\"reason\":\"r\"}]}";
      CompletableFuture<Reply> first =
          CompletableFuture.supplyAsync(() -> put(hub().admin(), id, a, body, state));
      CompletableFuture<Reply> other =
          CompletableFuture.supplyAsync(() -> put(second.admin(), id, b, body, state));
      assertThat(accountError(first.join())).isEmpty();
      assertThat(accountError(other.join())).isEmpty();
    }
    assertThat(settlement(id).get("state").asString()).isEqualTo(SETTLED);
    assertThat(value(a, "POSITION")).isEqualTo("0");
    assertThat(value(b, "POSITION")).isEqualTo("0");
  }

  @Test
  void issue_4_3_twoSettlementsAtOnce_shouldNotTakeOneWindowTwice() {
    ScriptedDfsp a = dfsp("a", "USD");
    ScriptedDfsp b = dfsp("b", "USD");
    pay(a, b, "9", "USD");
    long window = closedWindow();
    String order =
        "{\"settlementModel\":\"DEFERREDNETUSD\",\"reason\":\"r\",\"settlementWindows\":[{\"id\":%d}]}"
            .formatted(window);
    List<CompletableFuture<Reply>> orders =
        List.of(hub(), second, hub(), second).stream()
            .map(
                node ->
                    CompletableFuture.supplyAsync(
                        () -> node.admin().post("/v2/settlements", order)))
            .toList();

    assertThat(orders.stream().map(CompletableFuture::join).map(Reply::status))
        .containsExactlyInAnyOrder(200, 400, 400, 400);
    settleCompletely(
        admin().get("/settlements?settlementWindowId=" + window).json().get(0).get("id").asLong());
  }

  @Test
  void issue_4_3_restart_shouldGoOnWhereItWas() {
    ScriptedDfsp a = dfsp("a", "USD");
    ScriptedDfsp b = dfsp("b", "USD");
    pay(a, b, "9", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    moveAll(id, RECORDED);
    moveAll(id, RESERVED);

    hub().stop();
    hub().startAgain();

    moveAll(id, COMMITTED);
    assertThat(moveAll(id, SETTLED).json().get("state").asString()).isEqualTo(SETTLED);
    assertThat(value(a, "POSITION")).isEqualTo("0");
    assertThat(value(b, "POSITION")).isEqualTo("0");
  }

  @Test
  void issue_4_1_grossModel_shouldBeKnownToEveryNode() throws InterruptedException {
    hubAccounts("INR");
    String net = AdminClient.netModel("DEFAULTNET", "INR").replace("\"currency\":\"INR\",", "");
    assertThat(admin().post("/settlementModels", net).status()).isEqualTo(201);
    ScriptedDfsp a = dfsp("a", "INR");
    ScriptedDfsp b = dfsp("b", "INR");
    String gross =
        AdminClient.netModel("CGS", "INR")
            .replace("NET", "GROSS")
            .replace("MULTILATERAL", "BILATERAL")
            .replace("DEFERRED", "IMMEDIATE");
    assertThat(admin().post("/settlementModels", gross).status()).isEqualTo(201);
    pay(a, b, "1", "INR");
    assertThat(value(a.fspId(), "POSITION", "INR")).isEqualTo("0");

    boolean known = false;
    for (int attempt = 0; attempt < 100 && !known; attempt++) {
      String before = value(a.fspId(), "POSITION", "INR");
      payAtSecond(a, b);
      known = value(a.fspId(), "POSITION", "INR").equals(before);
      Thread.sleep(50);
    }
    assertThat(known).as("the other node settles gross").isTrue();
  }

  private void payAtSecond(ScriptedDfsp payer, ScriptedDfsp payee) {
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), "1", "INR", Bodies.in(Duration.ofMinutes(10)));
    assertAccepted(at(second, payer.message("POST", "/transfers").to(payee.fspId()).body(body)));
    payee.server().await(request -> request.text().contains(id));
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("COMMITTED")));
  }

  private static Reply at(EmbeddedHub node, Message message) {
    return RawHttp.request(
        node.fspiopPort(), message.method(), message.path(), message.headers(), message.body());
  }

  private Reply put(AdminClient at, long settlement, ScriptedDfsp dfsp, String body, String state) {
    return at.put(
        "/v2/settlements/%d/participants/%d".formatted(settlement, number(dfsp)),
        body.formatted(position(dfsp, "USD"), state));
  }

  private static Reply close(AdminClient at, long id) {
    return at.post("/v2/settlementWindows/" + id, "{\"state\":\"CLOSED\",\"reason\":\"r\"}");
  }
}
