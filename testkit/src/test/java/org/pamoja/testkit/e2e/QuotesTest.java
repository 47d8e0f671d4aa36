package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.testkit.dfsp.Answer;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.Reply;
import org.pamoja.testkit.dfsp.ScriptedDfsp;

/** /quotes: what is passed on, and what is refused before and after the answer (quoting §§2-8). */
class QuotesTest extends EndToEnd {
  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @BeforeEach
  void forget() {
    payer.forgetRules();
    payee.forgetRules();
  }

  @Test
  void quoting_6_terms_shouldReachThePayerUnchanged() {
    String path = "/quotes/" + Bodies.id();
    String body = " " + terms().replace(",", " ,\t");

    assertOk(payee.send("PUT", path, payer.fspId(), body));

    Received told = payer.await("PUT", path);
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(payee.fspId());
    assertThat(told.header("fspiop-destination")).isEqualTo(payer.fspId());
    assertThat(told.headers().contains("accept")).isFalse();
  }

  @Test
  void quoting_6_1_termsWithAccept_shouldTellTheirSender() {
    String id = Bodies.id();
    String path = "/quotes/" + id;

    assertOk(
        payee.send(
            payee
                .message("PUT", path)
                .to(payer.fspId())
                .with("Accept", "application/vnd.interoperability.quotes+json;version=1")
                .body(terms())));

    Received told = error(payee, path);
    assertThat(told.errorCode() + " " + told.errorDescription())
        .isEqualTo(
            cut(
                "3100 Generic validation error - Update for quote "
                    + id
                    + " failed: \"accept\" header should not be sent in callbacks.",
                5 + 128));
    assertHubMade(told, payee, path + "/error");
    assertThat(payer.received("PUT", path)).isEmpty();
  }

  @Test
  void quoting_6_2_termsInCurrencyWithoutAccount_shouldTellTheirSender() {
    String path = "/quotes/" + Bodies.id();

    assertOk(payee.send("PUT", path, payer.fspId(), terms().replace("USD", "EUR")));

    assertThat(error(payee, path).errorCode()).isEqualTo("3201");
  }

  @Test
  void quoting_7_error_shouldReachThePayerUnchanged() {
    String path = "/quotes/" + Bodies.id() + "/error";
    String body = "{ \"errorInformation\":{\"errorCode\":\"5103\",\"errorDescription\":\"no\"}}";

    assertOk(payee.send("PUT", path, payer.fspId(), body));

    Received told = payer.await("PUT", path);
    assertThat(told.text()).isEqualTo(body);
    assertThat(told.header("fspiop-source")).isEqualTo(payee.fspId());
  }

  @Test
  void quoting_7_errorToUnknown_shouldTellItsSender() {
    String path = "/quotes/" + Bodies.id() + "/error";

    assertOk(payee.send("PUT", path, "nobody", Bodies.error("5103", "no")));

    Received told = payee.await("PUT", path);
    assertThat(told.errorCode()).isEqualTo("3201");
    assertHubMade(told, payee, path);
  }

  @Test
  void quoting_4_4_whateverGoesToUnknown_shouldBe3201() {
    String id = Bodies.id();
    String path = "/quotes/" + id;
    assertAccepted(payer.send(payer.message("GET", path).to("nobody")));
    assertThat(error(payer, path).errorDescription())
        .startsWith(
            "Destination FSP Error - No FSPIOP_CALLBACK_URL_QUOTES found for quote "
                + id
                + " PAYEE party");

    assertOk(payee.send("PUT", path, "nobody", terms()));
    assertThat(error(payee, path).errorCode()).isEqualTo("3201");

    String other = Bodies.id();
    String unchecked =
        Bodies.quote(other, payer.fspId(), payee.fspId(), "1")
            .replace("\"payer\":{", "\"payer\":{\"supportedCurrencies\":[\"USD\"],");
    assertAccepted(post(unchecked, "nobody"));
    assertThat(error(payer, "/quotes/" + other).errorCode()).isEqualTo("3201");
  }

  @Test
  void quoting_8_question_shouldReachThePayee() {
    String path = "/quotes/" + Bodies.id();

    assertAccepted(payer.send(payer.message("GET", path).to(payee.fspId())));

    assertThat(payee.await("GET", path).header("fspiop-source")).isEqualTo(payer.fspId());
  }

  @Test
  void quoting_4_4_unknownDestination_shouldBe3201() {
    String id = Bodies.id();

    assertAccepted(post(Bodies.quote(id, payer.fspId(), "nobody", "1"), "nobody"));

    Received told = error(payer, "/quotes/" + id);
    assertThat(told.errorCode()).isEqualTo("3201");
    assertHubMade(told, payer, "/quotes/" + id + "/error");
  }

  @Test
  void quoting_4_1_3_destinationWithoutAccount_shouldBe3201() {
    String id = Bodies.id();

    assertAccepted(post(quote(id).replace("USD", "EUR"), payee.fspId()));

    Received told = error(payer, "/quotes/" + id);
    assertThat(told.errorCode() + " " + told.errorDescription())
        .isEqualTo("3201 Destination FSP Error - Unsupported participant '" + payee.fspId() + "'");
  }

  @Test
  void quoting_4_1_2_supportedCurrencyWithoutAccount_shouldBe3202() {
    String id = Bodies.id();
    String body =
        quote(id).replace("\"payer\":{", "\"payer\":{\"supportedCurrencies\":[\"USD\",\"EUR\"],");

    assertAccepted(post(body, payee.fspId()));

    Received told = error(payer, "/quotes/" + id);
    assertThat(told.errorCode() + " " + told.errorDescription())
        .isEqualTo("3202 Payer FSP ID not found - Unsupported participant '" + payer.fspId() + "'");
  }

  @Test
  void quoting_4_1_2_supportedCurrenciesOfSource_shouldReplaceTheCheckOfDestination() {
    String id = Bodies.id();
    String body =
        quote(id)
            .replace("\"payer\":{", "\"payer\":{\"supportedCurrencies\":[\"USD\"],")
            .replace(
                "\"amount\":{\"amount\":\"1\",\"currency\":\"USD\"}",
                "\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"}");

    assertAccepted(post(body, payee.fspId()));

    payee.server().await(r -> r.text().contains(id));
  }

  @Test
  void quoting_4_1_3_inactiveDestination_shouldBe3201() {
    ScriptedDfsp idle = participant("idle");
    assertThat(admin().put("/participants/" + idle.fspId(), "{\"isActive\":false}").status())
        .isEqualTo(200);
    String id = Bodies.id();

    assertAccepted(post(Bodies.quote(id, payer.fspId(), idle.fspId(), "1"), idle.fspId()));

    assertThat(error(payer, "/quotes/" + id).errorCode()).isEqualTo("3201");
  }

  @ParameterizedTest
  @CsvSource({"400,3000", "404,3000", "500,1001", "503,1001"})
  void quoting_3_2_refusingReceiver_shouldTellTheSender(int status, String code) {
    payee.answer(r -> r.method().equals("POST"), Answer.status(status));
    String id = Bodies.id();

    assertAccepted(post(quote(id), payee.fspId()));

    assertThat(error(payer, "/quotes/" + id).errorCode()).isEqualTo(code);
  }

  @Test
  void quoting_3_2_receiversOwnError_shouldBeToldWordForWord() {
    payee.answer(
        r -> r.method().equals("POST"), Answer.status(400, Bodies.error("5101", "not today")));
    String id = Bodies.id();

    assertAccepted(post(quote(id), payee.fspId()));

    Received told = error(payer, "/quotes/" + id);
    assertThat(told.errorCode() + " " + told.errorDescription()).isEqualTo("5101 not today");
  }

  @Test
  void quoting_3_2_brokenConnection_shouldBe1001() {
    payee.answer(r -> r.method().equals("POST"), Answer.reset());
    String id = Bodies.id();

    assertAccepted(post(quote(id), payee.fspId()));

    assertThat(error(payer, "/quotes/" + id).errorCode()).isEqualTo("1001");
  }

  @Test
  void quoting_3_2_silentReceiver_shouldBe1001AndHoldUpNobodyElse() {
    ScriptedDfsp silent = participant("silent");
    silent.answer(r -> true, Answer.silence());
    String lost = Bodies.id();
    assertAccepted(post(Bodies.quote(lost, payer.fspId(), silent.fspId(), "1"), silent.fspId()));
    String id = Bodies.id();

    assertAccepted(post(quote(id), payee.fspId()));

    Received arrived = payee.server().await(r -> r.text().contains(id));
    Received told = error(payer, "/quotes/" + lost);
    assertThat(told.errorCode()).isEqualTo("1001");
    assertThat(arrived.at()).isBefore(told.at());
  }

  // ---- refused at once

  @Test
  void quoting_2_withoutDestination_shouldBe3102() {
    Reply reply = payer.send(payer.message("POST", "/quotes").body(quote(Bodies.id())));

    assertThat(reply.refusal())
        .isEqualTo(
            "400 3102 Missing mandatory element - /header must have required property"
                + " 'fspiop-destination'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"quoteId\":\"ID\"|\"quoteId\":\"\"|3100|quoteId",
        "\"quoteId\":\"ID\",||3102|quoteId",
        "\"amountType\":\"SEND\",||3102|amountType",
        "\"amountType\":\"SEND\"|\"amountType\":\"TAKE\"|3100|amountType",
        "\"currency\":\"USD\"|\"currency\":\"ZZZ\"|3100|currency",
        "\"amount\":\"1\"|\"amount\":\"1.00001\"|3100|amount",
        "\"amount\":\"1\"|\"amount\":\"-1\"|3100|amount",
        "\"amountType\"|\"extra\":1,\"amountType\"|3103|",
        "\"partyIdType\":\"MSISDN\"|\"partyIdType\":\"PHONE\"|3100|partyIdType"
      })
  void quoting_2_badBody_shouldBeRefused(String good, String bad, String code, String name) {
    String id = Bodies.id();
    String body = quote(id).replace(good.replace("ID", id), bad == null ? "" : bad);
    assertThat(body).isNotEqualTo(quote(id));

    Reply reply = post(body, payee.fspId());

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("400 " + code);
    assertThat(reply.errorDescription()).contains(name == null ? "" : name);
  }

  @Test
  void quoting_2_partyIdInfoAsText_shouldBe3101() {
    String body =
        quote(Bodies.id())
            .replaceFirst(
                "\"payee\":\\{\"partyIdInfo\":\\{[^}]*}", "\"payee\":{\"partyIdInfo\":\"\"");

    assertThat(post(body, payee.fspId()).refusal()).startsWith("400 3101 ");
  }

  @Test
  void quoting_2_termsWithoutCondition_shouldBe3102() {
    String body = terms().replaceFirst(",\"condition\":\"[^\"]*\"", "");

    Reply reply = payee.send("PUT", "/quotes/" + Bodies.id(), payer.fspId(), body);

    assertThat(reply.status() + " " + reply.errorCode()).isEqualTo("400 3102");
    assertThat(reply.errorDescription()).contains("condition");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no-id", "A8323BC6-C228-4DF2-AE82-E5A997BAF899", "01ARZ3NDEKTSV4RRFFQ69G5FAI"})
  void quoting_2_badId_shouldBe3100(String id) {
    assertThat(payer.send(payer.message("GET", "/quotes/" + id).to(payee.fspId())).refusal())
        .startsWith("400 3100 ");
  }

  @Test
  void quoting_2_emptyId_shouldBeUnknown() {
    assertThat(payee.send("PUT", "/quotes/", payer.fspId(), terms()).refusal())
        .startsWith("404 3002 ");
  }

  @Test
  void quoting_2_errorCodeOutsideItsGroups_shouldBe3100() {
    Reply reply =
        payee.send(
            "PUT", "/quotes/" + Bodies.id() + "/error", payer.fspId(), Bodies.error("9999", "x"));

    assertThat(reply.refusal()).startsWith("400 3100 ");
  }

  @Test
  void quoting_2_fourDecimals_shouldBeAccepted() {
    String id = Bodies.id();

    assertAccepted(post(Bodies.quote(id, payer.fspId(), payee.fspId(), "1.2345"), payee.fspId()));

    payee.server().await(r -> r.text().contains(id));
  }

  private Reply post(String body, String to) {
    return payer.send("POST", "/quotes", to, body);
  }

  private String quote(String id) {
    return Bodies.quote(id, payer.fspId(), payee.fspId(), "1");
  }

  private static String terms() {
    return Bodies.terms("1", "USD", "AYGYAAAAAAAAAGQ", Bodies.CONDITION);
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }

  private static void assertHubMade(Received message, ScriptedDfsp to, String uri) {
    assertThat(message.header("fspiop-source")).isEqualTo("Hub");
    assertThat(message.header("fspiop-destination")).isEqualTo(to.fspId());
    assertThat(message.header("fspiop-uri")).isEqualTo(uri);
    assertThat(message.header("content-type"))
        .isEqualTo("application/vnd.interoperability.quotes+json;version=2.0");
  }
}
