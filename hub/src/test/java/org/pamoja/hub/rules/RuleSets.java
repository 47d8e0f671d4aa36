package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/** Rule sets for tests, from JSON with ' for ". */
final class RuleSets {
  private RuleSets() {}

  static RuleSet of(String rules) {
    return of(rules, BlockLists.none());
  }

  static RuleSet of(String rules, BlockLists blocked) {
    RuleReader.Read read = RuleReader.ofStored().read(json(rules));
    assertThat(read.faults()).isEmpty();
    Map<String, Counter> counters =
        RuleCounters.assign(read.rules(), List.of(), Map.of(), 1, Instant.EPOCH);
    return new RuleSet(1, read.rules(), counters, blocked);
  }

  static JsonNode json(String text) {
    return parse(text.replace('\'', '"'));
  }

  /** JSON as it is. */
  static JsonNode parse(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }
}
