package org.pamoja.hub.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.HeaderRules;
import org.pamoja.fspiop.message.Operation;
import org.pamoja.hub.security.Principal;

/**
 * The participants' door over real sockets, with a few routes of its own. Sources: errors §4 to §6.
 */
@Timeout(60)
class FspiopListenerTest {
  private static final String ID = "a8323bc6-c228-4df2-ae82-e5a997baf899";
  private static final String TRANSFER =
      """
      {"transferId":"%s","payeeFsp":"payeefsp","payerFsp":"payerfsp",
      "amount":{"amount":"10","currency":"USD"},"ilpPacket":"AQAAAAAAAADI",
      "condition":"f5sqb7tBTWPd5Y8BDFdMm9BJR_MNI4isf8p8n4D5pHA",
      "expiration":"2030-01-01T00:00:00.000Z"}"""
          .formatted(ID);

  private static final class Overload extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private FspiopListener listener;
  private volatile FspiopRequest handled;
  private volatile String handlerThread = "";
  private int port;

  @BeforeEach
  void start() {
    EdgeLimits usual = EdgeLimits.defaults();
    EdgeLimits limits =
        new EdgeLimits(
            2,
            usual.maxHeaderBytes(),
            usual.maxInitialLineBytes(),
            usual.maxConnections(),
            usual.maxRequestsInFlight(),
            usual.maxAdminInFlight(),
            usual.maxFspiopBodyBytes(),
            usual.maxAdminBodyBytes(),
            usual.maxInlineBodyBytes(),
            usual.maxBufferedBytes(),
            usual.idleTimeout(),
            usual.headTimeout(),
            Duration.ofMillis(500),
            Duration.ofSeconds(5));
    FspiopListener.Rules rules =
        new FspiopListener.Rules(
            new HeaderRules(),
            "10.0.0.1"::equals,
            (principal, permission, target) -> !target.equals("barredfsp"),
            Overload.class::isInstance);
    OperatorRoute health =
        new OperatorRoute("GET", "/health", () -> CompletableFuture.completedFuture(Reply.OK));
    OperatorRoute slowHealth =
        new OperatorRoute(
            "GET",
            "/slowHealth",
            () ->
                CompletableFuture.supplyAsync(
                    () -> Reply.OK, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)));
    listener =
        new FspiopListener(
            vertx,
            limits,
            rules,
            List.of(this::routes),
            List.of(health, slowHealth),
            meters,
            Clock.systemUTC());
    port = listener.listen(new ListenAddress("127.0.0.1", 0)).toCompletableFuture().join();
  }

  @AfterEach
  void stop() {
    listener.close().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    later.shutdownNow();
  }

  private List<FspiopRoute> routes() {
    return List.of(
        FspiopRoute.checked("POST", "/transfers", Operation.TRANSFERS_POST, this::accept),
        FspiopRoute.bodiless("GET", "/transfers/{ID}", this::accept),
        FspiopRoute.checked(
            "PUT", "/parties/{Type}/{ID}/{SubId}", Operation.PARTIES_PUT, this::accept),
        FspiopRoute.checked(
            "PUT", "/parties/{Type}/{ID}/error", Operation.PARTIES_PUT_ERROR, this::accept),
        FspiopRoute.bodiless("GET", "/quotes/{ID}", this::misbehave));
  }

  private CompletionStage<Reply> accept(FspiopRequest request) {
    handled = request;
    handlerThread = Thread.currentThread().getName();
    return CompletableFuture.completedFuture(Reply.ACCEPTED);
  }

  private CompletionStage<Reply> misbehave(FspiopRequest request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    switch (request.segments().get(1)) {
      case "thrown" -> throw new IllegalStateException("secret");
      case "overload" -> reply.completeExceptionally(new CompletionException(new Overload()));
      case "nothing" -> reply.complete(null);
      default -> later.schedule(() -> reply.complete(Reply.ACCEPTED), 50, TimeUnit.MILLISECONDS);
    }
    return reply;
  }

  private static String head(String line, String resource, String more) {
    return line
        + " HTTP/1.1\r\nHost: hub\r\nDate: "
        + FspiopDate.format(Instant.now())
        + "\r\nContent-Type: application/vnd.interoperability."
        + resource
        + "+json;version=1.1\r\n"
        + "FSPIOP-Source: payerfsp\r\n"
        + more;
  }

  private static String accepting(String resource) {
    return "Accept: application/vnd.interoperability." + resource + "+json;version=1.1\r\n";
  }

  private static String post(String body) {
    return post(body, "");
  }

  private static String post(String body, String more) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return head("POST /transfers", "transfers", accepting("transfers") + more)
        + "Content-Length: "
        + length
        + "\r\n\r\n"
        + body;
  }

  private static String get(String path, String resource) {
    return head("GET " + path, resource, accepting(resource)) + "\r\n";
  }

  private RawConnection.Answer ask(String request) {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(request);
      return connection.read();
    }
  }

  private static void assertError(
      RawConnection.Answer answer, int status, String code, String description) {
    assertThat(answer.body())
        .isEqualTo(
            "{\"errorInformation\":{\"errorCode\":\"%s\",\"errorDescription\":\"%s\"}}"
                .formatted(code, description));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.hasHeader("content-type: application/json; charset=utf-8")).isTrue();
  }

  @Test
  void shouldHandAValidMessageToItsHandlerWithTheBytesReceived() {
    RawConnection.Answer answer = ask(post(TRANSFER, "FSPIOP-Destination: payeefsp\r\n"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.hasHeader("content-length: 0")).isTrue();
    assertThat(new String(handled.body(), StandardCharsets.UTF_8)).isEqualTo(TRANSFER);
    assertThat(handled.source()).isEqualTo("payerfsp");
    assertThat(handled.destination()).contains("payeefsp");
    assertThat(handled.principal()).isEqualTo(Principal.ANONYMOUS);
    assertThat(handled.headers().iterator().next().name()).isEqualTo("Host");
    assertThat(handlerThread).contains("eventloop");
  }

  @Test
  void shouldRefuseAnUnknownPathAndKeepTheConnection() {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send("POST /nowhere HTTP/1.1\r\nHost: hub\r\nContent-Length: 2\r\n\r\n{}");
      assertError(connection.read(), 404, "3002", "Unknown URI");
      connection.send(post(TRANSFER));
      assertThat(connection.read().status()).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @CsvSource({"DELETE,/transfers,POST", "BREW,/transfers,POST", "POST,/transfers/1,GET"})
  void shouldRefuseAMethodThePathDoesNotHave(String method, String path, String allowed) {
    RawConnection.Answer answer = ask(method + " " + path + " HTTP/1.1\r\nHost: hub\r\n\r\n");

    assertError(answer, 405, "3000", "Generic client error - Method Not Allowed");
    assertThat(answer.hasHeader("allow: " + allowed)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"/transfers/", "/transfers/..", "/transfers/%2e%2E", "/parties/MSISDN//1"})
  void shouldRefuseEmptyAndDotSegments(String path) {
    assertThat(ask(get(path, "transfers")).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"/transfers/%", "/transfers/%zz", "/transfers/%C3%28", "/transfers/%C3"})
  void shouldRefuseAPathThatIsNotEncodedUtf8(String path) {
    assertError(
        ask(get(path, "transfers")), 400, "3101", "Malformed syntax - Invalid encoding of the URI");
  }

  @Test
  void shouldDecodeSegmentsAndQueryOnce() {
    ask(get("/transfers/a%2Fb%2520+c?x=1+2&x=3&y", "transfers"));

    assertThat(handled.segments()).containsExactly("transfers", "a/b%20+c");
    assertThat(handled.path()).isEqualTo("/transfers/a%2Fb%2520+c");
    assertThat(handled.query()).containsEntry("x", "1 2").containsEntry("y", "").hasSize(2);
  }

  @Test
  void shouldPreferAWordToAParameter() {
    String body =
        "{\"errorInformation\":{\"errorCode\":\"3204\",\"errorDescription\":\"Party not found\"}}";
    RawConnection.Answer answer =
        ask(
            head("PUT /parties/MSISDN/1/error", "parties", "")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);

    assertThat(answer.status()).isEqualTo(202);
  }

  @Test
  void shouldJudgeHeadersBeforeTheBody() {
    String request = post("{broken").replaceFirst("Date: [^\r]*\r\n", "");
    assertError(
        ask(request), 400, "3102", "Missing mandatory element - Missing required date header");
  }

  @Test
  void shouldRefuseADuplicatedHeader() {
    assertError(
        ask(post(TRANSFER, "fspiop-source: another\r\n")),
        400,
        "3101",
        "Malformed syntax - Duplicated fspiop-source header");
  }

  @Test
  void shouldJudgeTheBodyBeforeTheSource() {
    String noSource = post("{}").replace("FSPIOP-Source: payerfsp\r\n", "");
    assertError(
        ask(noSource),
        400,
        "3102",
        "Missing mandatory element - /requestBody must have required property 'transferId'");
    assertError(
        ask(post(TRANSFER).replace("FSPIOP-Source: payerfsp\r\n", "")),
        400,
        "3102",
        "Missing mandatory element - /header must have required property 'fspiop-source'");
  }

  @Test
  void shouldSayThatTheBodyIsMissing() {
    assertError(
        ask(post("")),
        400,
        "3102",
        "Missing mandatory element - must have required property 'requestBody'");
  }

  @Test
  void shouldRefuseBrokenJsonDuplicateKeysAndBadUtf8() {
    assertThat(ask(post("{\"a\":")).body()).contains("\"3101\"", "Malformed syntax - ");
    assertThat(ask(post("{\"a\":1,\"a\":2}")).body()).contains("a property occurs twice");
    byte[] bad = post("{\"a\":\"xx\"}").getBytes(StandardCharsets.ISO_8859_1);
    bad[bad.length - 4] = (byte) 0xC3;
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(bad);
      assertError(connection.read(), 400, "3101", "Malformed syntax - the body is not valid UTF-8");
    }
  }

  @Test
  void shouldRefuseAnAnnouncedBodyOverTheLimit() {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          head("POST /transfers", "transfers", accepting("transfers"))
              + "Content-Length: 5242881\r\n\r\n");
      connection.send(new byte[5_242_881]);
      assertError(connection.read(), 400, "3104", "Too large payload - Payload size is too large");
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void shouldRefuseAChunkedBodyOverTheLimitAndCloseTheConnection() {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          head("POST /transfers", "transfers", accepting("transfers"))
              + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "100000\r\n" + " ".repeat(0x100000) + "\r\n";
      for (int i = 0; i < 5; i++) {
        connection.send(chunk);
      }
      connection.send("1\r\n \r\n");
      RawConnection.Answer answer = connection.read();
      assertError(answer, 400, "3104", "Too large payload - Payload size is too large");
      assertThat(answer.hasHeader("connection: close")).isTrue();
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void shouldTakeABodyOfExactlyTheLimitOffTheEventLoopAndHandleItOnIt() {
    String padded = TRANSFER + " ".repeat(5_242_880 - TRANSFER.length());
    assertThat(ask(post(padded)).status()).isEqualTo(202);
    assertThat(handled.body()).hasSize(5_242_880);
    assertThat(handlerThread).contains("eventloop");
  }

  @Test
  void shouldRefuseABodyThatDoesNotArrive() {
    try (RawConnection connection = new RawConnection(port)) {
      String request = post(TRANSFER);
      connection.send(request.substring(0, request.length() - 5));
      assertThat(connection.read().status()).isEqualTo(408);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void shouldRefuseWhatIsNotHttpOrTooLong() {
    assertThat(ask("GET\r\n\r\n").status()).isEqualTo(400);
    assertThat(ask("GET /" + "x".repeat(9000) + " HTTP/1.1\r\n\r\n").status()).isEqualTo(414);
    assertThat(ask(post(TRANSFER, "X: " + "x".repeat(40_000) + "\r\n")).status()).isEqualTo(431);
    assertThat(ask(post(TRANSFER, "Content-Length: 7\r\n")).status()).isEqualTo(400);
  }

  @Test
  void shouldAnswerFailuresOfHandlersWithoutDetail() {
    RawConnection.Answer thrown = ask(get("/quotes/thrown", "quotes"));
    assertError(thrown, 500, "2001", "Internal server error");
    assertError(ask(get("/quotes/nothing", "quotes")), 500, "2001", "Internal server error");

    RawConnection.Answer overload = ask(get("/quotes/overload", "quotes"));
    assertError(overload, 503, "2003", "Service currently unavailable");
    assertThat(overload.hasHeader("retry-after: 1")).isTrue();
  }

  @Test
  void shouldAnswerPipelinedRequestsInOrder() {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(get("/quotes/slow", "quotes") + get("/nowhere", "quotes"));
      assertThat(connection.read().status()).isEqualTo(202);
      assertThat(connection.read().status()).isEqualTo(404);
    }
  }

  @Test
  void shouldRefuseASenderWithoutPermission() {
    String request = post(TRANSFER).replace("FSPIOP-Source: payerfsp", "FSPIOP-Source: barredfsp");
    assertError(ask(request), 403, "3000", "Generic client error - Forbidden");
  }

  @Test
  void shouldIgnoreTheClientIdOfSomebodyWhoIsNoGateway() {
    assertThat(ask(post(TRANSFER, "X-Client-Id: another\r\n")).status()).isEqualTo(202);
    assertThat(handled.principal()).isEqualTo(Principal.ANONYMOUS);
  }

  @Test
  void shouldServeOperatorsWithoutHeadersAndCountRequestsByTemplate() {
    assertThat(ask("GET /health HTTP/1.1\r\nHost: hub\r\n\r\n").status()).isEqualTo(200);
    assertThat(ask("GET /slowHealth HTTP/1.1\r\nHost: hub\r\n\r\n").status()).isEqualTo(200);
    ask(get("/transfers/one", "transfers"));
    ask(get("/random-path-1", "transfers"));

    assertThat(meters.scrape())
        .contains("method=\"GET\",resource=\"/transfers/{ID}\",status=\"202\"")
        .contains("resource=\"unknown\",status=\"404\"")
        .doesNotContain("random-path");
  }

  @Test
  void shouldLetARunningRequestFinishWhenItStops() {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(get("/quotes/slow", "quotes"));
      while (meters.scrape().contains("in_flight{listener=\"fspiop\"} 0.0")) {
        Thread.onSpinWait();
      }
      CompletableFuture<Void> closed = listener.close().toCompletableFuture();
      assertThat(connection.read().status()).isEqualTo(202);
      closed.join();
    }
  }
}
