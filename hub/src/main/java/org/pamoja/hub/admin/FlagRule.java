package org.pamoja.hub.admin;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * A boolean, or the texts {@code true} and {@code false}.
 *
 * @param lenient whether 0, 1, their texts and null (for false) are taken too
 */
public record FlagRule(boolean lenient) implements Rule {
  /** A boolean. */
  public static FlagRule flag() {
    return new FlagRule(false);
  }

  /** A boolean, 0, 1, their texts, or null for false. */
  public static FlagRule lenientFlag() {
    return new FlagRule(true);
  }

  @Override
  public JsonNode check(Place place, JsonNode value, List<String> messages) {
    if (value.isBoolean()) {
      return value;
    }
    if (lenient && value.isNull()) {
      return BooleanNode.FALSE;
    }
    String text = value.isString() || lenient && value.isNumber() ? value.asString() : "";
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      case "1" -> lenient ? BooleanNode.TRUE : refuse(place, value, messages);
      case "0" -> lenient ? BooleanNode.FALSE : refuse(place, value, messages);
      default -> refuse(place, value, messages);
    };
  }

  private static JsonNode refuse(Place place, JsonNode value, List<String> messages) {
    messages.add(place.fault("must be a boolean"));
    return value;
  }
}
