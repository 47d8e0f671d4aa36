package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/** /parties: who a party is, asked of the DFSP that holds it (discovery §5). */
class PartiesTest extends EndToEnd {
  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @BeforeEach
  void forget() {
    payer.forgetRules();
    payee.forgetRules();
  }

  @Test
  void discovery_5_1_registeredParty_shouldBeAskedOfItsHolder() {
    String path = registered("");
    Message get =
        payer
            .message("GET", path)
            .with("Date", "Tue, 01 Jan 2030 00:00:00 GMT")
            .with("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .version("1.0");

    assertAccepted(payer.send(get));

    Received asked = payee.await("GET", path);
    assertThat(asked.header("fspiop-source")).isEqualTo(payer.fspId());
    assertThat(asked.header("fspiop-destination")).isEqualTo(payee.fspId());
    assertThat(asked.header("date")).isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
    assertThat(asked.header("content-type"))
        .isEqualTo("application/vnd.interoperability.parties+json;version=1.0");
    assertThat(asked.header("accept"))
        .isEqualTo("application/vnd.interoperability.parties+json;version=1.0");
    assertThat(asked.header("traceparent")).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(asked.header("fspiop-http-method")).isEqualTo("GET");
  }

  @Test
  void discovery_5_2_answer_shouldReachTheAskerUnchanged() {
    String path = path();
    String body =
        " " + Bodies.party("MSISDN", "1", payee.fspId()).replace("Henrik", "H\u00e9nrik\\u00e9");

    assertOk(
        payee.send(
            payee
                .message("PUT", path)
                .to(payer.fspId())
                .with("Accept", "application/vnd.interoperability.parties+json;version=1")
                .body(body)));

    Received told = payer.await("PUT", path);
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(payee.fspId());
    assertThat(told.header("fspiop-destination")).isEqualTo(payer.fspId());
    assertThat(told.headers().contains("accept")).isFalse();
  }

  @Test
  void discovery_5_1_destinationNamed_shouldBeAskedWithoutOracle() {
    String path = path();

    assertAccepted(payer.send(payer.message("GET", path).to(payee.fspId())));

    assertThat(payee.await("GET", path).header("fspiop-destination")).isEqualTo(payee.fspId());
  }

  @Test
  void discovery_5_1_unknownParty_shouldBe3204() {
    String path = path();

    assertAccepted(payer.get(path));

    Received told = error(payer, path);
    assertThat(told.errorCode() + " " + told.errorDescription()).isEqualTo("3204 Party not found");
    assertThat(told.header("fspiop-source")).isEqualTo("Hub");
    assertThat(told.header("fspiop-uri")).isEqualTo(path + "/error");
    assertThat(told.header("content-type"))
        .isEqualTo("application/vnd.interoperability.parties+json;version=2.0");
  }

  @Test
  void discovery_5_1_unknownDestination_shouldBe3204() {
    String path = path();

    assertAccepted(payer.send(payer.message("GET", path).to("nobody")));

    assertThat(error(payer, path).errorCode()).isEqualTo("3204");
  }

  @Test
  void discovery_5_1_typeWithoutOracle_shouldBe3003() {
    String path = "/parties/ACCOUNT_ID/" + System.nanoTime();

    assertAccepted(payer.get(path));

    assertThat(error(payer, path).errorCode()).isEqualTo("3003");
    assertThat(error(payer, path).errorDescription()).contains("Oracle type: ACCOUNT_ID not found");
  }

  @Test
  void discovery_5_1_subIdNobodyHas_shouldBe3204OrEmptyList() {
    String path = registered("") + "/PASSPORT";

    assertAccepted(payer.get(path));

    // Whether the oracle filters by sub-id or the hub does, decides between the two.
    assertThat(error(payer, path).errorCode()).isIn("3204", "3200");
  }

  @Test
  void discovery_5_1_partyOnlyWithSubId_shouldNotBeFoundWithout() {
    String withSubId = registered("/PASSPORT");
    String path = withSubId.substring(0, withSubId.length() - "/PASSPORT".length());

    assertAccepted(payer.get(path));

    Received told = error(payer, path);
    assertThat(told.errorCode()).isEqualTo("3200");
    assertThat(told.errorDescription())
        .isEqualTo(
            "Generic ID not found - Empty oracle partyList, filtered based on"
                + " callbackEndpointType");
  }

  @Test
  void discovery_5_1_subId_shouldBeAskedAndAnsweredOnItsOwnPath() {
    String path = registered("/PASSPORT");

    assertAccepted(payer.get(path));
    assertThat(payee.await("GET", path).header("fspiop-destination")).isEqualTo(payee.fspId());
    assertOk(payee.send("PUT", path + "/error", payer.fspId(), Bodies.error("3200", "unknown")));

    Received told = error(payer, path);
    assertThat(told.errorCode()).isEqualTo("3200");
    assertThat(told.header("fspiop-uri")).isEqualTo(path + "/error");
  }

  @Test
  void discovery_2_unknownSource_shouldBeRefusedAtOnce() {
    Message get = payer.message("GET", path()).with("FSPIOP-Source", "invalidFSPIOPText");

    assertThat(payer.send(get).refusal())
        .isEqualTo("400 3101 Malformed syntax - invalid fspiop-source header");
  }

  @Test
  void discovery_2_emptySource_shouldBeRefusedAtOnce() {
    Message get = payer.message("GET", path()).with("FSPIOP-Source", "");

    assertThat(payer.send(get).refusal()).matches("400 3.*");
  }

  @Test
  void discovery_5_2_unknownReceiver_shouldTellTheSender() {
    String path = path();

    assertOk(payee.send("PUT", path, "nobody", Bodies.party("MSISDN", "1", payee.fspId())));

    assertThat(error(payee, path).errorCode() + " " + error(payee, path).errorDescription())
        .isEqualTo("3201 Destination FSP Error - Destination FSP not found");
  }

  @Test
  void discovery_5_3_error_shouldBePassedOnWithANumberAsCode() {
    String path = path() + "/error";
    String body = "{\"errorInformation\":{\"errorCode\":5100,\"errorDescription\":\"no\"}}";

    assertOk(payee.send("PUT", path, payer.fspId(), body));

    assertThat(payer.await("PUT", path).text()).isEqualTo(body);
  }

  @Test
  void discovery_5_1_deadHolder_shouldTellTheAsker() {
    ScriptedDfsp dead = participant("dead");
    dead.server().goAway();
    String path = path();

    assertAccepted(payer.send(payer.message("GET", path).to(dead.fspId())));

    assertThat(error(payer, path).errorCode()).isEqualTo("1001");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 404})
  void discovery_5_1_refusingHolder_shouldTellTheAsker(int status) {
    payee.answer(r -> r.method().equals("GET"), Answer.status(status));
    String path = path();

    assertAccepted(payer.send(payer.message("GET", path).to(payee.fspId())));

    assertThat(error(payer, path).errorCode()).isIn("1001", "3000", "3200");
  }

  @Test
  void discovery_5_1_holdersOwnError_shouldBeToldWordForWord() {
    payee.answer(
        r -> r.method().equals("GET"), Answer.status(400, Bodies.error("3100", "not with us")));
    String path = path();

    assertAccepted(payer.send(payer.message("GET", path).to(payee.fspId())));

    Received told = error(payer, path);
    assertThat(told.errorCode() + " " + told.errorDescription()).isEqualTo("3100 not with us");
  }

  @Test
  void discovery_5_1_silentHolder_shouldTellTheAskerWithinTheTimeLimit() {
    payee.answer(r -> r.method().equals("GET"), Answer.silence());
    String path = path();

    assertAccepted(payer.send(payer.message("GET", path).to(payee.fspId())));

    assertThat(error(payer, path).errorCode()).isEqualTo("1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/parties/MSISDN/12ab", "/parties/EMAIL/x", "/parties/ALIAS/a%60b"})
  void discovery_2_1_badFormat_shouldBeToldByCallback(String path) {
    assertAccepted(payer.get(path));

    assertThat(error(payer, path).errorCode()).isEqualTo("3101");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/error"})
  void discovery_2_1_answerOfBadFormat_shouldBeToldToItsSender(String suffix) {
    String path = "/parties/MSISDN/1/%7BSubId%7D";
    String body =
        suffix.isEmpty()
            ? Bodies.party("MSISDN", "1", payee.fspId())
            : Bodies.error("3204", "unknown");
    int before = payee.received("PUT", path + "/error").size();

    assertOk(payee.send("PUT", path + suffix, payer.fspId(), body));

    Received told = payee.server().await(before + 1, r -> r.is("PUT", path + "/error")).get(before);
    assertThat(told.errorCode()).isEqualTo("3101");
    assertThat(told.errorDescription()).startsWith("Malformed syntax - Invalid SubId parameter");
  }

  @Test
  void discovery_2_1_encodedId_shouldKeepItsForm() {
    String path = "/parties/EMAIL/a%2Bb%40c.de";

    assertAccepted(payer.send(payer.message("GET", path).to(payee.fspId())));

    Received asked = payee.server().await(r -> r.path().startsWith("/parties/EMAIL/"));
    String decoded = URLDecoder.decode(asked.path().replace("+", "%2B"), StandardCharsets.UTF_8);
    assertThat(decoded).isEqualTo("/parties/EMAIL/a+b@c.de");
    assertThat(asked.header("fspiop-uri")).isEqualTo(path);
  }

  private String registered(String subId) {
    String party = "MSISDN/" + System.nanoTime() + subId;
    String path = "/participants/" + party;
    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(payee.fspId());
    assertAccepted(payee.send(payee.message("POST", path).body(body)));
    payee.await("PUT", path);
    return "/parties/" + party;
  }

  private static String path() {
    return "/parties/MSISDN/" + System.nanoTime();
  }
}
