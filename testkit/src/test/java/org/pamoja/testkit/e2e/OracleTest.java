package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.RecordingServer;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/** Oracles outside the hub: right ones, dead ones, slow ones and liars (discovery §§3, 6). */
class OracleTest extends EndToEnd {
  private static final String TYPE = "ALIAS";

  private volatile Answer answer = list("");
  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");
  private final RecordingServer oracle = RecordingServer.open(request -> answer);
  private final int oracleId =
      admin().registerOracle(TYPE, "http://127.0.0.1:" + oracle.port() + "/oracle");

  @AfterEach
  void back() {
    answer = list("");
  }

  @AfterAll
  void unregister() {
    admin().removeOracle(oracleId);
    oracle.close();
  }

  @Test
  void discovery_6_1_lookup_shouldAskWithTheQueryOfSection3() {
    answer = list("{\"fspId\":\"%s\"}".formatted(payee.fspId()));
    String id = alias();

    assertAccepted(payer.get("/parties/" + TYPE + "/" + id));
    Received asked = oracle.await(r -> r.is("GET", "/oracle/participants/" + TYPE + "/" + id));
    assertThat(asked.header("fspiop-source")).isEqualTo(payer.fspId());
    payee.server().await(r -> r.path().equals("/parties/" + TYPE + "/" + id));
  }

  @Test
  void discovery_3_currencyThatNoOracleOfTheTypeServes_shouldBe3003() {
    answer = list("{\"fspId\":\"%s\"}".formatted(payee.fspId()));
    String path = "/parties/" + TYPE + "/" + alias();

    assertAccepted(payer.get(path + "?currency=USD"));

    Received told = error(payer, path);
    assertThat(told.errorCode() + " " + told.errorDescription())
        .isEqualTo(
            "3003 Add Party information error - Oracle type: ALIAS and currency: USD not found");
  }

  @Test
  void discovery_3_lookup_shouldGoToTheOracleOfItsCurrencyAndChangesToTheDefault() {
    try (RecordingServer euros = RecordingServer.open(_ -> list(""))) {
      int id = admin().registerOracle(TYPE, "http://127.0.0.1:" + euros.port(), "EUR", false);
      String path = "/participants/" + TYPE + "/" + alias();

      assertAccepted(payer.get(path + "?currency=EUR"));
      euros.await(r -> r.is("GET", path + "?currency=EUR"));
      answer = Answer.status(201);
      String body = "{\"fspId\":\"%s\",\"currency\":\"EUR\"}".formatted(payee.fspId());
      assertAccepted(payee.send(payee.message("POST", path).body(body)));
      oracle.await(r -> r.is("POST", "/oracle" + path));

      assertThat(euros.received(r -> r.method().equals("POST"))).isEmpty();
      admin().removeOracle(id);
    }
  }

  @Test
  void discovery_2_3_inactiveHolder_shouldStillBeAsked() {
    ScriptedDfsp idle = participant("idle");
    assertThat(admin().put("/participants/" + idle.fspId(), "{\"isActive\":false}").status())
        .isEqualTo(200);
    answer = list("{\"fspId\":\"%s\"}".formatted(idle.fspId()));
    String path = "/parties/" + TYPE + "/" + alias();

    assertAccepted(payer.get(path));

    assertThat(idle.await("GET", path).header("fspiop-destination")).isEqualTo(idle.fspId());
  }

  @Test
  void discovery_6_1_subId_shouldBeInTheQuery() {
    answer = list("{\"fspId\":\"%s\",\"partySubIdOrType\":\"x\"}".formatted(payee.fspId()));
    String id = alias();

    assertAccepted(payer.get("/parties/" + TYPE + "/" + id + "/x"));

    oracle.await(
        r -> r.is("GET", "/oracle/participants/" + TYPE + "/" + id + "?partySubIdOrType=x"));
    payee.await("GET", "/parties/" + TYPE + "/" + id + "/x");
  }

  @Test
  void discovery_4_1_participants_shouldTellTheHolderOfThePartyBeforeThoseOfItsSubIds() {
    answer =
        list(
            "{\"fspId\":\"nobody\",\"partySubIdOrType\":\"x\"},{\"fspId\":\"%s\"}"
                .formatted(payee.fspId()));
    String path = "/participants/" + TYPE + "/" + alias();

    assertAccepted(payer.get(path));
    assertThat(payer.await("PUT", path).json().get("fspId").asString()).isEqualTo(payee.fspId());

    answer = list("{\"fspId\":\"%s\",\"partySubIdOrType\":\"x\"}".formatted(payee.fspId()));
    String only = "/participants/" + TYPE + "/" + alias();
    assertAccepted(payer.get(only));
    assertThat(payer.await("PUT", only).json().get("fspId").asString()).isEqualTo(payee.fspId());
  }

  @Test
  void discovery_5_1_manyHolders_shouldAllBeAsked() {
    answer =
        list(
            "{\"fspId\":\"%s\"},{\"fspId\":\"%s\"},{\"fspId\":\"nobody\"}"
                .formatted(payee.fspId(), payer.fspId()));
    String path = "/parties/" + TYPE + "/" + alias();

    assertAccepted(payer.get(path));

    payee.await("GET", path);
    payer.await("GET", path);
  }

  @Test
  void discovery_6_1_emptyList_shouldBe3204() {
    answer = list("");
    assertParty("3204");
  }

  @Test
  void discovery_6_1_onlyUnknownHolders_shouldBe3204() {
    answer = list("{\"fspId\":\"nobody\"}");
    assertParty("3204");
  }

  @Test
  void discovery_6_1_oraclesOwnError_shouldBePassedOn() {
    answer = Answer.status(404, Bodies.error("3204", "never heard of"));
    assertParty("3204");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void discovery_6_1_brokenOracle_shouldBe1001(int status) {
    answer = Answer.status(status);
    assertParty("1001");
  }

  @Test
  void discovery_6_1_bare404_shouldBe3200() {
    answer = Answer.status(404);
    assertParty("3200");
  }

  @Test
  void discovery_6_1_bare400_shouldBe3000() {
    answer = Answer.status(400);
    assertParty("3000");
  }

  @Test
  void discovery_6_1_silentOracle_shouldBe1001() {
    answer = Answer.silence();
    assertParty("1001");
  }

  @Test
  void discovery_6_1_slowOracle_shouldStillBeHeard() {
    answer = new Answer.Later(Duration.ofMillis(300), list("{\"fspId\":\"nobody\"}"));
    assertParty("3204");
  }

  @Test
  void discovery_6_1_breakingConnection_shouldBe1001() {
    answer = Answer.reset();
    assertParty("1001");
  }

  @Test
  void discovery_6_1_deadOracle_shouldBe1001() {
    oracle.goAway();
    try {
      assertParty("1001");
    } finally {
      oracle.comeBack();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "<html><body>It works!</body></html>",
        "[]",
        "null",
        "{\"partyList\":{}}",
        "{\"partyList\":[1]}",
        "{\"partyList\":[{\"fspId\":7}]}",
        "{\"partyList\":[{\"fspId\":{\"x\":1}}]}",
        "{\"partyList\":[{}]}",
        "{\"partyList\":[{\"fspId\":\"a\"}]} trailing"
      })
  void discovery_6_1_lyingOracle_shouldBeToldAsItsFailure(String body) {
    answer = Answer.status(200, body);
    assertParty("1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"partyList\":null}"})
  void discovery_5_1_absentList_shouldBe3204(String body) {
    answer = Answer.status(200, body);
    assertParty("3204");
  }

  @Test
  void discovery_6_1_endlessAnswer_shouldBeToldAsItsFailure() {
    String entry = "{\"fspId\":\"%s\"},".formatted(payee.fspId());
    answer = list(entry.repeat(6_000_000 / entry.length()) + "{\"fspId\":\"a\"}");
    String path = "/parties/" + TYPE + "/" + alias();

    assertAccepted(payer.get(path));

    assertThat(error(payer, path).errorCode()).isEqualTo("1001");
  }

  @Test
  void discovery_6_1_redirect_shouldNotBeFollowed() {
    answer = Answer.status(302);
    assertParty("1001");
  }

  @Test
  void discovery_6_1_errorOfWrongForm_shouldNotBreakTheCallback() {
    answer =
        Answer.status(
            400,
            "{\"errorInformation\":{\"errorCode\":\"nonsense\",\"errorDescription\":\""
                + "x".repeat(500)
                + "\"}}");
    String path = "/parties/" + TYPE + "/" + alias();

    assertAccepted(payer.get(path));

    Received told = error(payer, path);
    assertThat(told.errorCode()).matches("[1-9]\\d{3}");
    assertThat(told.errorDescription().length()).isBetween(1, 128);
  }

  @Test
  void discovery_4_2_register_shouldReachTheOracle() {
    answer = Answer.status(201);
    String path = "/participants/" + TYPE + "/" + alias();
    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(payee.fspId());

    assertAccepted(payee.send(payee.message("POST", path).body(body)));

    Received asked = oracle.await(r -> r.is("POST", "/oracle" + path));
    assertThat(asked.json().get("fspId").asString()).isEqualTo(payee.fspId());
    assertThat(asked.json().get("currency").asString()).isEqualTo("USD");
    assertThat(payee.await("PUT", path).json().at("/partyList/0/fspId").asString())
        .isEqualTo(payee.fspId());
  }

  @Test
  void discovery_4_2_refusedRegistration_shouldBe3003OrTheOraclesError() {
    answer = Answer.status(409, Bodies.error("3003", "Party already exists"));
    String path = "/participants/" + TYPE + "/" + alias();
    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(payee.fspId());

    assertAccepted(payee.send(payee.message("POST", path).body(body)));

    assertThat(error(payee, path).errorCode()).isEqualTo("3003");
  }

  @Test
  void discovery_4_5_delete_shouldReachTheOracle() {
    answer = Answer.status(204);
    String path = "/participants/" + TYPE + "/" + alias();

    assertAccepted(payee.send(payee.message("DELETE", path)));

    oracle.await(r -> r.is("DELETE", "/oracle" + path));
    assertThat(payee.await("PUT", path).json().get("fspId").asString()).isEqualTo(payee.fspId());
  }

  @Test
  void discovery_4_6_batchOracleThatForgetsAParty_shouldReportIt() {
    answer = Answer.status(201, "{\"partyList\":[]}");
    String requestId = Bodies.id();
    String body =
        """
        {"requestId":"%s","partyList":[{"partyIdType":"%s","partyIdentifier":"a","fspId":"%s"}]}"""
            .formatted(requestId, TYPE, payee.fspId());

    assertOk(payee.send(payee.message("POST", "/participants").body(body)));

    assertThat(
            payee
                .await("PUT", "/participants/" + requestId)
                .json()
                .at("/partyList/0/errorInformation/errorCode")
                .asString())
        .isEqualTo("3003");
  }

  private void assertParty(String code) {
    String id = alias();
    for (String path :
        new String[] {"/parties/" + TYPE + "/" + id, "/participants/" + TYPE + "/" + id}) {
      assertAccepted(payer.get(path));
      if (path.startsWith("/parties") || !answerNamesSomebody()) {
        assertThat(error(payer, path).errorCode()).isEqualTo(code);
      }
    }
  }

  /** Whether GET /participants is answered with a name, which the hub does not judge. */
  private boolean answerNamesSomebody() {
    Answer given = answer instanceof Answer.Later later ? later.answer() : answer;
    return given instanceof Answer.Status status
        && new String(status.body(), StandardCharsets.UTF_8).contains("nobody");
  }

  private static String alias() {
    return "a" + System.nanoTime();
  }

  private static Answer list(String entries) {
    return Answer.status(200, "{\"partyList\":[" + entries + "]}");
  }
}
