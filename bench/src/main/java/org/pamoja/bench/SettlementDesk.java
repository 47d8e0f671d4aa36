package org.pamoja.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/** An operator's requests to the admin interface. One thread at a time; each call blocks. */
final class SettlementDesk {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI admin;

  SettlementDesk(URI admin) {
    this.admin = admin;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return ask(HttpRequest.newBuilder(admin.resolve(path)).GET());
  }

  /**
   * @throws IllegalStateException with the hub's answer when it refuses
   */
  JsonNode send(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    return ask(
        HttpRequest.newBuilder(admin.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(Json.canonical(body))));
  }

  private JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest asked = request.timeout(PATIENCE).build();
    HttpResponse<byte[]> answer = http.send(asked, BodyHandlers.ofByteArray());
    try {
      JsonNode body = Json.parse(answer.body());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            asked.method() + " " + asked.uri().getPath() + " was refused: " + body);
      }
      return body;
    } catch (MalformedJsonException noJson) {
      throw new IOException("The hub's answer is no JSON", noJson);
    }
  }
}
