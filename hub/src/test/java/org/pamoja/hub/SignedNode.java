package org.pamoja.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.config.HubConfigLoader;
import org.pamoja.postgres.JdbcTarget;
import tools.jackson.databind.JsonNode;

/** A started node that checks signatures, spoken to over HTTP. */
final class SignedNode implements AutoCloseable {
  private final Hub hub;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * What was answered.
   *
   * @param status HTTP status
   * @param body text of the body
   */
  record Answer(int status, String body) {
    JsonNode json() {
      try {
        return Json.parse(body.getBytes(StandardCharsets.UTF_8));
      } catch (MalformedJsonException broken) {
        throw new AssertionError(body, broken);
      }
    }

    /** Status, and the error if there is one. */
    @Override
    public String toString() {
      if (!body.contains("errorInformation")) {
        return Integer.toString(status);
      }
      JsonNode error = json().get("errorInformation");
      return status
          + " "
          + error.get("errorCode").stringValue()
          + " "
          + error.get("errorDescription").stringValue();
    }
  }

  /** Starts a node; {@code more} are settings besides {@code jws.validate}. */
  SignedNode(JdbcTarget target, Path folder, String name, Map<String, String> more) {
    Map<String, String> flags =
        new HashMap<>(
            Map.of(
                "nodeName", name,
                "fspiop.address", "127.0.0.1",
                "fspiop.port", "0",
                "admin.port", "0",
                "dataDirectory", folder.toString(),
                "database.connections", "8",
                "jws.validate", "true"));
    flags.putAll(more);
    hub = Hub.start(HubConfigLoader.load(Optional.empty(), Map.of(), Set.of(), flags), target);
  }

  /** Two participants in USD, which is enough for a transfer to be taken in. */
  SignedNode provisioned() {
    for (String type : new String[] {"HUB_MULTILATERAL_SETTLEMENT", "HUB_RECONCILIATION"}) {
      operate("POST", "/participants/Hub/accounts", "{'currency':'USD','type':'" + type + "'}");
    }
    operate(
        "POST",
        "/settlementModels",
        """
        {'name':'DEFERREDNET','settlementGranularity':'NET','settlementInterchange':'MULTILATERAL',
        'settlementDelay':'DEFERRED','requireLiquidityCheck':true,'ledgerAccountType':'POSITION',
        'settlementAccountType':'SETTLEMENT','autoPositionReset':true,'currency':'USD'}""");
    for (String name : new String[] {"payerfsp", "payeefsp"}) {
      operate("POST", "/participants", "{'name':'" + name + "','currency':'USD'}");
    }
    return this;
  }

  private void operate(String method, String path, String body) {
    Answer answer = admin(method, path, body);
    if (answer.status() / 100 != 2) {
      throw new AssertionError(method + " " + path + ": " + answer);
    }
  }

  /** A call of the admin API; single quotes stand for double ones. */
  Answer admin(String method, String path, String body) {
    HttpRequest.BodyPublisher content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.adminPort() + path))
            .header("Content-Type", "application/json")
            .method(method, content)
            .build());
  }

  /** A message with exactly these headers and bytes. */
  Answer fspiop(String method, String path, Headers headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.fspiopPort() + path));
    headers.forEach(header -> request.header(header.name(), header.value()));
    return send(request.method(method, HttpRequest.BodyPublishers.ofByteArray(body)).build());
  }

  /** The headers of a message from payerfsp, ready to be signed. */
  static Headers headers(String method, String path) {
    String type = "application/vnd.interoperability." + path.split("/")[1] + "+json;version=1.1";
    return Headers.of(
        "Content-Type",
        type,
        "Accept",
        type,
        "Date",
        FspiopDate.format(Instant.now()),
        "FSPIOP-Source",
        "payerfsp",
        "FSPIOP-Destination",
        "payeefsp",
        HeaderName.URI,
        path,
        HeaderName.HTTP_METHOD,
        method);
  }

  /** A prepare whose keys are not in order, with blanks: its sorted form is another text. */
  static byte[] prepare() {
    return """
        {"transferId": "%s", "payerFsp": "payerfsp", "payeeFsp": "payeefsp",
         "amount": {"currency": "USD", "amount": "10"}, "ilpPacket": "AQAAAAAAAADI",
         "condition": "GRzLaTP7DJ9t4P-a_BA0WA9wzzlsugf00-Tn6kESAfM", "expiration": "%s"}"""
        .formatted(
            UUID.randomUUID(),
            Instant.now().plusSeconds(60).toString().replaceAll("\\.\\d+Z", ".000Z"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException failure) {
      throw new AssertionError(request.uri().getPath(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
    hub.close();
  }
}
