package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** What participants can pay, alarms, and what they held when (issue 4, liquidity). */
class LiquidityTest extends SettlementScene {
  private final ScriptedDfsp payee = dfsp("payee", "USD");

  @Test
  void issue_4_5_capByPercentage_shouldFollowFundsIn() {
    ScriptedDfsp payer = participant("payer", "10000", "100");
    limit(payer, "\"percentage\":50");

    refuse(payer, "50.01");
    admin().deposit(payer.fspId(), "USD", "0.02");
    pay(payer, payee, "50.01", "USD");

    refuse(payer, "0.01");
    JsonNode limit = admin().get("/participants/" + payer.fspId() + "/limits").json().get(0);
    assertThat(limit.at("/limit/value").decimalValue()).isEqualByComparingTo("50.01");
    assertThat(limit.at("/limit/percentage").intValue()).isEqualTo(50);
  }

  @Test
  void operatorPortal_8_alarm_shouldBeToldOnceAndAgainWhenItIsOver() {
    ScriptedDfsp payer = participant("payer", "100", "1000");
    admin().setEndpoint(payer.fspId(), "ALARM_NOTIFICATION_URL", payer.address() + "/alarms");

    pay(payer, payee, "89.99", "USD");
    pay(payer, payee, "0.01", "USD");
    Received raised = payer.await("POST", "/alarms");
    pay(payer, payee, "1", "USD");
    limit(payer, "\"value\":200");
    Received cleared = payer.server().await(2, it -> it.is("POST", "/alarms")).get(1);

    assertThat(raised.json().get("alarm").asString()).isEqualTo("netDebitCap");
    assertThat(raised.json().get("state").asString()).isEqualTo("raised");
    assertThat(raised.json().get("threshold").intValue()).isEqualTo(90);
    assertThat(cleared.json().get("state").asString()).isEqualTo("cleared");
    assertThat(cleared.json().get("id")).isEqualTo(raised.json().get("id"));
    JsonNode stored = admin().get("/alarms?participant=" + payer.fspId()).json();
    assertThat(stored.size()).isEqualTo(1);
    assertThat(stored.get(0).get("state").asString()).isEqualTo("cleared");
  }

  @Test
  void issue_4_5_asOf_shouldTellWhatWasHeldAcrossWindows() {
    ScriptedDfsp payer = dfsp("payer", "USD");
    pay(payer, payee, "10", "USD");
    final Instant afterOne = pause();
    long window = closedWindow();
    pay(payer, payee, "4.5", "USD");
    final Instant afterTwo = pause();
    reserve(Bodies.id(), payer, payee, "3", "USD");
    pay(payer, payee, "1", "USD");

    assertThat(held(payer, afterOne)).isEqualTo("10");
    assertThat(held(payer, afterTwo)).isEqualTo("14.5");
    assertThat(held(payer, Instant.now())).isEqualTo("15.5");
    JsonNode position = statement(payer, window);
    assertThat(position.get("opening").intValue()).isZero();
    assertThat(position.get("entries"))
        .hasToString("[{\"credits\":0,\"debits\":10,\"entryType\":\"PRINCIPLE_VALUE\"}]");
    assertThat(position.get("closing").intValue()).isEqualTo(10);
    JsonNode open = statement(payer, openWindow());
    assertThat(open.get("opening").intValue()).isEqualTo(10);
    assertThat(open.get("closing").decimalValue()).isEqualByComparingTo("15.5");
  }

  private String held(ScriptedDfsp dfsp, Instant moment) {
    String path = "/participants/" + dfsp.fspId() + "/balances?currency=USD&asOf=" + moment;
    return account(admin().get(path).json()).get("value").asString();
  }

  private JsonNode statement(ScriptedDfsp dfsp, long window) {
    String path = "/participants/" + dfsp.fspId() + "/reconciliation?settlementWindowId=" + window;
    return account(admin().get(path).json().get("accounts"));
  }

  private static JsonNode account(JsonNode accounts) {
    for (JsonNode account : accounts) {
      if (account.get("ledgerAccountType").asString().equals("POSITION")) {
        return account;
      }
    }
    throw new AssertionError("no POSITION account in " + accounts);
  }

  /** A moment with nothing else in its millisecond. */
  private static Instant pause() {
    try {
      Thread.sleep(3);
      Instant now = Instant.now();
      Thread.sleep(3);
      return now;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void limit(ScriptedDfsp dfsp, String cap) {
    String body =
        "{\"currency\":\"USD\",\"limit\":{\"type\":\"NET_DEBIT_CAP\",%s,\"alarmPercentage\":10}}";
    assertThat(
            admin().put("/participants/" + dfsp.fspId() + "/limits", body.formatted(cap)).status())
        .isEqualTo(200);
  }

  private void refuse(ScriptedDfsp payer, String amount) {
    String id = Bodies.id();
    String body =
        Bodies.prepare(
            id, payer.fspId(), payee.fspId(), amount, "USD", Bodies.in(Duration.ofMinutes(1)));
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), body));
    assertThat(error(payer, "/transfers/" + id).errorCode()).isEqualTo("4200");
  }
}
