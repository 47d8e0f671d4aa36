package org.pamoja.hub.admin;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object: its properties in the order in which they are checked, closed to all others.
 *
 * @param fields its properties
 */
public record ObjectRule(List<Field> fields) implements Rule {
  /** Unknown properties told one by one; more would be cut off anyway. */
  private static final int MAX_UNKNOWN = 8;

  /**
   * One property. The line that makes it is the whole rule of the field.
   *
   * @param name its name
   * @param required whether it has to be there
   * @param label how messages call it instead of its path, if the reference gives it a label
   * @param rule what it has to be
   */
  public record Field(String name, boolean required, Optional<String> label, Rule rule) {
    /** The same field, called {@code text} in messages. */
    public Field labelled(String text) {
      return new Field(name, required, Optional.of(text), rule);
    }
  }

  /** An object of these properties. */
  public static ObjectRule object(Field... fields) {
    return new ObjectRule(List.of(fields));
  }

  /** A property that has to be there. */
  public static Field required(String name, Rule rule) {
    return new Field(name, true, Optional.empty(), rule);
  }

  /** A property that may be absent. */
  public static Field optional(String name, Rule rule) {
    return new Field(name, false, Optional.empty(), rule);
  }

  @Override
  public JsonNode check(Place place, JsonNode value, List<String> messages) {
    return checkObject(place, value, messages);
  }

  /** The same, as the object it is; empty when it is none. */
  ObjectNode checkObject(Place place, JsonNode value, List<String> messages) {
    ObjectNode understood = JsonNodeFactory.instance.objectNode();
    if (!value.isObject()) {
      messages.add(place.fault("must be of type object"));
      return understood;
    }
    for (Field field : fields) {
      Place below = place.property(field.name(), field.label());
      JsonNode sent = value.get(field.name());
      if (sent != null) {
        understood.set(field.name(), field.rule().check(below, sent, messages));
      } else if (field.required()) {
        messages.add(below.fault("is required"));
      }
    }
    refuseUnknown(place, value, messages);
    return understood;
  }

  private void refuseUnknown(Place place, JsonNode value, List<String> messages) {
    int told = 0;
    for (String name : value.propertyNames()) {
      if (told < MAX_UNKNOWN && fields.stream().noneMatch(field -> field.name().equals(name))) {
        messages.add(place.property(name, Optional.empty()).fault("is not allowed"));
        told++;
      }
    }
  }
}
