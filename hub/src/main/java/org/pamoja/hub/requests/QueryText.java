package org.pamoja.hub.requests;

import java.util.Map;
import java.util.stream.Collectors;
import org.pamoja.hub.delivery.UrlText;

/** Writes query parameters back into a URL. */
final class QueryText {
  private QueryText() {}

  /** {@code ?name=value&…}, or nothing for no parameters. */
  static String of(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(entry -> UrlText.inQuery(entry.getKey()) + "=" + UrlText.inQuery(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }
}
