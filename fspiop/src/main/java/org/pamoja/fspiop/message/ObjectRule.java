package org.pamoja.fspiop.message;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An object: its properties in the order in which they are checked, open or closed to others. */
final class ObjectRule implements Rule {
  private static final Violation NOT_OBJECT = Violation.wrongType("object");

  /** One property. The line that makes it is the whole rule of the field. */
  record Field(String name, boolean isRequired, Rule rule) {}

  private final Field[] fields;

  /** In the order in which missing ones are told. */
  private final String[] required;

  private final boolean isClosed;
  private final Set<String> known;

  private ObjectRule(Field[] fields, String[] required, boolean isClosed) {
    this.fields = fields;
    this.required = required;
    this.isClosed = isClosed;
    this.known = Arrays.stream(fields).map(Field::name).collect(Collectors.toUnmodifiableSet());
  }

  /** An object in which unknown properties are accepted. */
  static ObjectRule open(Field... fields) {
    return new ObjectRule(fields, requiredNames(fields), false);
  }

  /** An object in which an unknown property is refused (3103). */
  static ObjectRule closed(Field... fields) {
    return new ObjectRule(fields, requiredNames(fields), true);
  }

  static Field required(String name, Rule rule) {
    return new Field(name, true, rule);
  }

  static Field optional(String name, Rule rule) {
    return new Field(name, false, rule);
  }

  /**
   * The same rule, telling missing properties in the order of their names: two of the reference's
   * documents list them so, and only the first is told.
   */
  ObjectRule tellingMissingByName() {
    String[] sorted = required.clone();
    Arrays.sort(sorted, Comparator.naturalOrder());
    return new ObjectRule(fields, sorted, isClosed);
  }

  @Override
  public Violation check(JsonNode value) {
    if (!value.isObject()) {
      return NOT_OBJECT;
    }
    for (String name : required) {
      if (value.get(name) == null) {
        return Violation.missing(name);
      }
    }
    if (isClosed && hasUnknown(value)) {
      return Violation.unknownProperty();
    }
    return checkFields(value);
  }

  private Violation checkFields(JsonNode value) {
    for (Field field : fields) {
      JsonNode property = value.get(field.name());
      if (property != null) {
        Violation violation = field.rule().check(property);
        if (violation != Violation.NONE) {
          return violation.below(field.name());
        }
      }
    }
    return Violation.NONE;
  }

  private boolean hasUnknown(JsonNode value) {
    return !known.containsAll(value.propertyNames());
  }

  private static String[] requiredNames(Field... fields) {
    return Arrays.stream(fields).filter(Field::isRequired).map(Field::name).toArray(String[]::new);
  }
}
