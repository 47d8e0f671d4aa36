package org.pamoja.hub.admin;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A list of at most {@code maxItems} values of one rule.
 *
 * @param item what each value has to be
 * @param maxItems most values
 */
public record ListRule(Rule item, int maxItems) implements Rule {

  /** A list of at most {@code maxItems}. */
  public static ListRule listOf(Rule item, int maxItems) {
    return new ListRule(item, maxItems);
  }

  @Override
  public JsonNode check(Place place, JsonNode value, List<String> messages) {
    if (!value.isArray()) {
      messages.add(place.fault("must be an array"));
      return value;
    }
    if (value.size() > maxItems) {
      messages.add(place.fault("must contain less than or equal to " + maxItems + " items"));
      return value;
    }
    ArrayNode understood = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < value.size(); i++) {
      understood.add(item.check(place.item(i), value.get(i), messages));
    }
    return understood;
  }
}
