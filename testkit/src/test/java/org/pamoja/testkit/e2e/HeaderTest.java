package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/** Versions and headers on every resource, with their texts (errors §4, security §1). */
class HeaderTest extends EndToEnd {
  private static final String VERSIONS =
      "{\"extension\":[{\"key\":\"1\",\"value\":\"0\"},{\"key\":\"1\",\"value\":\"1\"},{\"key\":\"2\",\"value\":\"0\"}]}";

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  static List<String> resources() {
    return List.of("participants", "parties", "quotes", "transfers");
  }

  @ParameterizedTest
  @MethodSource("resources")
  void errors_4_supportedVersions_shouldBeAccepted(String resource) {
    for (String version : List.of("1.0", "1.1", "2.0")) {
      assertThat(payer.send(get(resource).version(version)).status()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  void errors_4_4c_unsupportedContentType_shouldBe406WithVersions(String resource) {
    Message message = get(resource);

    Reply reply = payer.send(message.with("Content-Type", message.type() + ";version=9.9"));

    assertThat(reply.refusal())
        .isEqualTo(
            "406 3001 Unacceptable version requested - Client supplied a protocol version which is"
                + " not supported by the server");
    assertVersions(reply);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void errors_4_1c_unsupportedAccept_shouldBe406WithVersions(String resource) {
    Message message = get(resource);

    Reply reply = payer.send(message.with("Accept", message.type() + ";version=9.9"));

    assertThat(reply.refusal())
        .isEqualTo(
            "406 3001 Unacceptable version requested - The Client requested an unsupported version,"
                + " see extension list for supported version(s).");
    assertVersions(reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T;version=9.9,T;version=1",
        "T;version=1.0,T;version=2.0",
        "T;version=2",
        "T; version=1.1",
        "T;version=1"
      })
  void errors_4_acceptLists_shouldNeedOneSupportedVersion(String accept) {
    Message message = get("transfers");

    assertAccepted(payer.send(message.with("Accept", accept.replace("T", message.type()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/vnd.interoperability.quotes+json;version=1.0",
        "application/vnd.interoperability.iso20022.transfers+json;version=2.0",
        "T;version=1.0 , T;version=2",
        "T;version=one",
        "T;version=1.0;",
        "*/*",
        "TX;version=1.0"
      })
  void errors_4_1b_badAccept_shouldBe3101(String accept) {
    Message message = get("transfers");

    Reply reply = payer.send(message.with("Accept", accept.replace("T", message.type())));

    assertThat(reply.refusal()).isEqualTo("400 3101 Malformed syntax - Invalid accept header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/xml",
        "application/vnd.interoperability.quotes+json;version=1.0",
        "application/vnd.interoperability.iso20022.transfers+json;version=2.0",
        "T",
        "T;version=1",
        "T;version=1.0;charset=utf-8",
        "T;charset=utf-8;version=1.0",
        "T;version=1.0,T;version=1.0",
        "T;  version=1.0"
      })
  void errors_4_4b_badContentType_shouldBe3101(String type) {
    Message message = prepare();

    Reply reply = payer.send(message.with("Content-Type", type.replace("T", message.type())));

    assertThat(reply.refusal())
        .isEqualTo("400 3101 Malformed syntax - Invalid content-type header");
  }

  static List<String> allResources() {
    return Stream.concat(
            resources().stream(), Stream.of("bulkQuotes", "transactionRequests", "authorizations"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("allResources")
  void errors_4_missingHeaders_shouldBeNamed(String resource) {
    Message message = get(resource);

    assertThat(payer.send(message.without("Accept")).refusal())
        .isEqualTo("400 3102 Missing mandatory element - Accept is required");
    assertThat(payer.send(message.without("Date")).refusal())
        .isEqualTo("400 3102 Missing mandatory element - Missing required date header");
    assertThat(payer.send(message.without("Content-Type")).refusal())
        .isEqualTo("400 3102 Missing mandatory element - Content-type is required");
    assertThat(payer.send(message.without("FSPIOP-Source")).refusal())
        .isEqualTo(
            "400 3102 Missing mandatory element - /header must have required property"
                + " 'fspiop-source'");
  }

  @Test
  void quoting_2_postWithoutAccept_shouldHaveTheSchemasText() {
    String body = Bodies.quote(Bodies.id(), payer.fspId(), payee.fspId(), "1");
    Message message = payer.message("POST", "/quotes").to(payee.fspId()).body(body);

    assertThat(payer.send(message.without("Accept")).refusal())
        .isEqualTo(
            "400 3102 Missing mandatory element - /header must have required property 'accept'");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/transfers,Accept is required",
    "POST,/participants/MSISDN/1,Accept is required",
    "POST,/participants,Accept is required",
    "DELETE,/participants/MSISDN/1,Accept is required",
    "POST,/quotes,/header must have required property 'accept'",
    "POST,/bulkQuotes,/header must have required property 'accept'",
    "POST,/transactionRequests,/header must have required property 'accept'"
  })
  void errors_4_1a_requestWithoutAccept_shouldHaveTheTextOfItsService(
      String method, String path, String text) {
    Message message = payer.message(method, path).to(payee.fspId()).body("{}");

    assertThat(payer.send(message.without("Accept")).refusal())
        .isEqualTo("400 3102 Missing mandatory element - " + text);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,/transfers/1",
    "PATCH,/transfers/1",
    "PUT,/transfers/1/error",
    "PUT,/quotes/1",
    "PUT,/parties/MSISDN/1",
    "PUT,/participants/MSISDN/1"
  })
  void errors_4_callbacks_shouldNeedDateAndASupportedVersion(String method, String path) {
    Message message = payer.message(method, path).to(payee.fspId()).body("{}");

    assertThat(payer.send(message.without("Date")).refusal())
        .isEqualTo("400 3102 Missing mandatory element - Missing required date header");
    assertThat(payer.send(message.without("Content-Type")).refusal())
        .isEqualTo("400 3102 Missing mandatory element - Content-type is required");
    assertVersions(payer.send(message.with("Content-Type", message.type() + ";version=1.2")));
    assertVersions(payer.send(message.with("Accept", message.type() + ";version=3")));
    assertThat(payer.send(message.with("Accept", "*/*")).refusal())
        .isEqualTo("400 3101 Malformed syntax - Invalid accept header");
  }

  @Test
  void errors_4_1a_putWithoutAccept_shouldBeAccepted() {
    assertOk(
        payee.send("PUT", "/transfers/" + Bodies.id(), payer.fspId(), Bodies.fulfil("COMMITTED")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2030-01-01T00:00:00Z",
        "Tue, 1 Jan 2030 00:00:00 GMT",
        "Tue, 01 Jan 2030 00:00:00 UTC",
        "Tuesday, 01-Jan-30 00:00:00 GMT",
        "now"
      })
  void errors_4_2b_badDate_shouldBe3101(String date) {
    assertThat(payer.send(get("transfers").with("Date", date)).refusal())
        .isEqualTo("400 3101 Malformed syntax - Invalid date header");
  }

  @Test
  void errors_4_order_shouldTellAcceptBeforeDateBeforeContentType() {
    Message none = get("transfers").without("Accept").without("Date").without("Content-Type");

    assertThat(payer.send(none).errorDescription()).contains("Accept");
    assertThat(payer.send(none.with("Accept", none.type() + ";version=1")).errorDescription())
        .contains("date");
  }

  @Test
  void errors_5_headers_shouldBeJudgedBeforeTheBody() {
    Message message = prepare().body("no json").without("Date");

    assertThat(payer.send(message).errorDescription()).contains("date");
  }

  @Test
  void errors_6_body_shouldBeJudgedBeforeTheSource() {
    Message message = prepare().body("{}").without("FSPIOP-Source");

    assertThat(payer.send(message).refusal())
        .isEqualTo(
            "400 3102 Missing mandatory element - /requestBody must have required property"
                + " 'transferId'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Accept", "Content-Type", "Date", "FSPIOP-Source", "FSPIOP-Destination"})
  void security_1_duplicatedHeader_shouldBeRefused(String name) {
    Message message = prepare();
    String value =
        message.headers().stream()
            .filter(header -> header.name().equals(name))
            .findFirst()
            .orElseThrow()
            .value();

    Reply reply = payer.send(message.adding(name.toLowerCase(Locale.ROOT), value));

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("400 3101");
  }

  @Test
  void security_1_headerNames_shouldNotDependOnCase() {
    String id = Bodies.id();
    Message message =
        new Message(
            "POST",
            "/transfers",
            prepare().headers().stream()
                .map(h -> new Headers.Header(h.name().toUpperCase(Locale.ROOT), h.value()))
                .toList(),
            Bodies.prepare(id, payer.fspId(), payee.fspId(), "1").getBytes(StandardCharsets.UTF_8));

    assertAccepted(payer.send(message));

    payee.server().await(r -> r.text().contains(id));
  }

  @ParameterizedTest
  @CsvSource({"''", "123456789012345678901234567890123"})
  void errors_6_sourceOutsideItsLength_shouldBeRefused(String source) {
    assertThat(payer.send(prepare().with("FSPIOP-Source", source)).refusal())
        .matches("400 310[02] .*");
  }

  @Test
  void security_1_clientIdOfAStranger_shouldNotBeBelieved() {
    String id = Bodies.id();
    Message message =
        prepare()
            .with("x-client-id", "somebody")
            .body(Bodies.prepare(id, payer.fspId(), payee.fspId(), "1"));

    assertAccepted(payer.send(message));

    assertThat(payee.server().await(r -> r.text().contains(id)).headers().contains("x-client-id"))
        .isFalse();
  }

  private Message prepare() {
    String body = Bodies.prepare(Bodies.id(), payer.fspId(), payee.fspId(), "1");
    return payer.message("POST", "/transfers").to(payee.fspId()).body(body);
  }

  private Message get(String resource) {
    String path =
        switch (resource) {
          case "participants", "parties" -> "/" + resource + "/MSISDN/1";
          case "authorizations" ->
              "/authorizations/1?authenticationType=OTP&retriesLeft=1&amount=1&currency=USD";
          default -> "/" + resource + "/" + Bodies.id();
        };
    Message message = payer.message("GET", path).to(payee.fspId());
    boolean endsAt11 = List.of("transactionRequests", "authorizations").contains(resource);
    return endsAt11 ? message.version("1.1") : message;
  }

  private static void assertVersions(Reply reply) {
    assertThat(reply.json().at("/errorInformation/extensionList").toString()).isEqualTo(VERSIONS);
  }
}
