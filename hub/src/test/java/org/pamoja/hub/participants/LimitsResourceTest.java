package org.pamoja.hub.participants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;
import tools.jackson.databind.JsonNode;

/** ledger-admin §4.1, §4.2 and §4.3: first limit and position, limits, positions. */
class LimitsResourceTest {
  private static final String FIRST =
      "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':10000},'initialPosition':0}";
  private final TestAdmin admin = new TestAdmin();

  @BeforeEach
  void provision() {
    admin.provisioned();
    admin.call("POST", "/participants", "{'name':'payerfsp','currency':'USD'}");
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldActivateTheAccountsWithTheFirstLimit() {
    Answer answer = admin.call("POST", "/participants/payerfsp/initialPositionAndLimits", FIRST);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().isMissingNode()).isTrue();
    JsonNode accounts = admin.call("GET", "/participants/payerfsp/accounts").json();
    assertThat(accounts.size()).isEqualTo(2);
    assertThat(accounts.get(0).get("isActive").intValue()).isEqualTo(1);
    assertThat(accounts.get(0).get("value").intValue()).isZero();
    assertThat(accounts.get(0).get("reservedValue").intValue()).isZero();
    assertThat(admin.call("GET", "/participants/payerfsp/limits").json())
        .hasToString(
            "[{\"currency\":\"USD\",\"limit\":{\"alarmPercentage\":10,\"type\":\"NET_DEBIT_CAP\",\"value\":10000}}]");
    assertThat(
            admin
                .participants()
                .findBlocking("payerfsp")
                .orElseThrow()
                .account("USD", "POSITION")
                .orElseThrow()
                .active())
        .isTrue();
  }

  @Test
  void shouldPostAnInitialPositionAgainstTheHub() {
    Answer answer =
        admin.call(
            "POST",
            "/participants/payerfsp/initialPositionAndLimits",
            "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':'500.5'},'initialPosition':-12.34567}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(admin.value("payerfsp", "POSITION")).isEqualTo("-12.3457");
    assertThat(admin.value("Hub", "HUB_RECONCILIATION")).isEqualTo("12.3457");
  }

  @Test
  void shouldChangeNothingWhenTheFirstLimitIsSetAgain() {
    admin.call("POST", "/participants/payerfsp/initialPositionAndLimits", FIRST);
    String before = admin.everything();
    assertThat(admin.call("POST", "/participants/payerfsp/initialPositionAndLimits", FIRST))
        .hasToString(
            "500 2001 Internal server error - Participant Limit or Initial Position already set");
    assertThat(admin.everything()).isEqualTo(before);
  }

  @Test
  void shouldRefuseAFirstLimitWithoutParticipantOrAccount() {
    assertThat(admin.call("POST", "/participants/nobody/initialPositionAndLimits", FIRST))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(
            admin.call(
                "POST",
                "/participants/payerfsp/initialPositionAndLimits",
                FIRST.replace("USD", "EUR")))
        .hasToString("400 3200 Generic ID not found - participant not found");
  }

  @Test
  void shouldNameTheFieldOfABadLimit() {
    String path = "/participants/payerfsp/initialPositionAndLimits";
    assertThat(admin.call("POST", path, "{'currency':'USD'}"))
        .hasToString("400 3101 Malformed syntax - \"limit\" is required");
    assertThat(
            admin.call(
                "POST", path, "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':-1}}"))
        .hasToString("400 3101 Malformed syntax - \"limit.value\" must be a positive number");
    assertThat(
            admin.call(
                "POST", path, "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':'much'}}"))
        .hasToString("400 3101 Malformed syntax - \"limit.value\" must be a number");
    assertThat(
            admin.call(
                "POST",
                path,
                "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':1e999999999}}"))
        .hasToString(
            "400 3101 Malformed syntax - \"limit.value\" must be less than or equal to 99999999999999.9999");
  }

  @Test
  void shouldReplaceALimitAndItsAlarm() {
    String update =
        "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':5000.25,'alarmPercentage':'7.5'}}";
    assertThat(admin.call("PUT", "/participants/payerfsp/limits", update))
        .hasToString("500 2001 Internal server error - Participant Limit does not exist");
    admin.call("POST", "/participants/payerfsp/initialPositionAndLimits", FIRST);
    String limit =
        "{\"currency\":\"USD\",\"limit\":{\"alarmPercentage\":7.5,\"type\":\"NET_DEBIT_CAP\",\"value\":5000.25}}";
    assertThat(admin.call("PUT", "/participants/payerfsp/limits", update))
        .hasToString("200 " + limit);
    assertThat(admin.call("GET", "/participants/payerfsp/limits?currency=USD").json())
        .hasToString("[" + limit + "]");
  }

  @Test
  void shouldLetALimitFollowTheLiquidity() {
    admin.provisioned("payeefsp");
    String update =
        "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','percentage':'62.5','alarmPercentage':10}}";
    String limit =
        "{\"currency\":\"USD\",\"limit\":{\"alarmPercentage\":10,\"percentage\":62.5,\"type\":\"NET_DEBIT_CAP\",\"value\":%s}}";
    assertThat(admin.call("PUT", "/participants/payeefsp/limits", update))
        .hasToString("200 " + limit.formatted("625"));
    admin.call(
        "POST",
        "/participants/payeefsp/accounts/" + admin.account("payeefsp", "SETTLEMENT"),
        TestAdmin.fundsIn("0.0003"));
    assertThat(admin.call("GET", "/participants/payeefsp/limits").json())
        .as("rounded down")
        .hasToString("[" + limit.formatted("625.0001") + "]");
    String value = update.replace("'percentage':'62.5'", "'value':70");
    assertThat(admin.call("PUT", "/participants/payeefsp/limits", value).json().toString())
        .contains("\"value\":70")
        .doesNotContain("percentage\":6");
  }

  @Test
  void shouldTakeAPercentageAsFirstLimit() {
    String first = FIRST.replace("'value':10000", "'percentage':100");
    assertThat(
            admin.call("POST", "/participants/payerfsp/initialPositionAndLimits", first).status())
        .isEqualTo(201);
    assertThat(admin.call("GET", "/participants/payerfsp/limits").json().toString())
        .contains("\"percentage\":100")
        .contains("\"value\":0");
  }

  @Test
  void shouldRefuseALimitThatIsBothOrNoShare() {
    String path = "/participants/payerfsp/limits";
    String both =
        "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':1,'percentage':1,'alarmPercentage':1}}";
    assertThat(admin.call("PUT", path, both))
        .hasToString("400 3101 Malformed syntax - \"limit.value\" is not allowed");
    assertThat(
            admin.call(
                "PUT", path, both.replace("'value':1,'percentage':1", "'percentage':100.01")))
        .hasToString(
            "400 3101 Malformed syntax - \"limit.percentage\" must be less than or equal to 100");
    assertThat(admin.call("PUT", path, both.replace("'value':1,'percentage':1,", "")))
        .hasToString("400 3101 Malformed syntax - \"limit.value\" is required");
  }

  @Test
  void shouldListLimitsOfActiveParticipantsOnly() {
    admin.provisioned("payeefsp");
    JsonNode all = admin.call("GET", "/participants/limits").json();
    assertThat(all.size()).isEqualTo(1);
    assertThat(all.get(0).get("name").stringValue()).isEqualTo("payeefsp");
    assertThat(admin.call("GET", "/participants/limits?currency=EUR").json().size()).isZero();
    assertThat(admin.call("GET", "/participants/limits?type=OTHER").json().size()).isZero();
    admin.call("PUT", "/participants/payeefsp", "{'isActive':false}");
    assertThat(admin.call("GET", "/participants/limits").json().size()).isZero();
    assertThat(admin.call("GET", "/participants/payeefsp/limits").json().size()).isEqualTo(1);
    assertThat(admin.call("GET", "/participants/payeefsp/limits?currency=EUR"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    assertThat(admin.call("GET", "/participants/limits?foo=1"))
        .hasToString("400 3101 Malformed syntax - \"foo\" is not allowed");
  }

  @Test
  void shouldShowPositionsAsListOrByCurrencyAsObject() {
    assertThat(admin.call("GET", "/participants/payerfsp/positions").json()).hasToString("[]");
    assertThat(admin.call("GET", "/participants/payerfsp/positions?currency=USD").json())
        .hasToString("{}");
    admin.call("POST", "/participants/payerfsp/initialPositionAndLimits", FIRST);
    JsonNode position = admin.call("GET", "/participants/payerfsp/positions?currency=USD").json();
    assertThat(position.get("currency").stringValue()).isEqualTo("USD");
    assertThat(position.get("value").intValue()).isZero();
    assertThat(position.get("changedDate").stringValue()).endsWith("Z");
    assertThat(admin.call("GET", "/participants/payerfsp/positions").json().get(0))
        .isEqualTo(position);
    assertThat(admin.call("GET", "/participants/nobody/positions"))
        .hasToString("400 3200 Generic ID not found - participant not found");
    admin.call("PUT", "/participants/payerfsp", "{'isActive':false}");
    assertThat(admin.call("GET", "/participants/payerfsp/positions").json()).hasToString("[]");
  }
}
