package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** Closing windows and looking them up (settlement §2). */
class SettlementWindowsTest extends SettlementScene {
  private final ScriptedDfsp payer = dfsp("payer", "USD");
  private final ScriptedDfsp payee = dfsp("payee", "USD");

  @Test
  void settlement_2_1_close_shouldAnswerWithTheNewOpenWindow() {
    pay(payer, payee, "10", "USD");
    long id = openWindow();

    Reply reply = closeWindow(id);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("settlementWindowId").asLong()).isEqualTo(openWindow());
    assertThat(reply.json().get("state").asString()).isEqualTo("OPEN");
    assertThat(reply.json().get("reason").asString()).isEqualTo("end of day");
    assertThat(reply.json().propertyNames())
        .containsExactlyInAnyOrder(
            "settlementWindowId", "state", "reason", "createdDate", "changedDate");
    awaitClosed(id);
    JsonNode closed = window(id);
    assertThat(closed.get("state").asString()).isEqualTo("CLOSED");
    JsonNode content = closed.get("content").get(0);
    assertThat(closed.get("content").size()).isEqualTo(1);
    assertThat(content.get("state").asString()).isEqualTo("CLOSED");
    assertThat(content.get("ledgerAccountType").asString()).isEqualTo("POSITION");
    assertThat(content.get("currencyId").asString()).isEqualTo("USD");
    assertThat(content.get("settlementId").isNull()).isTrue();
    assertThat(window(openWindow()).get("content")).isEmpty();
  }

  @Test
  void settlement_2_1_close_shouldBeRefusedInTheReferencesWords() {
    long open = openWindow();
    assertThat(closeWindow(open).refusal())
        .isEqualTo("400 3100 Generic validation error - Window " + open + " is empty");
    // What is only reserved, or was taken back, is not in any window.
    reserve(Bodies.id(), payer, payee, "1", "USD");
    assertThat(closeWindow(open).refusal()).endsWith("is empty");
    pay(payer, payee, "1", "USD");
    long closed = closedWindow();
    assertThat(closeWindow(closed).refusal())
        .isEqualTo("400 3100 Generic validation error - Window " + closed + " is not open");
    assertThat(closeWindow(987654).refusal())
        .isEqualTo("400 3100 Generic validation error - Window 987654 does not exist");
  }

  @Test
  void errors_8_schema_shouldTellTheFirstFaultWithItsCode() {
    assertClose("{}", "3102 Missing mandatory element - \"state\" is required");
    assertClose(
        "{\"state\":\"OPEN\",\"reason\":\"r\"}",
        "3101 Malformed syntax - \"state\" must be [CLOSED]");
    assertClose(
        "{\"state\":\"CLOSED\"}", "3102 Missing mandatory element - \"reason\" is required");
    assertClose("", "3100 Generic validation error - \"payload\" must be of type object");
    assertClose(
        "{\"state\":\"CLOSED\",\"reason\":\"r\",\"x\":1}",
        "3100 Generic validation error - \"x\" is not allowed");
    assertThat(closeWindowAt("/settlementWindows/x").refusal())
        .isEqualTo("400 3100 Generic validation error - 'id' URI path parameter");
  }

  @Test
  void settlement_2_1_get_shouldTellUnknownWindows() {
    assertThat(admin().get("/settlementWindows/987654").refusal())
        .isEqualTo(
            "500 2001 Internal server error - No record for settlementWindowId: 987654 found");
  }

  @Test
  void settlement_2_1_search_shouldFindByEveryFilter() {
    String before =
        admin().get("/v2/settlementWindows?state=OPEN").json().get(0).get("createdDate").asString();
    pay(payer, payee, "2", "USD");
    long id = closedWindow();
    String participant = "participantId=" + number(payer);

    assertThat(found(participant)).contains(id);
    assertThat(found("currency=USD&state=CLOSED&" + participant)).contains(id);
    assertThat(found("fromDateTime=" + before + "&state=CLOSED")).contains(id);
    assertThat(found("toDateTime=2999-01-01&" + participant)).contains(id);
    assertNothing(
        "currency=EUR&" + participant, "{currency:EUR,participantId:" + number(payer) + "}");
    assertNothing("toDateTime=2001-01-01T00:00:00Z", "{toDateTime:2001-01-01T00:00:00.000Z}");
    assertNothing("currency=XXX", "{currency:XXX}");
    // An open window counts as soon as something was fulfilled in it.
    assertThat(found(participant)).doesNotContain(openWindow());
    pay(payer, payee, "1", "USD");
    assertThat(found(participant)).contains(openWindow());
  }

  @Test
  void settlement_2_1_search_shouldBeRefusedInTheReferencesWords() {
    assertThat(admin().get("/v2/settlementWindows").refusal())
        .isEqualTo(
            "400 3100 Generic validation error - Use at least one parameter: participantId, state, fromDateTime,"
                + " toDateTime, currency");
    assertSearch(
        "state=FOO",
        "3101 Malformed syntax - \"state\" must be one of [OPEN, CLOSED, PENDING_SETTLEMENT, SETTLED, ABORTED]");
    assertSearch("foo=1", "3100 Generic validation error - \"foo\" is not allowed");
    assertSearch(
        "fromDateTime=yesterday",
        "3101 Malformed syntax - \"fromDateTime\" must be in ISO 8601 date format");
    assertSearch(
        "participantId=x", "3100 Generic validation error - \"participantId\" must be a number");
  }

  @Test
  void settlement_10_health_shouldBeServedAtTheReferencesPath() {
    assertThat(admin().get("/v2/health").json().get("status").asString()).isEqualTo("OK");
  }

  @Test
  void settlement_2_latePosting_shouldFallIntoTheNextWindow() {
    String late = Bodies.id();
    reserve(late, payer, payee, "5", "USD");
    pay(payer, payee, "3", "USD");
    long first = closedWindow();
    assertOk(payee.send("PUT", "/transfers/" + late, payer.fspId(), Bodies.fulfil("COMMITTED")));
    long second = closedWindow();

    assertThat(total(first, payer)).isEqualTo("30000");
    assertThat(total(second, payer)).isEqualTo("50000");
  }

  private String total(long window, ScriptedDfsp dfsp) {
    return hub()
        .books()
        .rows(
            "select t.amount from content_total t join settlement_content c on c.id = t.content_id"
                + " where c.window_id = %d and t.account_id = %d"
                    .formatted(window, position(dfsp, "USD")))
        .getFirst();
  }

  private List<Long> found(String query) {
    JsonNode list = admin().get("/v2/settlementWindows?" + query).json();
    return list.valueStream().map(window -> window.get("settlementWindowId").asLong()).toList();
  }

  private void assertNothing(String query, String shown) {
    assertSearch(
        query,
        "3100 Generic validation error - settlementWindow by filters: " + shown + " not found");
  }

  private void assertSearch(String query, String refusal) {
    assertThat(admin().get("/settlementWindows?" + query).refusal()).isEqualTo("400 " + refusal);
  }

  private void assertClose(String body, String refusal) {
    assertThat(admin().post("/settlementWindows/" + openWindow(), body).refusal())
        .isEqualTo("400 " + refusal);
  }

  private Reply closeWindowAt(String path) {
    return admin().post(path, "{\"state\":\"CLOSED\",\"reason\":\"r\"}");
  }
}
