package org.pamoja.hub.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.Hub;
import org.pamoja.hub.config.HubConfigLoader;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;
import tools.jackson.databind.JsonNode;

/**
 * A started hub with the participants payerfsp, payeefsp and otherfsp, each with USD, whose DFSPs
 * are a real HTTP server. JSON is written with ' for ".
 */
final class QuoteScene implements AutoCloseable {

  /** What a DFSP got. */
  record Callback(String method, String path, Map<String, String> headers, String body) {
    /** Code and description of an error callback. */
    String error() {
      JsonNode information = parsed(body).get("errorInformation");
      return information.get("errorCode").stringValue()
          + " "
          + information.get("errorDescription").stringValue();
    }
  }

  private static final List<String> DFSPS = List.of("payerfsp", "payeefsp", "otherfsp");

  private final BlockingQueue<Callback> callbacks = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final JdbcTarget target = ThrowawayPostgres.createDatabase();
  private final HttpServer dfsps;
  private final Hub hub;

  QuoteScene(Path folder, Map<String, String> settings) throws Exception {
    dfsps = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dfsps.createContext("/", this::take);
    dfsps.start();
    Map<String, String> flags =
        new HashMap<>(
            Map.of(
                "fspiop.address", "127.0.0.1",
                "fspiop.port", "0",
                "admin.port", "0",
                "dataDirectory", folder.toString(),
                "database.connections", "6"));
    flags.putAll(settings);
    hub = Hub.start(HubConfigLoader.load(Optional.empty(), Map.of(), Set.of(), flags), target);
    setUp();
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

  private void setUp() throws Exception {
    for (String type : List.of("HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION")) {
      operate("/participants/Hub/accounts", "{'currency':'USD','type':'" + type + "'}");
    }
    operate(
        "/settlementModels",
        """
        {'name':'DEFERREDNET','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL',
        'settlementDelay':'DEFERRED','requireLiquidityCheck':true,'ledgerAccountType':'POSITION',
        'settlementAccountType':'SETTLEMENT','autoPositionReset':true,'currency':'USD'}\
        """);
    for (String name : DFSPS) {
      operate("/participants", "{'name':'" + name + "','currency':'USD'}");
      operate(
          "/participants/" + name + "/initialPositionAndLimits",
          "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':1000},'initialPosition':0}");
      String base = "http://127.0.0.1:" + dfsps.getAddress().getPort() + "/" + name;
      for (String type : List.of("QUOTES", "BULK_QUOTES")) {
        operate(
            "/participants/" + name + "/endpoints",
            "{'type':'FSPIOP_CALLBACK_URL_" + type + "','value':'" + base + "'}");
      }
    }
  }

  private void operate(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.adminPort() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(201);
  }

  /** Sends a message; the status it was answered with. No accept on PUT. */
  int send(String method, String path, String source, String destination, String body)
      throws Exception {
    return send(method, path, source, destination, body, !method.equals("PUT"));
  }

  int send(
      String method, String path, String source, String destination, String body, boolean accept)
      throws Exception {
    String type = "application/vnd.interoperability." + path.split("/")[1] + "+json;version=1.1";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.fspiopPort() + path))
            .header("Content-Type", type)
            .header("Date", FspiopDate.format(Instant.now()))
            .header("FSPIOP-Source", source)
            .header("FSPIOP-Destination", destination);
    if (accept) {
      request.header("Accept", type);
    }
    return client
        .send(
            request
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  /** A request for terms. */
  static String quote(String id, String amount, String payerFsp, String payeeFsp) {
    return """
    {'quoteId':'%s','transactionId':'%s',
    'payee':{'partyIdInfo':{'partyIdType':'MSISDN','partyIdentifier':'1'%s}},
    'payer':{'partyIdInfo':{'partyIdType':'MSISDN','partyIdentifier':'2'%s}},
    'amountType':'SEND','amount':{'currency':'USD','amount':'%s'},
    'transactionType':{'scenario':'TRANSFER','initiator':'PAYER','initiatorType':'CONSUMER'}}\
    """
        .formatted(id, id, fsp(payeeFsp), fsp(payerFsp), amount);
  }

  static String quote(String id, String amount) {
    return quote(id, amount, "payerfsp", "payeefsp");
  }

  private static String fsp(String name) {
    return name.isEmpty() ? "" : ",'fspId':'" + name + "'";
  }

  /** Terms. */
  static String terms(String amount) {
    return """
    {'transferAmount':{'currency':'USD','amount':'%s'},'expiration':'2030-01-01T00:00:00.000Z',
    'ilpPacket':'AA','condition':'uHZscG-LpjfVx5aFlzq7AyzRh6p5QAHp9xLQaIEQ7f4'}\
    """
        .formatted(amount);
  }

  /** The next callback. */
  Callback next() throws InterruptedException {
    Callback callback = callbacks.poll(30, TimeUnit.SECONDS);
    assertThat(callback).as("a callback").isNotNull();
    return callback;
  }

  /** The hub's database. */
  Jdbi database() {
    return Jdbi.create(target.url(), target.user(), target.password());
  }

  static JsonNode json(String text) {
    return parsed(text.replace('\'', '"'));
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }

  @Override
  public void close() {
    hub.close();
    dfsps.stop(0);
    client.close();
  }
}
