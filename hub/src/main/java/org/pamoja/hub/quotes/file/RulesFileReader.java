package org.pamoja.hub.quotes.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads rules and collects all that is wrong with them. For one file, used by one thread. */
final class RulesFileReader {
  private static final int MAX_RULES = 1_000;
  private static final int MAX_DEPTH = 32;
  private static final Set<String> RULE = Set.of("conditions", "event", "name", "priority");
  private static final Set<String> COMPARISON =
      Set.of("fact", "path", "operator", "value", "name", "priority");

  private final List<String> faults = new ArrayList<>();
  private final EventReader events = new EventReader(faults);

  /**
   * Rules.
   *
   * @throws RulesFileException listing all faults
   */
  RulesFile read(JsonNode rules) {
    if (!rules.isArray() || rules.size() > MAX_RULES) {
      throw new RulesFileException(
          List.of("must be a JSON array of at most " + MAX_RULES + " rules"));
    }
    List<RulesFile.Entry> entries = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      entries.add(entry(rules.get(i), "[" + i + "]"));
    }
    if (!faults.isEmpty()) {
      throw new RulesFileException(faults);
    }
    return new RulesFile(entries);
  }

  private RulesFile.Entry entry(JsonNode rule, String place) {
    refuseUnknown(rule, RULE, place);
    JsonNode conditions = rule.path("conditions");
    if (!conditions.has("all") && !conditions.has("any")) {
      faults.add(place + ".conditions must be an object with all or any");
    }
    JsonNode priority = rule.path("priority");
    if (!priority.isMissingNode() && (!priority.isInt() || priority.intValue() < 1)) {
      faults.add(place + ".priority must be a whole number of at least 1");
    }
    return new RulesFile.Entry(
        condition(conditions, place + ".conditions", 0),
        events.read(rule.path("event"), place + ".event"),
        priority.isInt() ? priority.intValue() : 1);
  }

  private Condition condition(JsonNode node, String place, int depth) {
    if (depth > MAX_DEPTH) {
      faults.add(place + " is nested too deeply");
      return new Condition.All(List.of());
    }
    if (node.has("all")) {
      refuseUnknown(node, Set.of("all", "name", "priority"), place);
      return new Condition.All(parts(node.get("all"), place + ".all", depth));
    }
    if (node.has("any")) {
      refuseUnknown(node, Set.of("any", "name", "priority"), place);
      return new Condition.Any(parts(node.get("any"), place + ".any", depth));
    }
    return depth == 0 ? new Condition.All(List.of()) : comparison(node, place);
  }

  private List<Condition> parts(JsonNode nodes, String place, int depth) {
    List<Condition> parts = new ArrayList<>();
    if (!nodes.isArray()) {
      faults.add(place + " must be an array");
      return parts;
    }
    for (int i = 0; i < nodes.size(); i++) {
      parts.add(condition(nodes.get(i), place + "[" + i + "]", depth + 1));
    }
    return List.copyOf(parts);
  }

  private Condition comparison(JsonNode node, String place) {
    refuseUnknown(node, COMPARISON, place);
    JsonNode name = node.path("operator");
    Optional<Operator> operator = Operator.of(name.isString() ? name.stringValue() : "");
    if (operator.isEmpty()) {
      faults.add(place + ".operator is unknown: " + name);
    }
    if (!node.has("value")) {
      faults.add(place + ".value is missing");
    }
    return new Condition.Comparison(
        reference(node, place),
        operator.orElse(Operator.EQUAL),
        operand(node.path("value"), place + ".value"));
  }

  private Condition.Operand operand(JsonNode value, String place) {
    if (value.isMissingNode()) {
      return new Condition.Literal(null);
    }
    if (!value.has("fact")) {
      return new Condition.Literal(PlainJson.value(value));
    }
    refuseUnknown(value, Set.of("fact", "path"), place);
    return reference(value, place);
  }

  private Condition.Reference reference(JsonNode node, String place) {
    JsonNode fact = node.path("fact");
    if (!fact.isString() || !Facts.NAMES.contains(fact.stringValue())) {
      faults.add(place + ".fact is unknown: " + fact);
    }
    return new Condition.Reference(
        fact.isString() ? fact.stringValue() : "", path(node.path("path"), place + ".path"));
  }

  private Optional<FactPath> path(JsonNode node, String place) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(FactPath.of(node.isString() ? node.stringValue() : ""));
    } catch (IllegalArgumentException refused) {
      faults.add(place + " " + refused.getMessage());
      return Optional.empty();
    }
  }

  private void refuseUnknown(JsonNode node, Set<String> known, String place) {
    if (!node.isObject()) {
      faults.add(place + " must be an object");
    }
    node.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> faults.add(place + "." + name + " is unknown"));
  }
}
