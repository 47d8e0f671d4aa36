package org.pamoja.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.config.HubConfigLoader;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;
import tools.jackson.databind.JsonNode;

/** A whole node: started, operated, used for a payment, stopped. DFSPs are real HTTP servers. */
@Timeout(120)
class HubTest {
  @TempDir private Path folder;

  private record Callback(String method, String path, Map<String, String> headers, String body) {}

  private final BlockingQueue<Callback> callbacks = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final JdbcTarget target = ThrowawayPostgres.createDatabase();
  private HttpServer dfsp;
  private Hub hub;

  @BeforeEach
  void start() throws IOException {
    dfsp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dfsp.createContext("/", this::take);
    dfsp.start();
    hub = Hub.start(config(Map.of()), target);
  }

  @AfterEach
  void stop() {
    hub.close();
    dfsp.stop(0);
    client.close();
  }

  private HubConfig config(Map<String, String> more) {
    Map<String, String> flags =
        new HashMap<>(
            Map.of(
                "fspiop.address", "127.0.0.1",
                "fspiop.port", "0",
                "admin.port", "0",
                "dataDirectory", folder.toString(),
                "database.connections", "8"));
    flags.putAll(more);
    return HubConfigLoader.load(Optional.empty(), Map.of(), Set.of(), flags);
  }

  private void take(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    callbacks.add(
        new Callback(
            exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> admin(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.adminPort() + path));
    HttpRequest.BodyPublisher content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
    return send(request.header("Content-Type", "application/json").method(method, content).build());
  }

  private void operate(int status, String method, String path, String body) throws Exception {
    HttpResponse<String> answer = admin(method, path, body);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
  }

  private HttpResponse<String> fspiop(String method, String path, String source, String body)
      throws Exception {
    String type = "application/vnd.interoperability." + path.split("/")[1] + "+json;version=1.1";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.fspiopPort() + path))
            .header("Content-Type", type)
            .header("Accept", type)
            .header("Date", FspiopDate.format(Instant.now()))
            .header("FSPIOP-Source", source);
    return send(
        request
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build());
  }

  private Callback next() throws InterruptedException {
    Callback callback = callbacks.poll(30, TimeUnit.SECONDS);
    assertThat(callback).as("a callback").isNotNull();
    return callback;
  }

  private void setUpTwoDfsps() throws Exception {
    for (String type : new String[] {"HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION"}) {
      operate(
          201, "POST", "/participants/Hub/accounts", "{'currency':'USD','type':'" + type + "'}");
    }
    operate(
        201,
        "POST",
        "/settlementModels",
        """
        {'name':'DEFERREDNET','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL',
        'settlementDelay':'DEFERRED','requireLiquidityCheck':true,'ledgerAccountType':'POSITION',
        'settlementAccountType':'SETTLEMENT','autoPositionReset':true,'currency':'USD'}""");
    String base = "http://127.0.0.1:" + dfsp.getAddress().getPort();
    for (String name : new String[] {"payerfsp", "payeefsp"}) {
      operate(201, "POST", "/participants", "{'name':'" + name + "','currency':'USD'}");
      operate(
          201,
          "POST",
          "/participants/" + name + "/initialPositionAndLimits",
          "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':1000},'initialPosition':0}");
      endpoint(name, "FSPIOP_CALLBACK_URL_TRANSFER_POST", base + "/" + name + "/transfers");
      endpoint(
          name,
          "FSPIOP_CALLBACK_URL_TRANSFER_PUT",
          base + "/" + name + "/transfers/{{transferId}}");
      endpoint(
          name,
          "FSPIOP_CALLBACK_URL_TRANSFER_ERROR",
          base + "/" + name + "/transfers/{{transferId}}/error");
    }
    String id = settlementAccount("payerfsp");
    operate(
        202,
        "POST",
        "/participants/payerfsp/accounts/" + id,
        "{'transferId':'"
            + UUID.randomUUID()
            + "','externalReference':'r','action':'recordFundsIn',"
            + "'reason':'r','amount':{'amount':'5000','currency':'USD'}}");
  }

  private String settlementAccount(String name) throws Exception {
    byte[] accounts =
        admin("GET", "/participants/" + name + "/accounts", "")
            .body()
            .getBytes(StandardCharsets.UTF_8);
    for (JsonNode account : Json.parse(accounts)) {
      if (account.get("ledgerAccountType").stringValue().equals("SETTLEMENT")) {
        return account.get("id").asString();
      }
    }
    throw new AssertionError(name + " has no settlement account");
  }

  private void endpoint(String name, String type, String value) throws Exception {
    operate(
        201,
        "POST",
        "/participants/" + name + "/endpoints",
        "{'type':'" + type + "','value':'" + value + "'}");
  }

  private static String prepare(String id, String amount) {
    return """
        {'transferId':'%s','payerFsp':'payerfsp','payeeFsp':'payeefsp',
        'amount':{'amount':'%s','currency':'USD'},'ilpPacket':'AQAAAAAAAADI',
        'condition':'GRzLaTP7DJ9t4P-a_BA0WA9wzzlsugf00-Tn6kESAfM','expiration':'%s'}"""
        .formatted(
            id, amount, Instant.now().plusSeconds(60).toString().replaceAll("\\.\\d+Z", ".000Z"));
  }

  @Test
  void shouldCarryAPaymentFromPayerToPayeeAndSurviveARestart() throws Exception {
    setUpTwoDfsps();
    String id = UUID.randomUUID().toString();

    String sent = prepare(id, "10");
    HttpResponse<String> accepted = fspiop("POST", "/transfers", "payerfsp", sent);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    Callback forwarded = next();
    assertThat(forwarded.path()).isEqualTo("/payeefsp/transfers");
    assertThat(forwarded.body())
        .as("bytes are forwarded unchanged")
        .isEqualTo(sent.replace('\'', '"'));
    assertThat(forwarded.headers()).containsEntry("fspiop-source", "payerfsp");

    String fulfil =
        "{'transferState':'COMMITTED','fulfilment':'UNlJ98hZTY_dsw0cAqw4i_UN3v4utt7CZFB4yfLbVFA','completedTimestamp':'"
            + Instant.now().toString().replaceAll("\\.\\d+Z", ".000Z")
            + "'}";
    assertThat(fspiop("PUT", "/transfers/" + id, "payeefsp", fulfil).statusCode()).isEqualTo(200);
    Callback committed = next();
    assertThat(committed.method()).isEqualTo("PUT");
    assertThat(committed.path()).isEqualTo("/payerfsp/transfers/" + id);

    hub.close();
    hub = Hub.start(config(Map.of()), target);
    assertThat(fspiop("GET", "/transfers/" + id, "payerfsp", "").statusCode()).isEqualTo(202);
    Callback state = next();
    assertThat(state.path()).isEqualTo("/payerfsp/transfers/" + id);
    assertThat(state.body()).contains("\"transferState\":\"COMMITTED\"");
    assertThat(state.headers())
        .containsEntry("fspiop-source", "Hub")
        .containsKey("fspiop-signature");
  }

  @Test
  void shouldReportHealthAndMetricsOnBothListeners() throws Exception {
    for (int port : new int[] {hub.fspiopPort(), hub.adminPort()}) {
      String base = "http://127.0.0.1:" + port;
      HttpResponse<String> health =
          send(HttpRequest.newBuilder(URI.create(base + "/health")).build());
      assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
      assertThat(health.body())
          .startsWith("{\"status\":\"OK\",\"uptime\":")
          .contains(
              "{\"name\":\"datastore\",\"status\":\"OK\"}",
              "{\"name\":\"broker\",\"status\":\"OK\"}");
      HttpResponse<String> metrics =
          send(HttpRequest.newBuilder(URI.create(base + "/metrics")).build());
      assertThat(metrics.body())
          .contains("pamoja_http_requests_seconds_bucket", "pamoja_clearing_queue");
      HttpResponse<String> cache =
          send(HttpRequest.newBuilder(URI.create(base + "/endpointcache")).DELETE().build());
      assertThat(cache.statusCode()).isEqualTo(202);
    }
  }

  @Test
  void shouldSayPlainlyWhichPortIsTakenAndLeaveNothingRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(
              () ->
                  Hub.start(
                      config(Map.of("fspiop.port", port)), ThrowawayPostgres.createDatabase()))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("Cannot listen on 127.0.0.1:" + port);
    }
  }

  @Test
  void shouldNotServeOperatorsFromElsewhereUnlessTold() throws Exception {
    try (Hub open = Hub.start(config(Map.of("admin.address", "0.0.0.0")), target)) {
      URI participants = URI.create("http://127.0.0.1:" + open.adminPort() + "/participants");
      assertThat(send(HttpRequest.newBuilder(participants).build()).statusCode()).isEqualTo(403);
    }
    try (Hub told =
        Hub.start(config(Map.of("admin.address", "0.0.0.0", "admin.anonymous", "true")), target)) {
      URI participants = URI.create("http://127.0.0.1:" + told.adminPort() + "/participants");
      assertThat(send(HttpRequest.newBuilder(participants).build()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldTellThePayerWhatItsLimitForbids() throws Exception {
    setUpTwoDfsps();
    String id = UUID.randomUUID().toString();
    fspiop("POST", "/transfers", "payerfsp", prepare(id, "1001"));
    Callback error = next();
    assertThat(error.path()).isEqualTo("/payerfsp/transfers/" + id + "/error");
    assertThat(error.body()).contains("\"errorCode\":\"4200\"");
    assertThat(error.headers())
        .containsKey("fspiop-signature")
        .containsEntry("fspiop-source", "Hub");
  }
}
