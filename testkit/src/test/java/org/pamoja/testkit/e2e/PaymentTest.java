package org.pamoja.testkit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.jws.JwsVerifier;
import org.pamoja.testkit.dfsp.Bodies;
import org.pamoja.testkit.dfsp.Message;
import org.pamoja.testkit.dfsp.Payee;
import org.pamoja.testkit.dfsp.Received;
import org.pamoja.testkit.dfsp.ScriptedDfsp;
import tools.jackson.databind.JsonNode;

/** A whole payment, and what each message looks like on the wire (transfers §7.2, quoting §3). */
class PaymentTest extends EndToEnd {
  private final ScriptedDfsp payer = participant("payer");
  private final ScriptedDfsp payee = participant("payee");

  @BeforeEach
  void forget() {
    payer.forgetRules();
    payee.forgetRules();
  }

  @Test
  void fspiop_wholePayment_shouldFindQuoteAndMoveMoney() {
    Payee.scripted(payee, "COMMITTED");
    String number = "2771" + System.nanoTime();
    register(number);
    String payerBefore = admin().position(payer.fspId());
    String payeeBefore = admin().position(payee.fspId());

    assertAccepted(payer.get("/parties/MSISDN/" + number));
    Received party = payer.await("PUT", "/parties/MSISDN/" + number);
    assertThat(party.json().at("/party/partyIdInfo/fspId").asString()).isEqualTo(payee.fspId());

    String quoteId = Bodies.id();
    String quote = Bodies.quote(quoteId, payer.fspId(), payee.fspId(), "60.25");
    assertAccepted(payer.send("POST", "/quotes", payee.fspId(), quote));
    JsonNode terms = payer.await("PUT", "/quotes/" + quoteId).json();

    String transferId = Bodies.id();
    String prepare =
        Bodies.prepare(transferId, payer.fspId(), payee.fspId(), "60.25")
            .replace(Bodies.CONDITION, terms.get("condition").asString())
            .replace("AYGYAAAAAAAAAGQMZy5iLm1zaXNkbi4xgYBl", terms.get("ilpPacket").asString());
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), prepare));
    Received fulfil = payer.await("PUT", "/transfers/" + transferId);

    assertThat(fulfil.json().get("transferState").asString()).isEqualTo("COMMITTED");
    assertThat(difference(payer, payerBefore)).isEqualTo("60.25");
    assertThat(difference(payee, payeeBefore)).isEqualTo("-60.25");
  }

  @Test
  void transfers_2_shouldForwardReceivedBytesUnchanged() {
    String id = Bodies.id();
    String odd =
        "\n {\"payerFsp\" :\"%s\",\t\"extensionList\":{\"extension\":[{\"value\":\"\u00e9\\u00e8 \ud83d\udcb6 \\/\",\"key\":\"k\"}]},"
                .formatted(payer.fspId())
            + Bodies.prepare(id, payer.fspId(), payee.fspId(), "1")
                .substring(1)
                .replace("\"payerFsp\":\"" + payer.fspId() + "\",", "")
                .replace(",", " ,\r\n  ")
            + "  \n";
    Message prepare = payer.message("POST", "/transfers").to(payee.fspId()).body(odd);

    assertAccepted(payer.send(prepare));

    Received forwarded = payee.server().await(r -> r.text().contains(id));
    assertThat(forwarded.text()).isEqualTo(odd);
    String answer =
        " {\"transferState\":\"COMMITTED\" , \"fulfilment\" : \"" + Bodies.FULFILMENT + "\"}\n";
    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), answer));
    assertThat(payer.await("PUT", "/transfers/" + id).text()).isEqualTo(answer);
  }

  @Test
  void transfers_7_2_shouldForwardHeadersAsTheyCame() {
    String id = Bodies.id();
    String type = "application/vnd.interoperability.transfers+json; version=1.1";
    Message prepare =
        payer
            .message("POST", "/transfers")
            .with("Content-Type", type)
            .with("Accept", "application/vnd.interoperability.transfers+json;version=1.1")
            .with("Date", "Tue, 01 Jan 2030 00:00:00 GMT")
            .with("FSPIOP-Signature", "{\"signature\":\"c2ln\",\"protectedHeader\":\"aGVhZA\"}")
            .with("FSPIOP-Encryption", "{\"encryptedFields\":[]}")
            .with("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .with("Authorization", "Bearer secret")
            .to(payee.fspId())
            .body(Bodies.prepare(id, payer.fspId(), payee.fspId(), "1"));

    assertAccepted(payer.send(prepare));

    Received forwarded = payee.server().await(r -> r.text().contains(id));
    assertThat(forwarded.header("content-type")).isEqualTo(type);
    assertThat(forwarded.header("accept"))
        .isEqualTo("application/vnd.interoperability.transfers+json;version=1.1");
    assertThat(forwarded.header("date")).isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
    assertThat(forwarded.header("fspiop-signature"))
        .isEqualTo("{\"signature\":\"c2ln\",\"protectedHeader\":\"aGVhZA\"}");
    assertThat(forwarded.header("fspiop-encryption")).isEqualTo("{\"encryptedFields\":[]}");
    assertThat(forwarded.header("traceparent"))
        .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    assertThat(forwarded.header("fspiop-source")).isEqualTo(payer.fspId());
    assertThat(forwarded.header("fspiop-destination")).isEqualTo(payee.fspId());
    assertThat(forwarded.header("fspiop-uri")).isEqualTo("/transfers");
    assertThat(forwarded.header("fspiop-http-method")).isEqualTo("POST");
    assertThat(forwarded.headers().contains("authorization")).isFalse();
    assertThat(names(forwarded)).doesNotHaveDuplicates();
  }

  @Test
  void transfers_7_2_commit_shouldForwardPayeesPutWithoutAccept() {
    String id = reserve("1");
    Message fulfil =
        payee
            .message("PUT", "/transfers/" + id)
            .version("1.0")
            .with("Accept", "application/vnd.interoperability.transfers+json;version=1")
            .with("Date", "Wed, 02 Jan 2030 00:00:00 GMT")
            .with("FSPIOP-Signature", "{\"signature\":\"c2ln\",\"protectedHeader\":\"aGVhZA\"}")
            .to(payer.fspId())
            .body(Bodies.fulfil("COMMITTED"));

    assertOk(payee.send(fulfil));

    Received forwarded = payer.await("PUT", "/transfers/" + id);
    assertThat(forwarded.headers().contains("accept")).isFalse();
    assertThat(forwarded.header("content-type"))
        .isEqualTo("application/vnd.interoperability.transfers+json;version=1.0");
    assertThat(forwarded.header("date")).isEqualTo("Wed, 02 Jan 2030 00:00:00 GMT");
    assertThat(forwarded.header("fspiop-source")).isEqualTo(payee.fspId());
    assertThat(forwarded.header("fspiop-destination")).isEqualTo(payer.fspId());
    assertThat(forwarded.header("fspiop-uri")).isEqualTo("/transfers/" + id);
    assertThat(forwarded.header("fspiop-http-method")).isEqualTo("PUT");
    assertThat(forwarded.header("fspiop-signature"))
        .isEqualTo("{\"signature\":\"c2ln\",\"protectedHeader\":\"aGVhZA\"}");
    assertThat(forwarded.json().has("transferId")).isFalse();
  }

  @Test
  void transfers_7_2_hubsOwnCallback_shouldBeSignedAndNamedByTheHub() {
    String id = reserve("1");

    Received answer = question(payer, id);

    assertHubMade(answer, payer, "PUT", "/transfers/" + id, "transfers");
    assertThat(answer.json().get("transferState").asString()).isEqualTo("RESERVED");
  }

  @Test
  void transfers_7_2_reserve_shouldSignTheHubsPutAndPatch() {
    String id = reserve("1");

    assertOk(payee.send("PUT", "/transfers/" + id, payer.fspId(), Bodies.fulfil("RESERVED")));

    assertHubMade(
        payer.await("PUT", "/transfers/" + id), payer, "PUT", "/transfers/" + id, "transfers");
    assertHubMade(
        payee.await("PATCH", "/transfers/" + id), payee, "PATCH", "/transfers/" + id, "transfers");
  }

  @Test
  void quoting_3_1_shouldLetOnlyTheListedHeadersOut() {
    String quoteId = Bodies.id();
    String body =
        " " + Bodies.quote(quoteId, payer.fspId(), payee.fspId(), "5").replace(",", " ,\n");
    Message quote =
        payer
            .message("POST", "/quotes")
            .version("1.0")
            .with("Date", "Tue, 01 Jan 2030 00:00:00 GMT")
            .with("FSPIOP-Encryption", "{}")
            .with("X-Else", "x")
            .with("FSPIOP-URI", "/quotes")
            .with("FSPIOP-HTTP-Method", "POST")
            .with("tracestate", "a=b")
            .to(payee.fspId())
            .body(body);

    assertAccepted(payer.send(quote));

    Received forwarded = payee.server().await(r -> r.text().contains(quoteId));
    assertThat(forwarded.text()).isEqualTo(body);
    assertThat(names(forwarded))
        .containsExactlyInAnyOrder(
            "accept",
            "content-type",
            "date",
            "fspiop-source",
            "fspiop-destination",
            "fspiop-http-method",
            "fspiop-uri",
            "tracestate",
            "host",
            "content-length");
    assertThat(forwarded.header("content-type"))
        .isEqualTo("application/vnd.interoperability.quotes+json;version=1.0");
    assertThat(forwarded.header("date")).isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
  }

  @Test
  void transfers_11_blanks_shouldNotMakeAnotherMessage() {
    String id = Bodies.id();
    String prepare = Bodies.prepare(id, payer.fspId(), payee.fspId(), "1");
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), prepare));
    payee.server().await(r -> r.text().contains(id));

    assertAccepted(
        payer.send("POST", "/transfers", payee.fspId(), prepare.replace(":{", " : {\n")));

    // The transfer is RESERVED: the repeat is answered with its state, not with 3106.
    assertThat(payer.await("PUT", "/transfers/" + id).json().get("transferState").asString())
        .isEqualTo("RESERVED");
    assertThat(payee.server().received(r -> r.text().contains(id))).hasSize(1);
  }

  private void assertHubMade(
      Received message, ScriptedDfsp to, String method, String uri, String resource) {
    assertThat(message.header("fspiop-source")).isEqualTo("Hub");
    assertThat(message.header("fspiop-destination")).isEqualTo(to.fspId());
    assertThat(message.header("fspiop-http-method")).isEqualTo(method);
    assertThat(message.header("fspiop-uri")).isEqualTo(uri);
    assertThat(message.header("content-type"))
        .isEqualTo("application/vnd.interoperability." + resource + "+json;version=2.0");
    assertThat(message.headers().contains("accept")).isFalse();
    assertThat(message.header("date"))
        .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT");
    JwsVerifier verifier = new JwsVerifier(name -> Optional.of(hub().publicKey()));
    verifier.verify(message.headers(), message.body(), message.json());
  }

  private String reserve(String amount) {
    String id = Bodies.id();
    String prepare = Bodies.prepare(id, payer.fspId(), payee.fspId(), amount);
    assertAccepted(payer.send("POST", "/transfers", payee.fspId(), prepare));
    payee.server().await(r -> r.text().contains(id));
    return id;
  }

  private void register(String number) {
    String body = "{\"fspId\":\"%s\",\"currency\":\"USD\"}".formatted(payee.fspId());
    String path = "/participants/MSISDN/" + number;
    assertAccepted(payee.send(payee.message("POST", path).body(body)));
    payee.await("PUT", path);
  }

  private String difference(ScriptedDfsp dfsp, String before) {
    return new BigDecimal(admin().position(dfsp.fspId()))
        .subtract(new BigDecimal(before))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static List<String> names(Received message) {
    ArrayList<String> names = new ArrayList<>();
    for (Headers.Header header : message.headers()) {
      names.add(header.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }
}
