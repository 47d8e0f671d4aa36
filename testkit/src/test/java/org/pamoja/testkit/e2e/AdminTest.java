package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.hub.AdminClient;
import tools.jackson.databind.JsonNode;

/** The operators' API: set-up, repeats, refusals, limits (ledger-admin, all sections but §5). */
class AdminTest extends AdminScene {

  // ---- participants

  @Test
  void ledgerAdmin_2_4_newParticipant_shouldHaveInactiveAccounts() {
    String name = unique("dfsp");

    Reply reply = create(name, "USD");

    assertThat(reply.status()).isEqualTo(201);
    JsonNode made = reply.json();
    assertThat(made.get("name").asString()).isEqualTo(name);
    assertThat(made.get("id").asString()).isEqualTo("http://central-ledger/participants/" + name);
    assertThat(made.at("/links/self").asString()).isEqualTo(made.get("id").asString());
    assertThat(made.get("isActive").toString()).isEqualTo("1");
    assertThat(made.get("isProxy").toString()).isEqualTo("0");
    assertThat(made.get("created").asString()).matches("\\d{4}-.*\\.\\d{3}Z");
    assertThat(made.get("accounts").valueStream().map(a -> a.get("ledgerAccountType").asString()))
        .containsExactlyInAnyOrder("POSITION", "SETTLEMENT");
    assertThat(made.get("accounts").valueStream().map(a -> a.get("isActive").toString()))
        .containsOnly("0");
    assertThat(admin().get("/participants/" + name + "/accounts").text()).isEqualTo("[]");
    assertThat(limit(name, "1000").status()).isEqualTo(201);
    JsonNode accounts = admin().get("/participants/" + name + "/accounts").json();
    assertThat(accounts.valueStream().map(a -> a.get("isActive").toString())).containsOnly("1");
    assertThat(accounts.valueStream().map(a -> a.get("value").toString())).containsOnly("0");
    assertThat(accounts.valueStream().map(a -> a.get("reservedValue").toString()))
        .containsOnly("0");
  }

  @Test
  void ledgerAdmin_10_repeatedSetUp_shouldFailWithTheTestedTextsAndChangeNothing() {
    String name = unique("dfsp");
    create(name, "USD");
    limit(name, "1000");
    Map<String, String> before = hub().books().fingerprint();

    assertRefusal(
        create(name, "USD"),
        "400 3000 Generic client error - Participant currency has already been registered");
    assertRefusal(
        limit(name, "1000"),
        "500 2001 Internal server error - Participant Limit or Initial Position already set");
    assertRefusal(
        admin().post("/settlementModels", AdminClient.netModel("DEFERREDNETUSD", "USD")),
        "400 3000 Generic client error - Settlement Model already exists");
    assertRefusal(
        admin()
            .post(
                "/participants/Hub/accounts",
                "{\"currency\":\"USD\",\"type\":\"HUB_RECONCILIATION\"}"),
        "400 3003 Add Party information error - Hub account has already been registered.");

    assertThat(withoutAudit(hub().books().fingerprint())).isEqualTo(withoutAudit(before));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"currency\":\"USD\"}",
        "{\"name\":\"x\",\"currency\":\"USD\"}",
        "{\"name\":\"0123456789012345678901234567890\",\"currency\":\"USD\"}",
        "{\"name\":\"abc\",\"currency\":\"ZZZ\"}",
        "{\"name\":\"abc\",\"currency\":7}",
        "{\"name\":7,\"currency\":\"USD\"}",
        "{\"name\":{\"a\":1},\"currency\":\"USD\"}",
        "{\"name\":\"abc\",\"currency\":\"USD\",\"extra\":1}",
        "{\"name\":\"a\\u0000bc\",\"currency\":\"USD\"}",
        "[]",
        "\"abc\"",
        "null"
      })
  void ledgerAdmin_10_badParticipant_shouldBe3101AndChangeNothing(String body) {
    Map<String, String> before = hub().books().fingerprint();

    Reply reply = admin().post("/participants", body);

    assertThat(reply.refusal()).startsWith("400 3101 Malformed syntax - ");
    assertThat(reply.errorDescription().length()).isLessThanOrEqualTo(128);
    assertThat(withoutAudit(hub().books().fingerprint())).isEqualTo(withoutAudit(before));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"name\":\"a\",}", "{\"name\":\"a\",\"name\":\"b\"}", "x", "{} {}"})
  void ledgerAdmin_1_brokenJson_shouldBe3000(String body) {
    assertRefusal(
        admin().post("/participants", body),
        "400 3000 Generic client error - Invalid request payload JSON format");
  }

  @Test
  void ledgerAdmin_1_otherMediaType_shouldBe3101() {
    Reply reply =
        admin()
            .call(
                "POST",
                "/participants",
                List.of(new Headers.Header("Content-Type", "text/plain")),
                "{}");

    assertRefusal(reply, "400 3101 Malformed syntax - Unsupported Media Type");
  }

  @Test
  void ledgerAdmin_1_notUtf8_shouldBeRefused() {
    Reply reply =
        RawHttp.request(
            hub().adminPort(),
            "POST",
            "/participants",
            List.of(new Headers.Header("Content-Type", "application/json")),
            new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

    assertThat(reply.refusal()).startsWith("400 3000 ");
  }

  @Test
  void ledgerAdmin_1_largeBody_shouldBe3104() {
    Reply reply = admin().post("/participants", "{\"name\":\"" + "x".repeat(1_100_000) + "\"}");

    assertThat(reply.refusal()).startsWith("400 3104 ");
  }

  @Test
  void ledgerAdmin_2_4_currencyWithoutHubAccounts_shouldBe3003() {
    assertRefusal(
        create(unique("dfsp"), "ZAR"),
        "400 3003 Add Party information error - Hub reconciliation account for the specified"
            + " currency does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "%00", "a%2Fb", "x'%3Bdrop%20table%20account%3B--"})
  void ledgerAdmin_2_3_unknownParticipant_shouldBe3200(String name) {
    assertRefusal(
        admin().get("/participants/" + name),
        "400 3200 Generic ID not found - The requested resource could not be found");
    assertThat(admin().get("/participants/" + name + "/accounts").refusal())
        .isEqualTo("400 3200 Generic ID not found - participant not found");
    assertThat(admin().get("/participants/" + name + "/positions").refusal())
        .isEqualTo("400 3200 Generic ID not found - participant not found");
    assertThat(admin().put("/participants/" + name, "{\"isActive\":true}").refusal())
        .isEqualTo("400 3200 Generic ID not found - participant not found");
  }

  @Test
  void ledgerAdmin_2_5_activeFlag_shouldBeReadBack() {
    String dfsp = registered("1000000");
    String path = "/participants/" + dfsp;

    assertThat(admin().put(path, "{\"isActive\":false}").json().get("isActive").toString())
        .isEqualTo("0");
    assertThat(admin().get(path).json().get("isActive").toString()).isEqualTo("0");
    assertThat(admin().put(path, "{\"isActive\":\"true\"}").json().get("isActive").toString())
        .isEqualTo("1");
    assertThat(admin().put(path, "{\"isActive\":\"maybe\"}").refusal()).startsWith("400 3101 ");
  }

  @Test
  void ledgerAdmin_2_2_list_shouldBeSortedAndHoldTheHub() {
    create(unique("aaa"), "USD");
    List<String> names =
        admin()
            .get("/participants")
            .json()
            .valueStream()
            .map(p -> p.get("name").asString())
            .toList();

    assertThat(names).contains("Hub").isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
  }

  // ---- endpoints

  @Test
  void ledgerAdmin_3_endpoints_shouldBeSetReplacedAndListed() {
    String name = unique("dfsp");
    create(name, "USD");
    String path = "/participants/" + name + "/endpoints";
    assertThat(admin().get(path).text()).isEqualTo("[]");
    admin().setEndpoint(name, "FSPIOP_CALLBACK_URL_QUOTES", "http://127.0.0.1:1");
    admin().setEndpoint(name, "FSPIOP_CALLBACK_URL_QUOTES", "http://127.0.0.1:2");

    assertThat(admin().get(path).text())
        .isEqualTo("[{\"type\":\"FSPIOP_CALLBACK_URL_QUOTES\",\"value\":\"http://127.0.0.1:2\"}]");
    assertThat(admin().get(path + "?type=FSPIOP_CALLBACK_URL_QUOTES").text())
        .isEqualTo("{\"type\":\"FSPIOP_CALLBACK_URL_QUOTES\",\"value\":\"http://127.0.0.1:2\"}");
    assertThat(admin().get(path + "?type=NONSENSE").text()).isEqualTo("{}");
    assertThat(admin().post(path, "{\"type\":\"NONSENSE\",\"value\":\"http://h\"}").refusal())
        .startsWith("500 2001 ");
    assertThat(admin().post(path, "{\"type\":\"FSPIOP_CALLBACK_URL_QUOTES\"}").refusal())
        .startsWith("400 3101 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://user:pw@h/",
        "gopher://h/"
      })
  void security_callbackAddress_shouldNotReachWhatTheHubMayNotCall(String url) {
    String name = unique("dfsp");
    create(name, "USD");
    String body = "{\"type\":\"FSPIOP_CALLBACK_URL_QUOTES\",\"value\":\"%s\"}".formatted(url);

    Reply reply = admin().post("/participants/" + name + "/endpoints", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(admin().get("/participants/" + name + "/endpoints").text()).isEqualTo("[]");
  }

  // ---- limits

  @Test
  void ledgerAdmin_4_2_limit_shouldBeReadBackAndUsed() {
    String dfsp = registered("1000000");
    String path = "/participants/" + dfsp + "/limits";

    admin().limit(dfsp, "USD", "5000.25");

    assertThat(admin().get(path).text())
        .isEqualTo(
            "[{\"currency\":\"USD\",\"limit\":{\"alarmPercentage\":10,\"type\":\"NET_DEBIT_CAP\",\"value\":5000.25}}]");
    assertThat(admin().get("/participants/limits").text()).contains("\"name\":\"" + dfsp + "\"");
    assertThat(admin().get(path + "?nonsense=1").refusal()).startsWith("400 3101 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"currency\":\"USD\",\"limit\":{\"type\":\"NET_DEBIT_CAP\",\"value\":-1,\"alarmPercentage\":10}}",
        "{\"currency\":\"USD\",\"limit\":{\"type\":\"NET_DEBIT_CAP\",\"value\":\"x\",\"alarmPercentage\":10}}",
        "{\"currency\":\"USD\",\"limit\":{\"type\":\"NET_DEBIT_CAP\",\"value\":1e400,\"alarmPercentage\":10}}",
        "{\"currency\":\"USD\",\"limit\":{\"type\":\"NET_DEBIT_CAP\",\"value\":{},\"alarmPercentage\":10}}",
        "{\"currency\":\"USD\",\"limit\":{\"value\":1,\"alarmPercentage\":10}}",
        "{\"currency\":\"USD\",\"limit\":[]}",
        "{\"currency\":\"USD\"}",
        "{}"
      })
  void ledgerAdmin_4_2_badLimit_shouldBeRefusedAndChangeNothing(String body) {
    String dfsp = registered("1000000");
    Map<String, String> before = hub().books().fingerprint();

    Reply reply = admin().put("/participants/" + dfsp + "/limits", body);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(withoutAudit(hub().books().fingerprint())).isEqualTo(withoutAudit(before));
  }

  // ---- others

  @Test
  void ledgerAdmin_1_unknownRoutesAndMethods_shouldBeRefused() {
    assertRefusal(admin().get("/nothing"), "404 3002 Unknown URI");
    assertThat(admin().delete("/participants").refusal()).startsWith("405 3000 ");
    assertThat(admin().get("/transfers/" + Bodies.id()).refusal()).startsWith("404 3002 ");
  }

  @Test
  void ledgerAdmin_6_1_accountTypes_shouldBeTheSeededOnes() {
    List<String> names =
        admin()
            .get("/ledgerAccountTypes")
            .json()
            .valueStream()
            .map(type -> type.get("name").asString())
            .toList();

    assertThat(names)
        .startsWith(
            "POSITION",
            "SETTLEMENT",
            "HUB_RECONCILIATION",
            "HUB_MULTILATERAL_SETTLEMENT",
            "INTERCHANGE_FEE",
            "INTERCHANGE_FEE_SETTLEMENT");
  }

  @Test
  void ledgerAdmin_6_2_settlementModel_shouldBeReadBack() {
    JsonNode model = admin().get("/settlementModels/DEFERREDNETUSD").json();

    assertThat(model.get("settlementGranularity").asString()).isEqualTo("NET");
    assertThat(model.get("ledgerAccountTypeId").asString()).isEqualTo("POSITION");
    assertThat(model.get("autoPositionReset").asBoolean()).isTrue();
    for (String unknown : List.of("NOTHING", "%00")) {
      assertThat(admin().get("/settlementModels/" + unknown).refusal())
          .isEqualTo("400 3200 Generic ID not found - The requested resource could not be found");
    }
  }

  @Test
  void ledgerAdmin_7_transaction_shouldComeFromTheIlpPacket() {
    assertThat(admin().get("/transactions/" + Bodies.id()).status()).isIn(400, 500);
  }

  private Reply create(String name, String currency) {
    return admin()
        .post("/participants", "{\"name\":\"%s\",\"currency\":\"%s\"}".formatted(name, currency));
  }

  private Reply limit(String name, String value) {
    String body =
        """
        {"currency":"USD","limit":{"type":"NET_DEBIT_CAP","value":%s},"initialPosition":0}"""
            .formatted(value);
    return admin().post("/participants/" + name + "/initialPositionAndLimits", body);
  }
}
