package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Reply;

/**
 * Bodies that no decent participant sends: refused with an error of the scheme, never with a stack
 * trace or an internal error, and nothing in the database is changed.
 */
class BadInputTest extends BadInputScene {

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

  private static void assertRefused(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
    assertThat(reply.errorCode()).as(reply.toString()).matches("3[01]\\d\\d");
    assertThat(reply.errorDescription().length()).isBetween(1, 128);
    assertNoInternalError(reply);
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
}
