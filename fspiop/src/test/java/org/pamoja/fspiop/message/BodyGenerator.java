package org.pamoja.fspiop.message;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes valid bodies of a schema, and bodies with one thing changed. */
final class BodyGenerator {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final InterfaceDocument document;
  private final RandomGenerator random;
  private final TextSamples texts;

  BodyGenerator(InterfaceDocument document, RandomGenerator random) {
    this.document = document;
    this.random = random;
    this.texts = new TextSamples(random);
  }

  /** A body the schema takes; optional properties come in half of the cases. */
  JsonNode valid(JsonNode reference) {
    JsonNode schema = document.resolved(reference);
    return switch (schema.required("type").stringValue()) {
      case "object" -> validObject(schema);
      case "array" -> validArray(schema);
      default -> NODES.stringNode(texts.valid(schema));
    };
  }

  private ObjectNode validObject(JsonNode schema) {
    List<String> required =
        schema.path("required").valueStream().map(JsonNode::stringValue).toList();
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (required.contains(property.getKey()) || random.nextBoolean()) {
        object.set(property.getKey(), validProperty(property.getKey(), property.getValue()));
      }
    }
    return object;
  }

  /** The bulk document has plain texts where the API has types; the field's name tells which. */
  private JsonNode validProperty(String name, JsonNode reference) {
    JsonNode schema = document.resolved(reference);
    boolean plainText =
        schema.required("type").stringValue().equals("string")
            && !schema.has("pattern")
            && !schema.has("enum");
    return plainText && SamplesByPattern.BY_NAME.containsKey(name)
        ? NODES.stringNode(SamplesByPattern.BY_NAME.get(name).apply(random))
        : valid(schema);
  }

  private ArrayNode validArray(JsonNode schema) {
    ArrayNode array = NODES.arrayNode();
    int size = Math.max(schema.path("minItems").intValue(0), random.nextInt(3));
    for (int i = 0; i < size; i++) {
      array.add(valid(schema.required("items")));
    }
    return array;
  }

  /** A place in a body that can be changed, with the schema of what stands there. */
  private record Place(JsonNode parent, String name, int index, JsonNode schema) {
    JsonNode value() {
      return parent.isObject() ? parent.get(name) : parent.get(index);
    }

    void replace(JsonNode value) {
      switch (parent) {
        case ObjectNode object -> object.set(name, value);
        case ArrayNode array -> array.set(index, value);
        default -> throw new IllegalStateException();
      }
    }
  }

  /** The body with one change at a random place. The body given is changed or replaced. */
  JsonNode mutated(JsonNode reference, JsonNode body) {
    ObjectNode holder = NODES.objectNode();
    holder.set("body", body);
    List<Place> places = new ArrayList<>();
    collect(new Place(holder, "body", 0, document.resolved(reference)), places);
    Place place = places.get(random.nextInt(places.size()));
    switch (random.nextInt(8)) {
      case 0 -> drop(place);
      case 1 -> place.replace(anotherType());
      default -> changeInside(place);
    }
    JsonNode changed = holder.get("body");
    return changed == null ? NODES.objectNode() : changed;
  }

  private void collect(Place place, List<Place> places) {
    JsonNode value = place.value();
    places.add(place);
    if (value.isObject() && place.schema().has("properties")) {
      JsonNode properties = place.schema().get("properties");
      for (String name : value.propertyNames()) {
        if (properties.has(name)) {
          collect(new Place(value, name, 0, document.resolved(properties.get(name))), places);
        }
      }
    } else if (value.isArray() && place.schema().has("items")) {
      for (int i = 0; i < Math.min(3, value.size()); i++) {
        collect(new Place(value, "", i, document.resolved(place.schema().get("items"))), places);
      }
    }
  }

  private void drop(Place place) {
    switch (place.parent()) {
      case ObjectNode object -> object.remove(place.name());
      case ArrayNode array -> array.remove(place.index());
      default -> throw new IllegalStateException();
    }
  }

  private JsonNode anotherType() {
    return switch (random.nextInt(8)) {
      case 0 -> NODES.objectNode();
      case 1 -> NODES.arrayNode();
      case 2 -> NODES.nullNode();
      case 3 -> NODES.booleanNode(random.nextBoolean());
      case 4 -> NODES.numberNode(random.nextInt(20_000));
      case 5 -> NODES.numberNode(new BigDecimal(random.nextInt(1_000_000)).movePointLeft(4));
      case 6 -> NODES.objectNode().put("currency", "USD");
      default -> NODES.stringNode("text");
    };
  }

  private void changeInside(Place place) {
    switch (place.value()) {
      case ObjectNode object -> {
        if (random.nextInt(3) == 0) {
          object.removeAll();
        } else {
          object.put(random.nextBoolean() ? "unknown" : "converter", "PAYER");
        }
      }
      case ArrayNode array when place.schema().has("items") -> resize(place, array);
      case JsonNode text when text.isString() ->
          place.replace(NODES.stringNode(texts.nearMiss(place.schema(), text.stringValue())));
      default -> place.replace(anotherType());
    }
  }

  /** To nothing, to the bound, or one over it, by repeating the first item. */
  private void resize(Place place, ArrayNode array) {
    int size =
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> place.schema().path("maxItems").intValue(1000);
          default -> place.schema().path("maxItems").intValue(1000) + 1;
        };
    JsonNode item = array.isEmpty() ? valid(place.schema().required("items")) : array.get(0);
    ArrayNode resized = NODES.arrayNode();
    for (int i = 0; i < size; i++) {
      resized.add(item);
    }
    place.replace(resized);
  }
}
