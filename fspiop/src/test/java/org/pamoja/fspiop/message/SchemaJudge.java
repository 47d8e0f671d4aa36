package org.pamoja.fspiop.message;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Judges a body by walking its schema, as the reference's validator (AJV with coercion of scalars)
 * does: the keywords the documents use, in AJV's order, first failure only. It shares only the
 * carrier of the verdict ({@link Violation}) and the text of scalars with the rules under test;
 * patterns are the documents' own, run by the regular-expression engine.
 */
final class SchemaJudge {
  private static final String WHITE_SPACE =
      "\\t\\n\\x0B\\f\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";

  private final InterfaceDocument document;
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  SchemaJudge(InterfaceDocument document) {
    this.document = document;
  }

  Violation judge(JsonNode reference, JsonNode value) {
    JsonNode schema = document.resolved(reference);
    return switch (schema.required("type").stringValue()) {
      case "object" -> judgeObject(schema, value);
      case "array" -> judgeArray(schema, value);
      case "string" -> judgeText(schema, value);
      default -> throw new IllegalArgumentException("type not known here: " + schema);
    };
  }

  private Violation judgeObject(JsonNode schema, JsonNode value) {
    if (!value.isObject()) {
      return Violation.wrongType("object");
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.stringValue())) {
        return Violation.missing(name.stringValue());
      }
    }
    JsonNode properties = schema.path("properties");
    if (schema.path("additionalProperties").isBoolean()
        && !schema.get("additionalProperties").booleanValue()
        && value.propertyNames().stream().anyMatch(name -> !properties.has(name))) {
      return Violation.unknownProperty();
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (value.has(property.getKey())) {
        Violation violation = judge(property.getValue(), value.get(property.getKey()));
        if (violation != Violation.NONE) {
          return violation.below(property.getKey());
        }
      }
    }
    return Violation.NONE;
  }

  private Violation judgeArray(JsonNode schema, JsonNode value) {
    if (!value.isArray()) {
      return Violation.wrongType("array");
    }
    if (schema.has("maxItems") && value.size() > schema.get("maxItems").intValue()) {
      return Violation.moreThan(schema.get("maxItems").intValue(), "items");
    }
    if (schema.has("minItems") && value.size() < schema.get("minItems").intValue()) {
      return Violation.fewerThan(schema.get("minItems").intValue(), "items");
    }
    for (int i = 0; i < value.size(); i++) {
      Violation violation = judge(schema.required("items"), value.get(i));
      if (violation != Violation.NONE) {
        return violation.below(Integer.toString(i));
      }
    }
    return Violation.NONE;
  }

  private Violation judgeText(JsonNode schema, JsonNode value) {
    if (value.isContainer()) {
      return Violation.wrongType("string");
    }
    String text = ScalarText.of(value);
    int length = text.codePointCount(0, text.length());
    if (schema.has("maxLength") && length > schema.get("maxLength").intValue()) {
      return Violation.moreThan(schema.get("maxLength").intValue(), "characters");
    }
    if (schema.has("minLength") && length < schema.get("minLength").intValue()) {
      return Violation.fewerThan(schema.get("minLength").intValue(), "characters");
    }
    if (schema.has("pattern")) {
      String pattern = schema.get("pattern").stringValue();
      if (!patterns.computeIfAbsent(pattern, SchemaJudge::translated).matcher(text).find()) {
        return Violation.invalid("must match pattern \"" + pattern + "\"");
      }
    }
    if (schema.has("enum")
        && schema
            .get("enum")
            .valueStream()
            .noneMatch(listed -> listed.stringValue().equals(text))) {
      return Violation.invalid("must be equal to one of the allowed values");
    }
    return Violation.NONE;
  }

  /** An ECMAScript pattern in Java's words. */
  static Pattern translated(String pattern) {
    return Pattern.compile(
        pattern
            .replace("\\p{gc=Mark}", "\\p{M}")
            .replace("\\p{digit}", "\\p{Nd}")
            .replace("\\p{gc=Connector_Punctuation}", "\\p{Pc}")
            .replace("\\p{Join_Control}", "\\u200C\\u200D")
            .replace("[^\\s", "[^" + WHITE_SPACE)
            .replace("\\s", "[" + WHITE_SPACE + "]")
            .replace("$", "\\z"));
  }
}
