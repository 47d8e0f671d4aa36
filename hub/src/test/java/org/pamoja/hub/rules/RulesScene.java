package org.pamoja.hub.rules;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.hub.Hub;
import org.pamoja.hub.config.HubConfigLoader;
import org.pamoja.postgres.JdbcTarget;
import org.pamoja.postgres.ThrowawayPostgres;
import tools.jackson.databind.JsonNode;

/**
 * Nodes on one database with the participants payerfsp and payeefsp, their DFSPs, and a screener
 * that does as it is told: all real HTTP. JSON is written with ' for ".
 */
final class RulesScene implements AutoCloseable {

  /** What a DFSP got. */
  record Callback(String method, String path, String body) {}

  private final BlockingQueue<Callback> callbacks = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final JdbcTarget target = ThrowawayPostgres.createDatabase();
  private final Path folder;
  private final HttpServer partners;
  final List<Hub> nodes = new ArrayList<>();
  final BlockingQueue<String> screened = new LinkedBlockingQueue<>();
  volatile String screenerSays = "{'decision':'accept'}";
  volatile int screenerStatus = 200;
  volatile long screenerTakesMillis;

  RulesScene(Path folder, int nodes) throws Exception {
    this.folder = folder;
    partners = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    partners.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    partners.createContext("/", this::take);
    partners.createContext("/screen", this::screen);
    partners.start();
    for (int i = 0; i < nodes; i++) {
      start(i);
    }
    setUp();
  }

  /** Starts one more node. */
  void start(int number) {
    Map<String, String> flags =
        Map.of(
            "fspiop.address", "127.0.0.1",
            "fspiop.port", "0",
            "admin.port", "0",
            "nodeName", "node" + number,
            "dataDirectory", folder.toString(),
            "database.connections", "6");
    nodes.add(Hub.start(HubConfigLoader.load(Optional.empty(), Map.of(), Set.of(), flags), target));
  }

  JdbcTarget database() {
    return target;
  }

  String screenerUrl() {
    return base() + "/screen";
  }

  private String base() {
    return "http://127.0.0.1:" + partners.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    callbacks.add(
        new Callback(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void screen(HttpExchange exchange) throws IOException {
    screened.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (screenerTakesMillis > 0) {
      try {
        Thread.sleep(screenerTakesMillis);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] answer = screenerSays.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(screenerStatus, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  HttpResponse<String> admin(int node, String method, String path, String body) throws Exception {
    HttpRequest.BodyPublisher content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nodes.get(node).adminPort() + path))
            .header("Content-Type", "application/json")
            .method(method, content)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(int node, String method, String path, String body) throws Exception {
    HttpResponse<String> answer = admin(node, method, path, body);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 202);
    return answer.body().isEmpty() ? RuleSets.json("{}") : RuleSets.parse(answer.body());
  }

  /** Replaces the rules on the first node. */
  void rules(String rules) throws Exception {
    long version = json(0, "GET", "/rules", "").get("version").longValue();
    json(0, "PUT", "/rules", "{'version':" + version + ",'rules':" + rules + "}");
  }

  HttpResponse<String> fspiop(int node, String method, String path, String source, String body)
      throws Exception {
    String type = "application/vnd.interoperability." + path.split("/")[1] + "+json;version=1.1";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + nodes.get(node).fspiopPort() + path))
            .header("Content-Type", type)
            .header("Accept", type)
            .header("Date", FspiopDate.format(Instant.now()))
            .header("FSPIOP-Source", source)
            .header("FSPIOP-Destination", source.equals("payerfsp") ? "payeefsp" : "payerfsp");
    return client.send(
        request
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Sends a prepare of payerfsp; its id. */
  String pay(int node, String amount) throws Exception {
    String id = UUID.randomUUID().toString();
    send(node, prepare(id, amount, 60, "AQAAAAAAAADI"));
    return id;
  }

  void send(int node, String prepare) throws Exception {
    assertThat(fspiop(node, "POST", "/transfers", "payerfsp", prepare).statusCode()).isEqualTo(202);
  }

  static String prepare(String id, String amount, int seconds, String packet) {
    return """
        {'transferId':'%s','payerFsp':'payerfsp','payeeFsp':'payeefsp',
        'amount':{'amount':'%s','currency':'USD'},'ilpPacket':'%s',
        'condition':'GRzLaTP7DJ9t4P-a_BA0WA9wzzlsugf00-Tn6kESAfM','expiration':'%s'}"""
        .formatted(
            id,
            amount,
            packet,
            Instant.now().plusSeconds(seconds).toString().replaceAll("\\.\\d+Z", ".000Z"));
  }

  /** The next callback. */
  Callback next() throws InterruptedException {
    Callback callback = callbacks.poll(30, TimeUnit.SECONDS);
    assertThat(callback).as("a callback").isNotNull();
    return callback;
  }

  /** Whether the prepare of {@code id} is forwarded; otherwise it was refused with that code. */
  String fate(String id) throws InterruptedException {
    Callback callback = next();
    if (callback.path().equals("/payeefsp/transfers")) {
      assertThat(callback.body()).contains(id);
      return "forwarded";
    }
    assertThat(callback.path()).isEqualTo("/payerfsp/transfers/" + id + "/error");
    JsonNode error = RuleSets.parse(callback.body()).get("errorInformation");
    return error.get("errorCode").stringValue();
  }

  private void setUp() throws Exception {
    for (String type : new String[] {"HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION"}) {
      json(0, "POST", "/participants/Hub/accounts", "{'currency':'USD','type':'" + type + "'}");
    }
    json(
        0,
        "POST",
        "/settlementModels",
        """
        {'name':'DEFERREDNET','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL',
        'settlementDelay':'DEFERRED','requireLiquidityCheck':true,'ledgerAccountType':'POSITION',
        'settlementAccountType':'SETTLEMENT','autoPositionReset':true,'currency':'USD'}""");
    for (String name : new String[] {"payerfsp", "payeefsp"}) {
      json(0, "POST", "/participants", "{'name':'" + name + "','currency':'USD'}");
      json(
          0,
          "POST",
          "/participants/" + name + "/initialPositionAndLimits",
          "{'currency':'USD','limit':{'type':'NET_DEBIT_CAP','value':100000},'initialPosition':0}");
      endpoint(name, "TRANSFER_POST", "/transfers");
      endpoint(name, "TRANSFER_PUT", "/transfers/{{transferId}}");
      endpoint(name, "TRANSFER_ERROR", "/transfers/{{transferId}}/error");
      endpoint(name, "QUOTES", "");
    }
    fund();
  }

  private void endpoint(String name, String type, String path) throws Exception {
    json(
        0,
        "POST",
        "/participants/" + name + "/endpoints",
        "{'type':'FSPIOP_CALLBACK_URL_" + type + "','value':'" + base() + "/" + name + path + "'}");
  }

  private void fund() throws Exception {
    for (JsonNode account : json(0, "GET", "/participants/payerfsp/accounts", "")) {
      if (account.get("ledgerAccountType").stringValue().equals("SETTLEMENT")) {
        json(
            0,
            "POST",
            "/participants/payerfsp/accounts/" + account.get("id").asString(),
            "{'transferId':'"
                + UUID.randomUUID()
                + "','externalReference':'r','action':'recordFundsIn',"
                + "'reason':'r','amount':{'amount':'500000','currency':'USD'}}");
      }
    }
  }

  @Override
  public void close() {
    nodes.forEach(Hub::close);
    partners.stop(0);
    client.close();
  }
}
