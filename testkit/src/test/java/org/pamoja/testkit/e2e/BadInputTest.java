package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import org.pamoja.testkit.hub.EmbeddedHub;

/**
 * What no decent participant sends: refused with an error of the scheme, never with a stack trace
 * or an internal error, and nothing in the database is changed.
 */
class BadInputTest extends EndToEnd {
  private static final int LIMIT = 5_242_880;

  private final ScriptedDfsp payer;
  private final ScriptedDfsp payee;

  BadInputTest() {
    super(EmbeddedHub.start());
    admin().prepareCurrency("USD");
    payer = participant("payer");
    payee = participant("payee");
  }

  @AfterAll
  void stop() {
    hub().close();
  }

  // ---- bodies that are not JSON, or not what they should be

  static List<String> malformed() {
    return List.of(
        "",
        "{",
        "[",
        "null",
        "true",
        "1",
        "\"text\"",
        "[]",
        "{}",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1} x",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":1,\"a\":2}",
        "\ufeff{}",
        "{\"a\":1e999999999}",
        "{\"a\":" + "9".repeat(2_000) + "}",
        "{\"a\":\"" + "x".repeat(300_000) + "\"}",
        "{\"" + "n".repeat(2_000) + "\":1}",
        "[".repeat(20_000),
        "{\"a\":".repeat(20_000),
        "<transfer/>",
        "a=1&b=2");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void issue_malformedJson_shouldBeRefusedEverywhereAndChangeNothing(String body) {
    Map<String, String> before = hub().books().fingerprint();

    for (Message message : messagesWithBodies()) {
      assertRefused(payer.send(message.body(body)));
    }

    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  @Test
  void issue_bytesThatAreNotUtf8_shouldBeRefused() {
    Map<String, String> before = hub().books().fingerprint();
    byte[][] sequences = {
      {(byte) 0xff},
      {(byte) 0xc0, (byte) 0xaf},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xe2}
    };

    for (byte[] sequence : sequences) {
      for (Message message : messagesWithBodies()) {
        assertRefused(payer.send(message.body(spoilt(message.body(), sequence))));
      }
    }

    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  @Test
  void issue_utf16_shouldBeRefused() {
    for (Message message : messagesWithBodies()) {
      String text = new String(message.body(), StandardCharsets.UTF_8);
      assertRefused(payer.send(message.body(text.getBytes(StandardCharsets.UTF_16))));
    }
  }

  static List<String> wrongTypes() {
    return List.of(
        "\"transferId\":\"[^\"]*\"|\"transferId\":{}",
        "\"transferId\":\"[^\"]*\"|\"transferId\":[\"a\"]",
        "\"transferId\":\"[^\"]*\"|\"transferId\":null",
        "\"payerFsp\":\"[^\"]*\"|\"payerFsp\":{\"a\":1}",
        "\"payerFsp\":\"[^\"]*\"|\"payerFsp\":\"\"",
        "\"payerFsp\":\"[^\"]*\"|\"payerFsp\":\"" + "x".repeat(33) + "\"",
        "\"amount\":\\{[^}]*}|\"amount\":\"1\"",
        "\"amount\":\\{[^}]*}|\"amount\":[]",
        "\"amount\":\\{[^}]*}|\"amount\":{}",
        "\"amount\":\"1\"|\"amount\":{}",
        "\"amount\":\"1\"|\"amount\":true",
        "\"currency\":\"USD\"|\"currency\":\"usd\"",
        "\"currency\":\"USD\"|\"currency\":\"ZZZ\"",
        "\"currency\":\"USD\"|\"currency\":7",
        "\"condition\":\"[^\"]*\"|\"condition\":\"short\"",
        "\"condition\":\"[^\"]*\"|\"condition\":\"" + "=".repeat(43) + "\"",
        "\"ilpPacket\":\"[^\"]*\"|\"ilpPacket\":\"\"",
        "\"ilpPacket\":\"[^\"]*\"|\"ilpPacket\":\"" + "A".repeat(32_769) + "\"",
        "\"expiration\":\"[^\"]*\"|\"expiration\":\"tomorrow\"",
        "\"expiration\":\"[^\"]*\"|\"expiration\":\"2030-01-01T00:00:00Z\"",
        "\"expiration\":\"[^\"]*\"|\"expiration\":\"2030-13-01T00:00:00.000Z\"",
        "\"expiration\":\"[^\"]*\"|\"expiration\":\"2030-02-30T00:00:00.000Z\"",
        "\"expiration\":\"[^\"]*\"|\"expiration\":1893456000000",
        "}$|,\"extensionList\":[]}",
        "}$|,\"extensionList\":{\"extension\":[]}}",
        "}$|,\"extensionList\":{\"extension\":[{\"key\":\"k\"}]}}",
        "}$|,\"extensionList\":{\"extension\":[{\"key\":\"k\",\"value\":{}}]}}");
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  void issue_wrongTypes_shouldBeRefusedAndChangeNothing(String change) {
    Map<String, String> before = hub().books().fingerprint();
    String[] parts = change.split("\\|", 2);
    String body = prepare("1");
    String changed = body.replaceFirst(parts[0], parts[1]);
    assertThat(changed).isNotEqualTo(body);

    assertRefused(post(changed));

    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.00001",
        "0.12345",
        "1.10",
        "1.",
        ".5",
        "+1",
        "-1",
        " 1",
        "1 ",
        "1,5",
        "1e3",
        "0x10",
        "01",
        "00",
        "",
        "NaN",
        "Infinity",
        "\u0661",
        "1000000000000000000",
        "1.0000"
      })
  void issue_amounts_shouldBeRefusedAndChangeNothing(String amount) {
    Map<String, String> before = hub().books().fingerprint();

    Reply reply = post(prepare(amount));

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("400 3100");
    assertThat(reply.errorDescription()).contains("/requestBody/amount/amount");
    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99999999999999.9999", "999999999999999999"})
  void issue_amountsAtTheEdge_shouldNeverBreakTheBooks(String amount) {
    String id = Bodies.id();

    assertAccepted(post(Bodies.prepare(id, payer.fspId(), payee.fspId(), amount)));

    if (amount.equals("0")) {
      payee.server().await(r -> r.text().contains(id));
    } else {
      assertThat(error(payer, "/transfers/" + id).errorCode()).isEqualTo("4001");
    }
  }

  /** A text that no PostgreSQL column can hold, wherever a text may stand. */
  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x", "\\u0007", "\\uffff", "\\u202e"})
  void issue_strangeCharacters_shouldNeverBeAnInternalError(String escape) {
    String id = Bodies.id();
    String extension =
        ",\"extensionList\":{\"extension\":[{\"key\":\"k%s\",\"value\":\"v%s\"}]}}"
            .formatted(escape, escape);
    String body = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1");

    Reply extended = post(body.replaceFirst("}$", Matcher.quoteReplacement(extension)));
    assertNoInternalError(extended);
    if (extended.status() == 202) {
      assertThat(state(payer, id)).isIn("RESERVED", "ABORTED");
    }
    String named = Bodies.id();
    Reply unknown = post(Bodies.prepare(named, payer.fspId(), "x" + escape, "1"));
    assertNoInternalError(unknown);
    if (unknown.status() == 202) {
      assertThat(error(payer, "/transfers/" + named).errorCode()).startsWith("3");
    }
    assertNoInternalError(
        payee.send(
            "PUT",
            "/transfers/" + id + "/error",
            payer.fspId(),
            Bodies.error("5104", "no" + escape)));
    assertThat(state(payer, id)).isNotEqualTo("COMMITTED");
    String party = "/participants/ALIAS/" + Bodies.id();
    assertNoInternalError(
        payer.send(payer.message("POST", party).body("{\"fspId\":\"f" + escape + "\"}")));
    assertNoInternalError(
        post(
            "/quotes",
            Bodies.quote(Bodies.id(), payer.fspId(), payee.fspId(), "1")
                .replace("\"amountType\"", "\"note\":\"n" + escape + "\",\"amountType\"")));
    // The hub still works.
    payThrough();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%00", "%ff", "%c0%af", "%", "%zz", "%e2%82", "..", "%2e%2e", "%2F", "a%20b", ";x",
        "%0d%0aX"
      })
  void issue_strangePaths_shouldNeverBeAnInternalError(String segment) {
    Map<String, String> before = hub().books().fingerprint();

    for (String path :
        List.of(
            "/transfers/",
            "/quotes/",
            "/parties/MSISDN/",
            "/parties/ALIAS/",
            "/participants/ALIAS/",
            "/participants/ALIAS/a/",
            "/")) {
      Message get = payer.message("GET", "/transfers/x").to(payee.fspId());
      Message typed = new Message("GET", path + segment, get.headers(), new byte[0]);
      String type = path.equals("/") ? get.type() : typed.type();
      assertNoInternalError(
          payer.send(
              typed
                  .with("Content-Type", type + ";version=1.0")
                  .with("Accept", type + ";version=1")));
    }

    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  // ---- sizes

  @Test
  void issue_bodyOverTheLimit_shouldBe3104AndChangeNothing() {
    Map<String, String> before = hub().books().fingerprint();
    byte[] large = padded(prepare("1"), LIMIT + 1);

    Reply announced = payer.send(payer.message("POST", "/transfers").body(large));
    Reply chunked =
        payer.send(
            payer
                .message("POST", "/transfers")
                .with("Transfer-Encoding", "chunked")
                .body(RawHttp.chunked(large, 65_536)));

    for (Reply reply : List.of(announced, chunked)) {
      assertThat(reply.refusal())
          .isEqualTo("400 3104 Too large payload - Payload size is too large");
    }
    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  @Test
  void issue_chunkedBody_shouldBeTaken() {
    String id = Bodies.id();
    byte[] body =
        Bodies.prepare(id, payer.fspId(), payee.fspId(), "1").getBytes(StandardCharsets.UTF_8);

    assertAccepted(
        payer.send(
            payer
                .message("POST", "/transfers")
                .with("Transfer-Encoding", "chunked")
                .body(RawHttp.chunked(body, 7))));

    assertThat(payee.server().await(r -> r.text().contains(id)).body()).isEqualTo(body);
  }

  @Test
  void issue_headersOverTheLimit_shouldBeRefused() {
    Reply reply =
        payer.send(
            payer.message("GET", "/transfers/" + Bodies.id()).with("X", "x".repeat(100_000)));

    assertThat(reply.status()).isIn(431, 400, 0);
    payThrough();
  }

  @Test
  void issue_longPath_shouldBeRefused() {
    Message get = payer.message("GET", "/transfers/" + "a".repeat(20_000));

    assertThat(payer.send(get).status()).isIn(414, 400);
  }

  // ---- HTTP itself

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "GET /transfers\r\n\r\n",
        "GET /transfers/1 HTTP/9.9\r\n\r\n",
        "POST /transfers HTTP/1.1\r\nHost: h\r\nContent-Length: abc\r\nConnection: close\r\n\r\n",
        "POST /transfers HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
        "POST /transfers HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\n{}x",
        "POST /transfers HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "POST /transfers HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\nConnection: close\r\n\r\n{}",
        "GET /transfers/1 HTTP/1.1\r\nHost: h\r\nno colon\r\nConnection: close\r\n\r\n",
        "GET /transfers/1 HTTP/1.1\r\nHost: h\r\n: empty\r\nConnection: close\r\n\r\n",
        "GET /transfers/1 HTTP/1.1\r\nHost: h\r\nx\u0000y: 1\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
        "GET http://other/transfers/1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\r\n\r\n"
      })
  void issue_brokenHttp_shouldNeverBeAnInternalError(String request) {
    Map<String, String> before = hub().books().fingerprint();

    for (int port : new int[] {hub().fspiopPort(), hub().adminPort()}) {
      Reply reply = RawHttp.send(port, request.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(reply.status()).isLessThan(506).isNotEqualTo(500).isNotEqualTo(200);
      assertThat(reply.text()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  @Test
  void issue_bothLengths_shouldNotBeTakenForTwoRequests() {
    Map<String, String> before = hub().books().fingerprint();
    String smuggled =
        "POST /transfers HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: h\r\n\r\n";

    Reply reply = RawHttp.send(hub().fspiopPort(), smuggled);

    assertThat(reply.status()).isIn(400, 0);
    assertThat(hub().books().fingerprint()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/,404,3002",
    "GET,/nothing,404,3002",
    "POST,/transfers/x/y/z,404,3002",
    "GET,//transfers/x,404,3002",
    "PUT,/transfers/,404,3002",
    "GET,/parties/MSISDN,404,3002",
    "GET,/participants/MSISDN/1/,404,3002",
    "DELETE,/transfers,405,3000",
    "GET,/transfers,405,3000",
    "DELETE,/quotes,405,3000",
    "POST,/parties/MSISDN/1,405,3000",
    "PATCH,/quotes/x,405,3000",
    "FOO,/transfers,405,3000",
    "TRACE,/transfers,405,3000"
  })
  void errors_6_unknownResourcesAndMethods_shouldBeRefused(
      String method, String path, int status, String code) {
    Message message = payer.message("POST", "/transfers").body("{}");

    Reply reply = payer.send(new Message(method, path, message.headers(), message.body()));

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo(status + " " + code);
    if (status == 405) {
      assertThat(reply.headers().first("allow")).isPresent();
    }
  }

  // ---- what cannot be known before the answer

  @Test
  void issue_unknownParticipants_shouldBeToldByCallbackOrNobody() {
    String toNobody = Bodies.id();
    assertAccepted(post(Bodies.prepare(toNobody, payer.fspId(), "nobody", "1")));
    assertThat(error(payer, "/transfers/" + toNobody).errorCode()).isIn("3100", "3200");
    String fromNobody = Bodies.id();
    String body = Bodies.prepare(fromNobody, "nobody", payee.fspId(), "1");

    assertAccepted(
        payer.send(payer.message("POST", "/transfers").with("FSPIOP-Source", "nobody").body(body)));

    payThrough();
    assertThat(payee.server().received(r -> r.text().contains(fromNobody))).isEmpty();
  }

  private List<Message> messagesWithBodies() {
    String id = Bodies.id();
    return List.of(
        payer.message("POST", "/transfers").to(payee.fspId()).body(prepare("1")),
        payer.message("PUT", "/transfers/" + id).to(payee.fspId()).body(Bodies.fulfil("COMMITTED")),
        payer.message("PUT", "/transfers/" + id + "/error").body(Bodies.error("5104", "no")),
        payer
            .message("POST", "/quotes")
            .to(payee.fspId())
            .body(Bodies.quote(id, payer.fspId(), payee.fspId(), "1")),
        payer
            .message("PUT", "/quotes/" + id)
            .to(payee.fspId())
            .body(Bodies.terms("1", "USD", "AA", Bodies.CONDITION)),
        payer
            .message("PUT", "/parties/MSISDN/1")
            .to(payee.fspId())
            .body(Bodies.party("MSISDN", "1", payee.fspId())),
        payer
            .message("POST", "/participants/MSISDN/1")
            .body("{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(payer.fspId())),
        payer
            .message("POST", "/participants")
            .body(
                "{\"requestId\":\"%s\",\"partyList\":[{\"partyIdType\":\"MSISDN\",\"partyIdentifier\":\"1\"}]}"
                    .formatted(id)));
  }

  private String prepare(String amount) {
    return Bodies.prepare(Bodies.id(), payer.fspId(), payee.fspId(), amount);
  }

  private Reply post(String body) {
    return post("/transfers", body);
  }

  private Reply post(String path, String body) {
    return payer.send("POST", path, payee.fspId(), body);
  }

  private void payThrough() {
    String id = Bodies.id();
    assertAccepted(post(Bodies.prepare(id, payer.fspId(), payee.fspId(), "1")));
    payee.server().await(r -> r.text().contains(id));
  }

  private static void assertRefused(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.errorCode()).as(reply.toString()).matches("3[01]\\d\\d");
    assertThat(reply.errorDescription().length()).isBetween(1, 128);
    assertNoInternalError(reply);
  }

  private static void assertNoInternalError(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isLessThan(500).isGreaterThan(0);
    assertThat(reply.text()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  /** The body with bytes put into its first text. */
  private static byte[] spoilt(byte[] body, byte[] sequence) {
    int quote = new String(body, StandardCharsets.ISO_8859_1).indexOf(":\"") + 2;
    ByteArrayOutputStream spoilt = new ByteArrayOutputStream();
    spoilt.write(body, 0, quote);
    spoilt.writeBytes(sequence);
    spoilt.write(body, quote, body.length - quote);
    return spoilt.toByteArray();
  }

  private static byte[] padded(String body, int length) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (body + " ".repeat(length - bytes.length)).getBytes(StandardCharsets.UTF_8);
  }
}
