package org.pamoja.hub.settlement.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestAdmin.Answer;
import tools.jackson.databind.JsonNode;

/** {@code /settlementModels/{name}/schedule}. */
class ScheduleResourceTest {
  private static final String PATH = "/settlementModels/DEFAULTDEFERREDNET/schedule";
  private static TestAdmin admin;

  @BeforeAll
  static void provision() {
    admin = new TestAdmin().provisioned();
    admin.call(
        "POST",
        "/settlementModels",
        """
        {'name':'CGS','settlementGranularity':'GROSS','settlementInterchange':'BILATERAL',
         'settlementDelay':'IMMEDIATE','requireLiquidityCheck':false,'ledgerAccountType':'POSITION',
         'currency':'INR','autoPositionReset':false,'settlementAccountType':'SETTLEMENT'}
        """);
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @BeforeEach
  void clear() {
    admin.jdbi().useHandle(handle -> handle.execute("DELETE FROM settlement_schedule"));
  }

  @Test
  void shouldShowTheScheduleWithTheNextCutOffs() {
    Answer set =
        admin.call(
            "PUT",
            PATH,
            "{'timeZone':'Africa/Nairobi','cutOffs':['17:30','12:00'],'holidays':['2026-12-25']}");
    assertThat(set.status()).isEqualTo(200);
    JsonNode shown = admin.call("GET", PATH).json();
    assertThat(shown).isEqualTo(set.json());
    assertThat(shown.get("timeZone").stringValue()).isEqualTo("Africa/Nairobi");
    assertThat(shown.get("cutOffs")).hasToString("[\"12:00\",\"17:30\"]");
    assertThat(shown.get("businessDays"))
        .hasToString("[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\"]");
    assertThat(shown.get("holidays")).hasToString("[\"2026-12-25\"]");
    assertThat(shown.get("createSettlement").booleanValue()).isFalse();
    assertThat(shown.get("nextCutOff").stringValue()).matches(".*T(09:00|14:30):00\\.000Z");
    assertThat(shown.get("following").size()).isEqualTo(5);
    assertThat(shown.get("changedBy").stringValue()).isEqualTo("alice");
    assertThat(shown.has("last")).isFalse();
  }

  @Test
  void shouldReplaceAndRemoveASchedule() {
    admin.call("PUT", PATH, "{'timeZone':'UTC','cutOffs':['17:30']}");
    admin.call(
        "PUT",
        "/settlementModels/defaultdeferrednet/schedule",
        "{'timeZone':'+03:00','cutOffs':['23:59:59'],'businessDays':['SUNDAY'],'createSettlement':true}");
    assertThat(admin.call("GET", PATH).json().get("cutOffs")).hasToString("[\"23:59:59\"]");
    assertThat(admin.call("DELETE", PATH).status()).isEqualTo(204);
    assertThat(admin.call("GET", PATH))
        .hasToString(
            "400 3200 Generic ID not found - Settlement model DEFAULTDEFERREDNET has no schedule");
    assertThat(admin.call("DELETE", PATH).status()).isEqualTo(400);
  }

  @Test
  void shouldRecordWhoChangedWhat() {
    admin.call("PUT", PATH, "{'timeZone':'UTC','cutOffs':['17:30']}");
    admin.call("DELETE", PATH);
    List<String> actions =
        admin
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT principal || ' ' || action || ' ' || target FROM audit_entry"
                                + " ORDER BY sequence DESC LIMIT 2")
                        .mapTo(String.class)
                        .list());
    assertThat(actions)
        .containsExactly(
            "alice settlementSchedule.remove DEFAULTDEFERREDNET",
            "alice settlementSchedule.set DEFAULTDEFERREDNET");
  }

  @Test
  void shouldKeepACutOffThatIsDueWhenTheScheduleIsChanged() {
    admin.call("PUT", PATH, "{'timeZone':'UTC','cutOffs':['17:30']}");
    admin
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE settlement_schedule SET next_run = '2026-01-05T17:30:00Z'"));
    Answer changed = admin.call("PUT", PATH, "{'timeZone':'UTC','cutOffs':['18:00']}");
    assertThat(changed.json().get("nextCutOff").stringValue())
        .isEqualTo("2026-01-05T17:30:00.000Z");
    assertThat(changed.json().get("following").get(0).stringValue())
        .isEqualTo("2026-01-05T18:00:00.000Z");
  }

  @Test
  void shouldRefuseModelsThatDoNotSettleByWindowsOrDoNotExist() {
    String body = "{'timeZone':'UTC','cutOffs':['17:30']}";
    assertThat(admin.call("PUT", "/settlementModels/CGS/schedule", body))
        .hasToString(
            "400 3100 Generic validation error - Settlement model CGS is GROSS and does not settle by windows");
    for (String method : List.of("PUT", "GET", "DELETE")) {
      Answer answer =
          method.equals("PUT")
              ? admin.call(method, "/settlementModels/NONE/schedule", body)
              : admin.call(method, "/settlementModels/NONE/schedule");
      assertThat(answer)
          .hasToString("400 3200 Generic ID not found - The requested resource could not be found");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'cutOffs':['17:30']} | \"timeZone\" is required",
        "{'timeZone':'UTC'} | \"cutOffs\" is required",
        "{'timeZone':'UTC','cutOffs':[]} | \"cutOffs\" must contain at least 1 items",
        "{'timeZone':'UTC','cutOffs':'17:30'} | \"cutOffs\" must be an array",
        "{'timeZone':'UTC','cutOffs':['17:30','17:30:00']} | \"cutOffs[1]\" contains a duplicate value",
        "{'timeZone':'Mars/Base','cutOffs':['17:30']} | \"timeZone\" is not a known time zone",
        "{'timeZone':'UTC','cutOffs':['17:30'],'businessDays':[]} | \"businessDays\" must contain at least 1 items",
        "{'timeZone':'UTC','cutOffs':['17:30'],'businessDays':['MONDAY','MONDAY']} | \"businessDays[1]\" contains a duplicate value",
        "{'timeZone':'UTC','cutOffs':['17:30'],'holidays':['2026-02-30']} | \"holidays[0]\" is not in the calendar",
        "{'timeZone':'UTC','cutOffs':['17:30'],'createSettlement':'maybe'} | \"createSettlement\" must be a boolean",
        "{'timeZone':'UTC','cutOffs':['17:30'],'cron':'* *'} | \"cron\" is not allowed",
      })
  void shouldNameTheFieldOfABadSchedule(String body, String text) {
    assertThat(admin.call("PUT", PATH, body)).hasToString("400 3101 Malformed syntax - " + text);
    assertThat(admin.call("GET", PATH).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"24:00", "7:30", "17.30", "17:30:00.5", "17:60"})
  void shouldRefuseWhatIsNoTimeOfDay(String time) {
    assertThat(admin.call("PUT", PATH, "{'timeZone':'UTC','cutOffs':['" + time + "']}").toString())
        .startsWith("400 3101 Malformed syntax - \"cutOffs[0]\" with value \"" + time + "\" fails");
  }
}
