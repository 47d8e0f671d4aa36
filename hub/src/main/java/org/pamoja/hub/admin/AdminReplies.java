package org.pamoja.hub.admin;

import java.util.function.Function;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.edge.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers of the admin API: JSON with sorted keys and no blanks. Pure functions. */
public final class AdminReplies {
  private AdminReplies() {}

  /** An answer with this body. */
  public static Reply of(int status, JsonNode body) {
    return Reply.json(status, Json.canonical(body));
  }

  /** 200 with a list, each item as {@code view} shows it. */
  public static <T> Reply list(Iterable<T> items, Function<T, JsonNode> view) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> list.add(view.apply(item)));
    return of(200, list);
  }
}
