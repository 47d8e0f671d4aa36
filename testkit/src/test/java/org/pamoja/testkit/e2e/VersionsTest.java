package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Payee;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;
import tools.jackson.databind.JsonNode;

/**
 * Which version of the API each participant is spoken to in: the hub's settings, what is set for
 * the participant, and what senders wrote (errors §4, discovery §6, transfers §5 and §7.2).
 */
class VersionsTest extends EndToEnd {
  private static final long PAUSE_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String V1_0 =
      """
      {"parties":"1.0","participants":"1.0","quotes":"1.0","transfers":"1.0",\
      "transactionRequests":"1.0","authorizations":"1.0"}""";

  private final ScriptedDfsp payer;
  private final ScriptedDfsp payee;

  VersionsTest() {
    super(
        EmbeddedHub.start(
            Stream.concat(
                    Stream.of(DeliveryTest.impatient()),
                    Stream.of("outboundVersions.parties", "1.1"))
                .toArray(String[]::new)));
    admin().prepareCurrency("USD");
    payer = participant("payer");
    payee = participant("payee");
  }

  @BeforeEach
  void setNothing() {
    for (ScriptedDfsp dfsp : new ScriptedDfsp[] {payer, payee}) {
      speak(dfsp, "{}");
      dfsp.forgetRules();
    }
  }

  @AfterAll
  void stop() {
    hub().close();
  }

  private void speak(ScriptedDfsp dfsp, String versions) {
    assertThat(admin().put(path(dfsp), versions).status()).isEqualTo(200);
  }

  private static String path(ScriptedDfsp dfsp) {
    return "/participants/" + dfsp.fspId() + "/versions";
  }

  private static void assertVersion(Received message, String version) {
    String resource = message.path().split("[/?]")[1];
    assertThat(message.header("content-type"))
        .isEqualTo("application/vnd.interoperability." + resource + "+json;version=" + version);
  }

  private static void assertAccept(Received message, String version) {
    assertThat(message.header("accept"))
        .isEqualTo(message.header("content-type").split(";")[0] + ";version=" + version);
  }

  private static Message prepare(ScriptedDfsp payer, ScriptedDfsp payee, String id) {
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1");
    return payer.message("POST", "/transfers").to(payee.fspId()).body(body);
  }

  /** A transfer that the payee has been asked for and not answered yet. */
  private String reserved() {
    String id = Bodies.id();
    assertAccepted(payer.send(prepare(payer, payee, id)));
    request(id);
    return id;
  }

  /** The prepare as it has reached the payee. */
  private Received request(String id) {
    return payee.server().await(r -> r.method().equals("POST") && r.text().contains(id));
  }

  @Test
  void errors_4_payerOn10_shouldPayAPayeeOn20AndEachReadItsOwnVersion() {
    ScriptedDfsp newer = Payee.scripted(participant("newer"), "RESERVED");
    speak(payer, V1_0);
    speak(newer, "{\"parties\":\"2.0\",\"quotes\":\"2.0\",\"transfers\":\"2.0\"}");
    String quote = Bodies.id();
    String transfer = Bodies.id();

    assertAccepted(
        payer.send(payer.message("GET", "/parties/MSISDN/1").to(newer.fspId()).version("1.0")));
    Received party = payer.await("PUT", "/parties/MSISDN/1");
    String request = Bodies.quote(quote, payer.fspId(), newer.fspId(), "1");
    assertAccepted(
        payer.send(
            payer.message("POST", "/quotes").to(newer.fspId()).version("1.0").body(request)));
    Received terms = payer.await("PUT", "/quotes/" + quote);
    assertAccepted(payer.send(prepare(payer, newer, transfer).version("1.0")));
    Received committed = payer.await("PUT", "/transfers/" + transfer);
    Received notice = newer.await("PATCH", "/transfers/" + transfer);

    assertVersion(party, "1.0");
    assertThat(party.text()).isEqualTo(Bodies.party("MSISDN", "1", newer.fspId()));
    assertVersion(terms, "1.0");
    assertVersion(committed, "1.0");
    assertThat(committed.header("fspiop-source")).isEqualTo("Hub");
    assertVersion(notice, "2.0");
    for (Received passedOn : newer.server().received(r -> !r.method().equals("PATCH"))) {
      assertVersion(passedOn, "1.0");
      assertAccept(passedOn, "1.0");
    }
  }

  @Test
  void transfers_5_payeeOn10ThatReserves_shouldLearnTheEndByPutAndNotByPatch() {
    speak(payee, V1_0);
    String id = Bodies.id();
    Message prepare = prepare(payer, payee, id);

    assertAccepted(payer.send(prepare));
    Received request = request(id);
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("RESERVED")));
    Received end = payee.await("PUT", "/transfers/" + id);
    Received committed = payer.await("PUT", "/transfers/" + id);

    assertVersion(request, "1.0");
    assertAccept(request, "1");
    assertThat(request.body()).isEqualTo(prepare.body());
    assertVersion(end, "1.0");
    assertThat(end.header("fspiop-source")).isEqualTo("Hub");
    assertThat(end.header("fspiop-http-method")).isEqualTo("PUT");
    assertThat(end.header("accept")).isEmpty();
    assertThat(end.json().get("transferState").asString()).isEqualTo("COMMITTED");
    assertVersion(committed, "2.0");
    assertThat(payee.received("PATCH", "/transfers/" + id)).isEmpty();
  }

  @Test
  void transfers_5_1_payeeOn10WithAWrongFulfilment_shouldLearnTheAbortByPut() {
    speak(payee, V1_0);
    String id = reserved();

    String wrong = Bodies.fulfil("RESERVED", Bodies.WRONG_FULFILMENT);
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), wrong));
    Received end = payee.await("PUT", "/transfers/" + id);

    assertVersion(end, "1.0");
    assertThat(end.json().get("transferState").asString()).isEqualTo("ABORTED");
    assertThat(end.json().has("transferId")).isFalse();
    assertThat(causes(end.json()))
        .containsExactly("3100: Generic validation error - invalid fulfilment");
    assertThat(payee.received("PATCH", "/transfers/" + id)).isEmpty();
  }

  @Test
  void errors_4_relayedMessages_shouldKeepTheSendersVersionWhereNothingIsSet() {

    String id = Bodies.id();

    assertAccepted(payer.send(prepare(payer, payee, id).version("1.1")));
    Received request = request(id);

    assertVersion(request, "1.1");
    assertAccept(request, "1.1");
  }

  @Test
  void discovery_6_hubsOwnCallbacks_shouldHaveTheVersionOfTheSettingOrTheParticipant() {
    String unknown = Bodies.id();

    assertAccepted(payer.get("/parties/MSISDN/100"));
    assertVersion(error(payer, "/parties/MSISDN/100"), "1.1");
    assertAccepted(payer.get("/transfers/" + unknown));
    assertVersion(error(payer, "/transfers/" + unknown), "2.0");

    speak(payer, V1_0);
    for (String path :
        new String[] {
          "/parties/MSISDN/200",
          "/participants/MSISDN/200",
          "/quotes/" + Bodies.id(),
          "/transfers/" + Bodies.id()
        }) {
      assertAccepted(payer.send(payer.message("GET", path).to("nobody")));
      assertVersion(error(payer, path), "1.0");
    }
    String question = "/transactionRequests/" + Bodies.id();
    assertAccepted(payer.send(payer.message("GET", question).to("nobody").version("1.1")));
    assertVersion(error(payer, question), "1.0");
  }

  @Test
  void errors_4_aChangedSetting_shouldHoldFromTheNextMessageOn() {
    String id = reserved();

    speak(payer, "{\"transfers\":\"1.0\"}");
    assertVersion(question(payer, id), "1.0");
    speak(payer, "{\"transfers\":\"1.1\",\"quotes\":\"1.0\"}");
    assertVersion(question(payer, id), "1.1");
    assertThat(admin().get(path(payer)).text())
        .isEqualTo("{\"quotes\":\"1.0\",\"transfers\":\"1.1\"}");
    speak(payer, "{}");
    assertVersion(question(payer, id), "2.0");
    assertThat(admin().get(path(payer)).text()).isEqualTo("{}");
  }

  @Test
  void errors_4_settings_shouldOutliveARestart() {
    String id = reserved();
    speak(payer, "{\"transfers\":\"1.0\"}");

    hub().stop();
    hub().startAgain();

    assertThat(admin().get(path(payer)).text()).isEqualTo("{\"transfers\":\"1.0\"}");
    assertVersion(question(payer, id), "1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"transfers\":\"3.0\"}",
        "{\"transfers\":2.0}",
        "{\"quotes\":\"1.0\",\"transfers\":\"\"}",
        "{\"transfers\":\"1.0\\u0000\"}",
        "{\"quotes\":\"1.0\",\"transfersx\":\"1.0\"}",
        "[\"transfers\"]",
        ""
      })
  void errors_7_badVersions_shouldBeRefusedAndChangeNothing(String body) {
    speak(payer, "{\"transfers\":\"1.1\"}");

    Reply reply = admin().put(path(payer), body);

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("400 3101");
    assertThat(reply.errorDescription())
        .contains(body.startsWith("{") ? "transfers" : "must be of type object");
    assertThat(admin().get(path(payer)).text()).isEqualTo("{\"transfers\":\"1.1\"}");
  }

  @Test
  void transfers_7_2_resentAndMissedMessages_shouldHaveTheVersionOfNow() {
    String id = reserved();
    String path = "/transfers/" + id;
    String since = Bodies.time(Instant.now().minus(Duration.ofMinutes(1)));
    payer.answer(r -> r.is("PUT", path), Answer.status(406));
    assertOk(payee.send("PUT", path, payer.fspId(), Bodies.fulfil("COMMITTED")));
    assertVersion(payer.await("PUT", path), "2.0");
    JsonNode dead = awaitDead(payer);

    payer.forgetRules();
    speak(payer, "{\"transfers\":\"1.0\"}");
    JsonNode shown = admin().get("/deliveries/" + dead.get("id").asString()).json();
    JsonNode missed = missed(payer.get("/missed?since=" + since), path);
    assertThat(admin().post("/deliveries/" + dead.get("id").asString() + "/resend", "{}").status())
        .isEqualTo(200);
    Received resent = payer.server().await(2, r -> r.is("PUT", path)).get(1);

    assertVersion(resent, "1.0");
    assertThat(contentType(shown.at("/message/headers"))).isEqualTo(resent.header("content-type"));
    assertThat(contentType(missed.get("headers"))).isEqualTo(resent.header("content-type"));
    byte[] body = Base64.getUrlDecoder().decode(missed.get("body").asString());
    assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(resent.text());
  }

  private JsonNode awaitDead(ScriptedDfsp dfsp) {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode list =
          admin()
              .get("/deliveries?state=dead&participant=" + dfsp.fspId())
              .json()
              .get("deliveries");
      if (!list.isEmpty()) {
        return list.get(0);
      }
      LockSupport.parkNanos(PAUSE_NANOSECONDS);
    }
    throw new AssertionError("nothing is dead");
  }

  private static JsonNode missed(Reply reply, String uri) {
    for (JsonNode message : reply.json().get("messages")) {
      if (message.get("uri").asString().equals(uri)) {
        return message;
      }
    }
    throw new AssertionError("not missed: " + uri);
  }

  private static String contentType(JsonNode headers) {
    for (var header : headers.properties()) {
      if (header.getKey().equalsIgnoreCase("content-type")) {
        return header.getValue().asString();
      }
    }
    return "";
  }
}
