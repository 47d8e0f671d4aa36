package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** Making settlements, looking them up, giving them up (settlement §3, §4.1). */
class SettlementsTest extends SettlementScene {
  private final ScriptedDfsp a = dfsp("a", "USD");
  private final ScriptedDfsp b = dfsp("b", "USD");

  @Test
  void settlement_3_1_create_shouldShowWindowsContentsAndNetAmounts() {
    pay(a, b, "100.25", "USD");
    pay(b, a, "0.25", "USD");
    long window = closedWindow();

    Reply reply = settle("DEFERREDNETUSD", window);

    JsonNode made = reply.json();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(made.get("settlementModel").asString()).isEqualTo("DEFERREDNETUSD");
    assertThat(made.get("state").asString()).isEqualTo("PENDING_SETTLEMENT");
    assertThat(made.get("reason").asString()).isEqualTo("daily");
    assertThat(made.get("settlementWindows").size()).isEqualTo(1);
    JsonNode shown = made.get("settlementWindows").get(0);
    assertThat(shown.get("id").asLong()).isEqualTo(window);
    assertThat(shown.get("state").asString()).isEqualTo("PENDING_SETTLEMENT");
    assertThat(shown.get("reason").asString()).isEqualTo("daily");
    assertThat(shown.at("/content/0/state").asString()).isEqualTo("PENDING_SETTLEMENT");
    assertThat(shown.at("/content/0").propertyNames())
        .containsExactlyInAnyOrder(
            "id", "state", "ledgerAccountType", "currencyId", "createdDate", "changedDate");
    assertThat(netAmounts(made).get(position(a, "USD"))).isEqualByComparingTo("100");
    assertThat(netAmounts(made).get(position(b, "USD"))).isEqualByComparingTo("-100");
    assertThat(made.at("/participants/0/accounts/0/reason").asString()).isEqualTo("daily");
    JsonNode read = settlement(made.get("id").asLong());
    assertThat(read.has("settlementModel")).isFalse();
    assertThat(read.get("participants")).isEqualTo(made.get("participants"));
    assertThat(settle("DEFERREDNETUSD", window).refusal())
        .isEqualTo("400 3100 Generic validation error - Inapplicable windows " + window);
  }

  @Test
  void settlement_3_1_create_shouldBeRefusedInTheReferencesWords() {
    pay(a, b, "1", "USD");
    long window = closedWindow();
    long open = openWindow();
    assertThat(settle("NOSUCH", window).refusal())
        .isEqualTo("400 3100 Generic validation error - Settlement model not found: NOSUCH");
    assertThat(settle("DEFERREDNETEUR", window, open).refusal())
        .isEqualTo(
            "400 3100 Generic validation error - Inapplicable windows " + window + ", " + open);
    assertThat(settle("DEFERREDNETUSD").refusal())
        .isEqualTo(
            "400 3100 Generic validation error - \"settlementWindows\" must contain at least 1 items");
    assertThat(settle("DEFERREDNETUSD", window, window).refusal())
        .isEqualTo(
            "400 3100 Generic validation error - \"settlementWindows[1]\" contains a duplicate payload");
    assertThat(admin().post("/settlements", "{}").refusal())
        .isEqualTo("400 3102 Missing mandatory element - \"settlementModel\" is required");
    assertThat(window(window).get("state").asString()).isEqualTo("CLOSED");
    settleCompletely(settlement("DEFERREDNETUSD", window));
  }

  @Test
  void settlement_3_2_severalWindows_shouldBeSummedAndShowTheirOwnContents() {
    pay(a, b, "10", "USD");
    long first = closedWindow();
    pay(a, b, "5", "USD");
    pay(b, a, "3", "USD");
    long second = closedWindow();

    JsonNode made = settle("DEFERREDNETUSD", second, first).json();

    assertThat(netAmounts(made).get(position(a, "USD"))).isEqualByComparingTo("12");
    assertThat(made.get("settlementWindows").size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      JsonNode window = made.get("settlementWindows").get(i);
      JsonNode own = window(window.get("id").asLong()).get("content");
      assertThat(window.get("content").size()).isEqualTo(1);
      assertThat(window.at("/content/0/id")).isEqualTo(own.get(0).get("id"));
    }
    settleCompletely(made.get("id").asLong());
    assertThat(value(a, "POSITION")).isEqualTo("0");
    assertThat(window(first).get("state").asString()).isEqualTo(SETTLED);
    assertThat(window(second).get("state").asString()).isEqualTo(SETTLED);
  }

  @Test
  void settlement_3_3_search_shouldFindByEveryFilter() {
    pay(a, b, "1", "USD");
    long window = closedWindow();
    long id = settlement("DEFERREDNETUSD", window);
    String own = "accountId=" + position(a, "USD");
    for (String filter :
        List.of(
            "currency=USD",
            "participantId=" + number(a),
            "settlementWindowId=" + window,
            "state=PENDING_SETTLEMENT",
            "fromDateTime=2001-01-01T00:00:00Z",
            "toDateTime=2999-01-01T00:00:00%2B02:00",
            "fromSettlementWindowDateTime=2001-01-01",
            "toSettlementWindowDateTime=2999-01-01")) {
      Reply found = admin().get("/v2/settlements?" + own + "&" + filter);
      assertThat(found.status()).as(found.toString()).isEqualTo(200);
      JsonNode list = found.json();
      assertThat(list.get(0).get("id").asLong()).as(filter).isEqualTo(id);
      assertThat(list.get(0).get("reason").asString()).isEqualTo("daily");
    }
    settleCompletely(id);
    assertThat(admin().get("/settlements?state=PENDING_SETTLEMENT&" + own).refusal())
        .isEqualTo(
            "400 3100 Generic validation error - No settlements found matching the provided parameters: "
                + cut(
                    "{\"state\":\"PENDING_SETTLEMENT\",\"accountId\":" + position(a, "USD") + "}"));
    assertThat(admin().get("/settlements").refusal())
        .startsWith(
            "400 3100 Generic validation error - Use at least one parameter: state, fromDateTime");
    assertThat(admin().get("/settlements?state=X").errorCode()).isEqualTo("3101");
  }

  @Test
  void settlement_3_4_get_shouldRestrictToParticipantAndAccount() {
    ScriptedDfsp stranger = dfsp("stranger", "USD");
    pay(a, b, "1", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    String path = "/v2/settlements/%d/participants/%d".formatted(id, number(a));

    JsonNode part = admin().get(path).json();

    assertThat(part.get("participants").size()).isEqualTo(1);
    assertThat(part.propertyNames())
        .containsExactlyInAnyOrder("id", "state", "settlementWindows", "participants");
    assertThat(admin().get(path + "/accounts/" + position(a, "USD")).json()).isEqualTo(part);
    assertThat(admin().get("/settlements/987654").refusal())
        .isEqualTo("400 3100 Generic validation error - Settlement with ID '987654' not found");
    assertThat(
            admin()
                .get("/settlements/%d/participants/%d".formatted(id, number(stranger)))
                .refusal())
        .isEqualTo(
            "400 3100 Generic validation error - Participant with ID '%d' is not part of settlement '%d'"
                .formatted(number(stranger), id));
    assertThat(admin().get(path + "/accounts/" + position(b, "USD")).errorDescription())
        .startsWith(
            "Generic validation error - Provided account ID '%d' does not match any position account"
                .formatted(position(b, "USD")));
    settleCompletely(id);
  }

  @Test
  void settlement_4_wholeRequest_shouldBeRefusedInTheReferencesWords() {
    pay(a, b, "1", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    assertPut(
        987654, "{\"participants\":[]}", "3100 Generic validation error - Settlement not found");
    assertPut(
        id,
        "{\"participants\":[],\"reason\":\"r\"}",
        "3100 Generic validation error - No other properties are allowed when participants is provided");
    assertPut(
        id,
        "{\"state\":\"ABORTED\"}",
        "3102 Missing mandatory element - State and reason are mandatory");
    assertPut(
        id,
        "{\"state\":\"INVALID\",\"reason\":\"r\"}",
        "3100 Generic validation error - Invalid request payload input");
    assertPut(id, "{}", "3100 Generic validation error - Invalid request payload input");
    assertPut(
        987654,
        "{\"state\":\"ABORTED\",\"reason\":\"r\"}",
        "3100 Generic validation error - Settlement with ID '987654' not found");
    String account =
        "/settlements/%d/participants/%d/accounts/%d".formatted(id, number(a), position(a, "USD"));
    assertThat(admin().put(account, "{\"state\":\"SETTLED\"}").refusal())
        .isEqualTo("400 3102 Missing mandatory element - \"reason\" is required");
    assertThat(admin().put(account, "{\"state\":\"X\",\"reason\":\"r\"}").refusal())
        .startsWith("400 3101 Malformed syntax - \"state\" must be one of [PENDING_SETTLEMENT, ");
    JsonNode none = admin().put("/settlements/" + id, "{\"participants\":[]}").json();
    assertThat(none.get("settlementWindows")).isEmpty();
    assertThat(none.get("participants")).isEmpty();
    settleCompletely(id);
  }

  @Test
  void settlement_4_1_abort_shouldMoveBackAtEachPointAndFreeTheWindow() {
    pay(a, b, "20", "USD");
    long window = closedWindow();
    for (List<String> before :
        List.of(List.<String>of(), List.of(RECORDED), List.of(RECORDED, RESERVED))) {
      long id = settlement("DEFERREDNETUSD", window);
      before.forEach(state -> moveAll(id, state));

      Reply aborted = abort(id, "wrong day");

      assertThat(aborted.toString())
          .isEqualTo(
              "200 {\"id\":%d,\"reason\":\"wrong day\",\"state\":\"ABORTED\"}".formatted(id));
      assertThat(value(a, "POSITION")).isEqualTo("20");
      assertThat(value(b, "POSITION")).isEqualTo("-20");
      assertThat(value("Hub", "HUB_MULTILATERAL_SETTLEMENT", "USD")).isEqualTo("0");
      assertThat(window(window).get("state").asString()).isEqualTo("ABORTED");
      assertThat(window(window).get("reason").asString()).isEqualTo("wrong day");
      assertThat(window(window).at("/content/0/state").asString()).isEqualTo("ABORTED");
      assertThat(settlement(id).at("/participants/0/accounts/0/state").asString())
          .isEqualTo("ABORTED");
      assertThat(accountError(move(id, a, "USD", RECORDED)))
          .isEqualTo("3000 Generic client error - State change not allowed");
      assertThat(abort(id, "as said").json().get("reason").asString()).isEqualTo("as said");
    }
    long last = settlement("DEFERREDNETUSD", window);
    settleCompletely(last);
    assertThat(value(b, "POSITION")).isEqualTo("0");
    assertThat(window(window).get("state").asString()).isEqualTo(SETTLED);
  }

  @Test
  void settlement_4_1_abort_shouldBeRefusedOnceAnythingIsCommitted() {
    pay(a, b, "20", "USD");
    long id = settlement("DEFERREDNETUSD", closedWindow());
    moveAll(id, RECORDED);
    moveAll(id, RESERVED);
    move(id, a, "USD", COMMITTED);
    assertThat(abort(id, "r").refusal())
        .isEqualTo(
            "400 3100 Generic validation error - At least one settlement transfer is committed for settlement '%d'. Aborting is not allowed."
                .formatted(id));
    moveAll(id, COMMITTED);
    for (String state : List.of(COMMITTED, SETTLED)) {
      moveAll(id, state);
      assertThat(abort(id, "r").refusal())
          .isEqualTo(
              "400 3100 Generic validation error - State change is not allowed for settlement '%d' in state '%s'"
                  .formatted(id, state));
    }
    assertThat(value(a, "POSITION")).isEqualTo("0");
  }

  @Test
  void audit_everyChange_shouldNameWhoAndWhat() {
    pay(a, b, "1", "USD");
    long window = closedWindow();
    long id = settlement("DEFERREDNETUSD", window);
    moveAll(id, RECORDED);
    abort(id, "r");
    assertThat(
            hub()
                .books()
                .rows(
                    "select action from audit_entry where target in ('%d', '%d') and action like 'settlement%%' order by sequence"
                        .formatted(window, id)))
        .contains(
            "settlementWindow.close", "settlement.create", "settlement.update", "settlement.abort");
    assertThat(
            hub()
                .books()
                .rows(
                    "select state from settlement_change where settlement_id = %d and account_id is null and window_id is null and content_id is null order by id"
                        .formatted(id)))
        .containsExactly("PENDING_SETTLEMENT", RECORDED, "ABORTED");
    settleCompletely(settlement("DEFERREDNETUSD", window));
  }

  private Reply abort(long id, String reason) {
    Reply reply =
        admin()
            .put("/v2/settlements/" + id, "{\"state\":\"ABORTED\",\"reason\":\"" + reason + "\"}");
    hub().books().check();
    return reply;
  }

  private void assertPut(long id, String body, String refusal) {
    assertThat(admin().put("/v2/settlements/" + id, body).refusal()).isEqualTo("400 " + refusal);
  }

  /** What is left of a query in a description of 128 characters. */
  private static String cut(String query) {
    int room =
        128
            - "Generic validation error - No settlements found matching the provided parameters: "
                .length();
    return query.substring(0, Math.min(room, query.length()));
  }
}
