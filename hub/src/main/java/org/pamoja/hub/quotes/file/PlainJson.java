package org.pamoja.hub.quotes.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON as plain Java values, the form in which paths are followed. Pure functions. */
public final class PlainJson {
  private PlainJson() {}

  /** The properties of an object, in the order received. */
  public static Map<String, Object> object(JsonNode object) {
    Map<String, Object> properties = new LinkedHashMap<>();
    object.properties().forEach(p -> properties.put(p.getKey(), value(p.getValue())));
    return properties;
  }

  /** A map, a list, a text, a {@link java.math.BigDecimal}, a boolean, or null. */
  static Object value(JsonNode node) {
    if (node.isObject()) {
      return object(node);
    }
    if (node.isArray()) {
      List<Object> items = new ArrayList<>(node.size());
      node.forEach(item -> items.add(value(item)));
      return items;
    }
    if (node.isNumber()) {
      return node.decimalValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNull() ? null : node.stringValue();
  }
}
