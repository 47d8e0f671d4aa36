package org.pamoja.hub.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.pamoja.fspiop.currency.Amounts;
import org.pamoja.hub.admin.ObjectRule;
import org.pamoja.hub.admin.Place;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads rules from JSON and tells everything that is wrong with them. Threads may share it. */
final class RuleReader {
  private static final int BUDGET_MILLIS = 150;
  private static final int CONCURRENCY = 64;

  private final Predicate<String> isParticipant;
  private final Function<String, Optional<String>> addressFault;

  /**
   * What was read.
   *
   * @param json the rules in the form in which they are kept, of no use when there are faults
   * @param rules the same understood, likewise
   * @param faults all that is wrong, each naming its field
   */
  record Read(ArrayNode json, List<Rule> rules, List<String> faults) {}

  /**
   * @param isParticipant whether a participant of that name is registered
   * @param addressFault why a URL may not be called, if it may not
   */
  RuleReader(Predicate<String> isParticipant, Function<String, Optional<String>> addressFault) {
    this.isParticipant = isParticipant;
    this.addressFault = addressFault;
  }

  /** A reader of what has been checked before it was stored. */
  static RuleReader ofStored() {
    return new RuleReader(_ -> true, _ -> Optional.empty());
  }

  /** Reads a list of rules. */
  Read read(JsonNode list) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    List<Rule> rules = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    if (list == null || !list.isArray()) {
      faults.add("\"rules\" must be an array");
    } else if (list.size() > RuleForms.MOST_RULES) {
      faults.add("\"rules\" must contain less than or equal to " + RuleForms.MOST_RULES + " items");
    } else {
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < list.size(); i++) {
        readOne("rules[" + i + "]", list.get(i), ids, kept, rules, faults);
      }
    }
    return new Read(kept, List.copyOf(rules), List.copyOf(faults));
  }

  private void readOne(
      String path,
      JsonNode sent,
      Set<String> ids,
      ArrayNode kept,
      List<Rule> rules,
      List<String> faults) {
    String kind = sent.path("kind").asString("");
    ObjectRule form = RuleForms.of(kind);
    if (form == null) {
      JsonNode given = sent.path("kind");
      Place place = new Place(path + ".kind", path + ".kind");
      RuleForms.kind().check(place, given, faults);
      return;
    }
    int before = faults.size();
    JsonNode understood = form.check(new Place(path, path), sent, faults);
    if (faults.size() > before) {
      return;
    }
    Rule rule = rule(kind, understood);
    new RuleChecks(path, isParticipant, addressFault, faults).check(rule, ids);
    kept.add(understood);
    rules.add(rule);
  }

  private static Rule rule(String kind, JsonNode json) {
    Rule.Head head = head(json);
    return switch (kind) {
      case "DIRECTION" ->
          new Rule.Direction(head, text(json, "allow").equals("SEND") ? Side.PAYER : Side.PAYEE);
      case "AMOUNT" ->
          new Rule.Amount(
              head,
              side(json).orElse(Side.PAYER),
              amount(json, "minimum"),
              amount(json, "maximum"));
      case "PERIOD" ->
          new Rule.Period(
              head,
              side(json).orElse(Side.PAYER),
              PeriodUnit.valueOf(text(json, "unit")),
              json.path("buckets").asInt(1),
              amount(json, "amount"),
              json.has("transfers")
                  ? OptionalLong.of(json.get("transfers").asLong())
                  : OptionalLong.empty());
      case "PAIRS" -> new Rule.Pairs(head, text(json, "mode").equals("ALLOW"), pairs(json));
      case "BLOCKED" -> new Rule.Blocked(head, side(json), text(json, "list"));
      case "SCREENING" -> screening(head, json);
      default -> throw new IllegalArgumentException("no rule of kind " + kind);
    };
  }

  private static Rule.Head head(JsonNode json) {
    Set<String> participants = new LinkedHashSet<>();
    for (JsonNode name : json.path("participants")) {
      participants.add(Payment.key(name.stringValue()));
    }
    return new Rule.Head(
        text(json, "id"),
        json.path("enabled").asBoolean(true),
        participants.contains(Rule.Pair.ANYBODY) ? Set.of() : Set.copyOf(participants),
        optional(json, "currency"),
        optional(json, "scenario"),
        optional(json, "code").flatMap(RuleCodes::of),
        optional(json, "message"),
        optional(json, "unreadable").filter("APPLY"::equals).isPresent());
  }

  private static Rule screening(Rule.Head head, JsonNode json) {
    Set<Stage> at = EnumSet.noneOf(Stage.class);
    json.path("at").forEach(stage -> at.add(Stage.valueOf(stage.stringValue())));
    return new Rule.Screening(
        head,
        text(json, "url"),
        json.path("budgetMillis").asInt(BUDGET_MILLIS),
        !optional(json, "unanswered").orElse("ACCEPT").equals("REFUSE"),
        at.isEmpty() ? Set.of(Stage.PREPARE) : Set.copyOf(at),
        json.path("concurrency").asInt(CONCURRENCY));
  }

  private static Set<Rule.Pair> pairs(JsonNode json) {
    Set<Rule.Pair> pairs = new LinkedHashSet<>();
    for (JsonNode pair : json.get("pairs")) {
      pairs.add(new Rule.Pair(Payment.key(text(pair, "payer")), Payment.key(text(pair, "payee"))));
    }
    return Set.copyOf(pairs);
  }

  private static Optional<Side> side(JsonNode json) {
    return optional(json, "of").map(Side::valueOf);
  }

  /** The form has made sure that it is an amount that a long can hold. */
  private static OptionalLong amount(JsonNode json, String name) {
    return json.has(name) ? Amounts.parse(text(json, name)) : OptionalLong.empty();
  }

  private static String text(JsonNode json, String name) {
    return json.required(name).stringValue();
  }

  private static Optional<String> optional(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::stringValue);
  }
}
