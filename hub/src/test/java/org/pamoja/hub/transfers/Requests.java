package org.pamoja.hub.transfers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.edge.FspiopRequest;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.JsonNode;

/** Requests as the edge hands them to a resource. */
final class Requests {
  private Requests() {}

  static FspiopRequest of(String method, String path, String source, String body, Headers more) {
    Headers headers =
        Headers.of(
            "content-type",
            "application/vnd.interoperability.transfers+json;version=1.1",
            "fspiop-source",
            source);
    for (Headers.Header header : more) {
      headers = headers.with(header.name(), header.value());
    }
    return new FspiopRequest(
        method,
        path,
        List.copyOf(Arrays.asList(path.substring(1).split("/"))),
        Map.of(),
        headers,
        body.getBytes(StandardCharsets.UTF_8),
        parse(body),
        source,
        headers.first(HeaderName.DESTINATION),
        Principal.ANONYMOUS);
  }

  static FspiopRequest of(String method, String path, String source, String body) {
    return of(method, path, source, body, Headers.empty());
  }

  private static Optional<JsonNode> parse(String body) {
    if (body.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(body.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJsonException broken) {
      throw new IllegalArgumentException(body, broken);
    }
  }
}
