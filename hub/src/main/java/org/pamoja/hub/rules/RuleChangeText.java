package org.pamoja.hub.rules;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.JsonNode;

/** What differs between two sets of rules, for the audit log. Pure. */
final class RuleChangeText {
  private RuleChangeText() {}

  /** One entry for each rule that was added, removed or changed, by {@code rule <id>}. */
  static Map<String, String> difference(JsonNode before, JsonNode after) {
    SortedMap<String, String> old = byId(before);
    SortedMap<String, String> fresh = byId(after);
    Map<String, String> difference = new LinkedHashMap<>();
    old.forEach(
        (id, text) -> {
          String now = fresh.get(id);
          if (now == null) {
            difference.put("rule " + id, "removed: " + text);
          } else if (!now.equals(text)) {
            difference.put("rule " + id, "changed: " + text + " => " + now);
          }
        });
    fresh.forEach(
        (id, text) -> {
          if (!old.containsKey(id)) {
            difference.put("rule " + id, "added: " + text);
          }
        });
    return difference;
  }

  private static SortedMap<String, String> byId(JsonNode rules) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (JsonNode rule : rules) {
      texts.put(
          rule.path("id").asString(""), new String(Json.canonical(rule), StandardCharsets.UTF_8));
    }
    return texts;
  }
}
