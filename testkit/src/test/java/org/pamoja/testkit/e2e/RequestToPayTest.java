package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/**
 * /transactionRequests and /authorizations: passed on as they came (transaction-requests §§1-6).
 */
class RequestToPayTest extends EndToEnd {
  private static final String QUERY =
      "?authenticationType=OTP&retriesLeft=2&amount=102&currency=USD";

  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @Test
  void transactionRequests_6_request_shouldReachThePayerUnchanged() {
    String id = Bodies.id();
    String body = " " + request(id).replace(",", " ,");

    assertAccepted(send("POST", "/transactionRequests", body));

    Received told = payer.server().await(r -> r.text().contains(id));
    assertThat(told.method() + " " + told.path()).isEqualTo("POST /transactionRequests");
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(payee.fspId());
    assertThat(told.header("content-type"))
        .isEqualTo("application/vnd.interoperability.transactionRequests+json;version=1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/error"})
  void transactionRequests_6_answers_shouldReachThePayee(String suffix) {
    String path = "/transactionRequests/" + Bodies.id() + suffix;
    String body =
        suffix.isEmpty()
            ? "{\"transactionRequestState\":\"RECEIVED\" }"
            : Bodies.error("5100", "Payer said no");

    Message message = payer.message("PUT", path).version("1.1").to(payee.fspId()).body(body);
    assertOk(payer.send(message));

    Received told = payee.await("PUT", path);
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.headers().contains("accept")).isFalse();
  }

  @Test
  void transactionRequests_1_authorization_shouldKeepItsQuery() {
    String path = "/authorizations/" + Bodies.id() + QUERY;

    assertAccepted(
        payer.send(
            payer
                .message("GET", path)
                .version("1.1")
                .with("Accept", accept("authorizations"))
                .to(payee.fspId())));

    Received told = payee.server().await(r -> r.path().startsWith(path.split("\\?")[0] + "?"));
    assertThat(told.path().split("\\?")[1].split("&"))
        .containsExactlyInAnyOrder(QUERY.substring(1).split("&"));
  }

  @ParameterizedTest
  @CsvSource({
    "authenticationType=OTP&,'',3102",
    "authenticationType=OTP,authenticationType=XTP,3100",
    "retriesLeft=2,retriesLeft=g,3101",
    "retriesLeft=2,retriesLeft=1.5,3101",
    "amount=102,amount=1.00001,3100",
    "currency=USD,currency=ZZZ,3100"
  })
  void transactionRequests_3_badQuery_shouldBeRefused(String good, String bad, String code) {
    String path = "/authorizations/" + Bodies.id() + QUERY.replace(good, bad);

    Reply reply =
        payer.send(
            payer
                .message("GET", path)
                .version("1.1")
                .with("Accept", accept("authorizations"))
                .to(payee.fspId()));

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("400 " + code);
  }

  @Test
  void transactionRequests_4_unknownDestination_shouldTellTheSender() {
    String id = Bodies.id();

    Message message = message("POST", "/transactionRequests").body(request(id)).to("nobody");
    assertAccepted(payee.send(message));

    Received told = error(payee, "/transactionRequests/" + id);
    assertThat(told.errorCode()).isEqualTo("3201");
    assertThat(told.header("content-type"))
        .isEqualTo("application/vnd.interoperability.transactionRequests+json;version=1.1");
  }

  @Test
  void transactionRequests_4_deadReceiver_shouldBe1001() {
    ScriptedDfsp dead = participant("dead");
    dead.server().goAway();
    String id = Bodies.id();

    Message message = message("POST", "/transactionRequests").body(request(id)).to(dead.fspId());
    assertAccepted(payee.send(message));

    assertThat(error(payee, "/transactionRequests/" + id).errorCode()).isEqualTo("1001");
  }

  @ParameterizedTest
  @CsvSource({"404,3200", "400,3000", "503,1001"})
  void transactionRequests_4_refusingReceiver_shouldTellTheSender(int status, String code) {
    payer.answer(r -> r.method().equals("POST"), Answer.status(status));
    String id = Bodies.id();

    assertAccepted(send("POST", "/transactionRequests", request(id)));

    Received told = error(payee, "/transactionRequests/" + id);
    assertThat(told.errorCode()).isEqualTo(code);
    assertThat(told.header("fspiop-source")).isEqualTo("Hub");
    assertThat(told.header("fspiop-destination")).isEqualTo(payee.fspId());
    payer.forgetRules();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3204", "3000"})
  void transactionRequests_4_receiversOwnError_shouldBeToldWordForWord(String code) {
    payer.answer(
        r -> r.method().equals("POST"), Answer.status(404, Bodies.error(code, "who is that")));
    String id = Bodies.id();

    assertAccepted(send("POST", "/transactionRequests", request(id)));

    Received told = error(payee, "/transactionRequests/" + id);
    assertThat(told.errorCode() + " " + told.errorDescription()).isEqualTo(code + " who is that");
    payer.forgetRules();
  }

  @Test
  void transactionRequests_1_question_shouldReachItsDestinationAndItsFailureTheSender() {
    String path = "/transactionRequests/" + Bodies.id();
    Message get = message("GET", path).with("Accept", accept("transactionRequests"));

    assertAccepted(payee.send(get));
    assertThat(payer.await("GET", path).header("fspiop-source")).isEqualTo(payee.fspId());

    assertAccepted(payee.send(get.without("FSPIOP-Destination")));
    assertThat(error(payee, path).errorCode()).isEqualTo("3201");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/error"})
  void transactionRequests_1_answersOfAuthorization_shouldReachThePayerOrFailToTheirSender(
      String suffix) {
    String path = "/authorizations/" + Bodies.id();
    String body =
        suffix.isEmpty() ? "{\"responseType\":\"SOMETHING_NEW\"}" : Bodies.error("5105", "no");
    Message put = payee.message("PUT", path + suffix).version("1.1").to(payer.fspId()).body(body);

    assertOk(payee.send(put));
    assertThat(payer.await("PUT", path + suffix).text()).isEqualTo(body);

    assertOk(payee.send(put.to("nobody")));
    Received told = error(payee, path);
    assertThat(told.errorCode()).isEqualTo("3201");
    assertThat(told.header("content-type"))
        .isEqualTo("application/vnd.interoperability.authorizations+json;version=1.1");
  }

  @Test
  void transactionRequests_2_acceptOfAnswer_shouldBeOptionalButNotAnything() {
    String path = "/transactionRequests/" + Bodies.id();
    String body = "{\"transactionRequestState\":\"RECEIVED\"}";
    Message put = payer.message("PUT", path).version("1.1").to(payee.fspId()).body(body);

    assertOk(payer.send(put.with("Accept", accept("transactionRequests"))));
    assertThat(payee.await("PUT", path).headers().contains("accept")).isFalse();
    assertThat(payer.send(put.with("Accept", "*/*")).refusal())
        .isEqualTo("400 3101 Malformed syntax - Invalid accept header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\\r\\nX-Injected: 1", "../../secret", "a?b=c#d", "\\u0000", " ", "%2e%2e"})
  void issue_strangeIds_shouldNotReachHeadersOrOtherPaths(String id) {
    Message message = message("POST", "/transactionRequests").body(request(id)).to("nobody");

    Reply reply = payee.send(message);

    assertThat(reply.status()).isIn(202, 400);
    String next = Bodies.id();
    assertAccepted(payee.send(message.body(request(next))));
    error(payee, "/transactionRequests/" + next);
    assertThat(payee.server().received(r -> r.headers().contains("x-injected"))).isEmpty();
    assertThat(payee.server().received(r -> !r.path().startsWith("/transactionRequests/")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1.0,202", "1.1,202", "2.0,406", "9.9,406"})
  void transactionRequests_2_versions_shouldEndAt11(String version, int status) {
    Message message = message("POST", "/transactionRequests").body(request(Bodies.id()));

    Reply reply = payee.send(message.with("Content-Type", message.type() + ";version=" + version));

    assertThat(reply.status()).isEqualTo(status);
    if (status == 406) {
      assertThat(reply.errorCode()).isEqualTo("3001");
      assertThat(reply.json().at("/errorInformation/extensionList/extension").toString())
          .isEqualTo("[{\"key\":\"1\",\"value\":\"0\"},{\"key\":\"1\",\"value\":\"1\"}]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "application/vnd.interoperability.transactionRequests+xml;version=1.0"
      })
  void transactionRequests_2_otherMedia_shouldHaveThisServicesText(String type) {
    Message message = message("POST", "/transactionRequests").body(request(Bodies.id()));

    assertThat(payee.send(message.with("Content-Type", type)).refusal())
        .isEqualTo("400 3101 Malformed syntax - Unsupported Media Type");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"amount\":{\"currency\":\"USD\",\"amount\":\"20\"},','',3102",
    "'\"transactionType\":{','\"extra\":1,\"transactionType\":{',3103",
    "'\"amount\":{\"currency\":\"USD\",\"amount\":\"20\"}','\"amount\":\"20\"',3101"
  })
  void transactionRequests_3_badBody_shouldBeRefused(String good, String bad, String code) {
    String body = request(Bodies.id()).replace(good, bad);

    Reply reply = send("POST", "/transactionRequests", body);

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("400 " + code);
  }

  private Reply send(String method, String path, String body) {
    return payee.send(message(method, path).to(payer.fspId()).body(body));
  }

  private Message message(String method, String path) {
    Message message = payee.message(method, path).to(payer.fspId()).version("1.1");
    return method.equals("POST") ? message.with("Accept", accept("transactionRequests")) : message;
  }

  private static String accept(String resource) {
    return "application/vnd.interoperability." + resource + "+json;version=1";
  }

  private String request(String id) {
    return """
    {"transactionRequestId":"%s",\
    "payee":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"27713803912","fspId":"%s"}},\
    "payer":{"partyIdType":"MSISDN","partyIdentifier":"44123456789","fspId":"%s"},\
    "amount":{"currency":"USD","amount":"20"},\
    "transactionType":{"scenario":"PAYMENT","initiator":"PAYEE","initiatorType":"BUSINESS"}}"""
        .formatted(id, payee.fspId(), payer.fspId());
  }
}
