package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.RawHttp;
import org.pamoja.testkit.dfsp.Reply;

/**
 * Requests that no decent participant sends, whatever is in their bodies: paths, sizes and HTTP
 * itself. They are refused with an error of the scheme, never with a stack trace or an internal
 * error, and nothing in the database is changed.
 */
class BadHttpTest extends BadInputScene {
  private static final int LIMIT = 5_242_880;

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

  private static byte[] padded(String body, int length) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (body + " ".repeat(length - bytes.length)).getBytes(StandardCharsets.UTF_8);
  }
}
