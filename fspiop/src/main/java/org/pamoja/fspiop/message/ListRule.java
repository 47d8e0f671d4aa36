package org.pamoja.fspiop.message;

import tools.jackson.databind.JsonNode;

/** An array with bounds of its size and one rule for every item. */
final class ListRule implements Rule {
  private static final Violation NOT_ARRAY = Violation.wrongType("array");

  private final int minItems;
  private final int maxItems;
  private final Rule item;

  private ListRule(int minItems, int maxItems, Rule item) {
    this.minItems = minItems;
    this.maxItems = maxItems;
    this.item = item;
  }

  static ListRule listOf(int minItems, int maxItems, Rule item) {
    return new ListRule(minItems, maxItems, item);
  }

  @Override
  public Violation check(JsonNode value) {
    if (!value.isArray()) {
      return NOT_ARRAY;
    }
    int size = value.size();
    if (size > maxItems) {
      return Violation.moreThan(maxItems, "items");
    }
    if (size < minItems) {
      return Violation.fewerThan(minItems, "items");
    }
    for (int index = 0; index < size; index++) {
      Violation violation = item.check(value.get(index));
      if (violation != Violation.NONE) {
        return violation.below(Integer.toString(index));
      }
    }
    return Violation.NONE;
  }
}
