package org.pamoja.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.message.PartyKey;
import org.pamoja.hub.delivery.HttpCaller;
import org.pamoja.hub.delivery.HttpTransport;
import org.pamoja.hub.oracles.Oracle;
import org.pamoja.hub.security.AddressPolicy;

/**
 * The oracle API over real HTTP: what is asked, and how what comes back is judged (discovery §6.1).
 */
class HttpOracleTest {
  private static final Headers HEADERS =
      Headers.of(
          "Content-Type", "application/vnd.interoperability.participants+json;version=1.0",
          "Date", "Tue, 01 Jan 2030 00:00:00 GMT",
          "FSPIOP-Source", "payer",
          "FSPIOP-Signature", "{}",
          "Authorization", "Bearer secret");

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;
  private HttpOracle oracle;
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile String asked = "";
  private volatile String source = "";
  private volatile String destination = "";
  private volatile boolean leaked;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    oracle =
        new HttpOracle(
            "http://127.0.0.1:" + server.getAddress().getPort() + "/oracle/",
            "Hub",
            new HttpOracleTransport(
                new HttpCaller(vertx, AddressPolicy.open(), HttpTransport.Settings.defaults())));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
    source = exchange.getRequestHeaders().getFirst("fspiop-source");
    destination = exchange.getRequestHeaders().getFirst("fspiop-destination");
    leaked =
        exchange.getRequestHeaders().containsKey("Authorization")
            || exchange.getRequestHeaders().containsKey("FSPIOP-Signature");
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void shouldAskWithEncodedPathAndQuery() {
    answer = "{\"partyList\":[]}";

    oracle
        .lookup(call(new PartyKey("EMAIL", "a+b@c.de", Optional.of("x y")), Optional.of("USD")))
        .toCompletableFuture()
        .join();

    // Whether + and @ are encoded in a path is the sender's choice (RFC 3986 §3.3).
    assertThat(asked.replace("%2B", "+").replace("%40", "@"))
        .isEqualTo("GET /oracle/participants/EMAIL/a+b@c.de?currency=USD&partySubIdOrType=x%20y ");
    assertThat(source).isEqualTo("payer");
    assertThat(destination).isEqualTo("Hub");
    assertThat(leaked).isFalse();
  }

  @Test
  void shouldRemoveOnlyTheSubIdThatIsNamed() {
    oracle
        .remove(call(new PartyKey("ALIAS", "a", Optional.of("x y")), Optional.empty()))
        .toCompletableFuture()
        .join();
    assertThat(asked).isEqualTo("DELETE /oracle/participants/ALIAS/a?partySubIdOrType=x%20y ");

    oracle.remove(call(alias(), Optional.empty())).toCompletableFuture().join();
    assertThat(asked).isEqualTo("DELETE /oracle/participants/ALIAS/a ");
  }

  @Test
  void shouldReadEntries() {
    answer =
        "{\"partyList\":[{\"fspId\":\"a\"},{\"fspId\":\"b\",\"currency\":\"USD\",\"partySubIdOrType\":\"s\"}]}";

    List<Oracle.Entry> entries =
        oracle.lookup(call(alias(), Optional.empty())).toCompletableFuture().join();

    assertThat(entries)
        .containsExactly(
            new Oracle.Entry("a", Optional.empty(), Optional.empty()),
            new Oracle.Entry("b", Optional.of("USD"), Optional.of("s")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "<html></html>",
        "[]",
        "null",
        "{\"partyList\":7}",
        "{\"partyList\":[null]}",
        "{\"partyList\":[{\"fspId\":1}]}",
        "{\"partyList\":[{\"fspId\":\"\"}]}",
        "{\"partyList\":[{\"fspId\":\"a-name-longer-than-participants-have\"}]}"
      })
  void shouldTakeAnAnswerOfAnotherFormForAFailureOfTheOracle(String body) {
    answer = body;

    assertThat(fault(oracle.lookup(call(alias(), Optional.empty()))).errorCode()).isEqualTo("1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"partyList\":null}", "{\"partyList\":[]}"})
  void shouldTakeAnAbsentListForNobody(String body) {
    answer = body;

    assertThat(oracle.lookup(call(alias(), Optional.empty())).toCompletableFuture().join())
        .isEmpty();
  }

  @Test
  void shouldTakeAnErrorInPlaceOfTheListForAnError() {
    answer = "{\"errorInformation\":{\"errorCode\":\"3204\",\"errorDescription\":\"gone\"}}";

    assertThat(fault(oracle.lookup(call(alias(), Optional.empty()))).errorDescription())
        .isEqualTo("gone");
  }

  @Test
  void shouldRefuseListsThatNoPartyHas() {
    String entry = "{\"fspId\":\"a\"}";
    answer = "{\"partyList\":[" + entry + ("," + entry).repeat(255) + "]}";
    assertThat(oracle.lookup(call(alias(), Optional.empty())).toCompletableFuture().join())
        .hasSize(256);

    answer = "{\"partyList\":[" + entry + ("," + entry).repeat(256) + "]}";
    assertThat(fault(oracle.lookup(call(alias(), Optional.empty()))).errorCode()).isEqualTo("1001");
    answer =
        "{\"partyList\":[{\"fspId\":\"a\",\"partySubIdOrType\":\"%s\"}]}"
            .formatted("x".repeat(129));
    assertThat(fault(oracle.lookup(call(alias(), Optional.empty()))).errorCode()).isEqualTo("1001");
  }

  @ParameterizedTest
  @CsvSource({"404,3200", "400,3000", "409,3000", "302,1001", "500,1001", "503,1001"})
  void shouldTellByStatusWhatWentWrong(int refusal, String code) {
    status = refusal;

    assertThat(fault(oracle.register(call(alias(), Optional.empty()), "a")).errorCode())
        .isEqualTo(code);
  }

  @Test
  void shouldPassTheOraclesOwnErrorOn() {
    status = 404;
    answer = "{\"errorInformation\":{\"errorCode\":3204,\"errorDescription\":\"gone\"}}";

    ErrorInformation told = fault(oracle.remove(call(alias(), Optional.empty())));

    assertThat(told.errorCode() + " " + told.errorDescription()).isEqualTo("3204 gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errorInformation\":{\"errorCode\":\"nonsense\",\"errorDescription\":\"x\"}}",
        "{\"errorInformation\":{\"errorCode\":\"99999\",\"errorDescription\":\"x\"}}",
        "{\"errorInformation\":{\"errorCode\":{},\"errorDescription\":\"x\"}}",
        "{\"errorInformation\":{\"errorCode\":\"3204\",\"errorDescription\":\"\"}}",
        "{\"errorInformation\":{\"errorCode\":\"3204\"}}",
        "{\"errorInformation\":7}"
      })
  void shouldNotPassOnWhatIsNoError(String body) {
    status = 404;
    answer = body;

    assertThat(fault(oracle.remove(call(alias(), Optional.empty()))).errorCode()).isEqualTo("3200");
  }

  @Test
  void shouldReportPartiesThatABatchDoesNotMention() {
    answer =
        """
        {"partyList":[{"partyId":{"partyIdType":"ALIAS","partyIdentifier":"a"}},
          {"partyId":{"partyIdType":"ALIAS","partyIdentifier":"b"},
           "errorInformation":{"errorCode":"3003","errorDescription":"taken"}}]}""";
    List<Oracle.Registration> parties =
        List.of("a", "b", "c").stream()
            .map(
                id ->
                    new Oracle.Registration(
                        new PartyKey("ALIAS", id, Optional.empty()), "fsp", Optional.of("USD")))
            .toList();

    List<Oracle.Registered> results =
        oracle.registerBatch("r", parties, HEADERS).toCompletableFuture().join();

    assertThat(results)
        .extracting(result -> result.error().map(ErrorInformation::errorDescription).orElse("ok"))
        .containsExactly("ok", "taken", "Add Party information error");
    assertThat(asked).startsWith("POST /oracle/participants {\"partyList\":[{\"currency\":\"USD\"");
  }

  @Test
  void shouldTellThePartiesOfABatchApartBySubId() {
    answer =
        """
        {"partyList":[
          {"partyId":{"partyIdType":"ALIAS","partyIdentifier":"a","partySubIdOrType":"x"},
           "errorInformation":{"errorCode":"3003","errorDescription":"taken"}},
          {"partyId":{"partyIdType":"ALIAS","partyIdentifier":"a","partySubIdOrType":"y"}},
          {"partyId":{"partyIdType":"ALIAS","partyIdentifier":"b"}}]}""";
    List<Oracle.Registration> parties =
        List.of(
            registration("a", Optional.of("x")),
            registration("a", Optional.of("y")),
            registration("a", Optional.empty()),
            registration("b", Optional.of("x")));

    List<Oracle.Registered> results =
        oracle.registerBatch("r", parties, HEADERS).toCompletableFuture().join();

    assertThat(results)
        .extracting(result -> result.error().map(ErrorInformation::errorDescription).orElse("ok"))
        .containsExactly("taken", "ok", "Add Party information error", "ok");
  }

  private static Oracle.Registration registration(String id, Optional<String> subId) {
    return new Oracle.Registration(new PartyKey("ALIAS", id, subId), "fsp", Optional.empty());
  }

  private static Oracle.Call call(PartyKey party, Optional<String> currency) {
    return new Oracle.Call(party, currency, HEADERS);
  }

  private static PartyKey alias() {
    return new PartyKey("ALIAS", "a", Optional.empty());
  }

  private static ErrorInformation fault(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().join();
      throw new AssertionError("nothing went wrong");
    } catch (CompletionException failed) {
      return DiscoveryFaults.of(failed, ErrorCode.INTERNAL_SERVER_ERROR);
    }
  }
}
