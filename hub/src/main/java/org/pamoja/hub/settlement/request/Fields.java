package org.pamoja.hub.settlement.request;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One object of a request, read field by field in the order of its schema. Every method throws the
 * first fault it finds as 400: 3102 for what is missing, 3101 for a text, a value or a date, 3100
 * for the rest. {@link #end} comes last and refuses what nobody read. For one thread.
 */
public final class Fields {
  /** As long as the longest text column of the reference's store. */
  private static final int LONGEST_TEXT = 512;

  /** Digits of a number beyond which it is no id. */
  private static final int LONGEST_NUMBER = 18;

  private static final Pattern NUMERIC = Pattern.compile("[+-]?\\d{1,30}(?:\\.\\d{1,30})?");

  private final JsonNode object;
  private final String path;
  private final Map<String, Object> read = new HashMap<>();

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** The body of a request. */
  public static Fields ofBody(Optional<JsonNode> body) {
    return new Fields(
        body.filter(JsonNode::isObject)
            .orElseThrow(() -> invalid("\"payload\" must be of type object")),
        "");
  }

  /** A query. */
  public static Fields ofQuery(Map<String, String> query) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    query.forEach(node::put);
    return new Fields(node, "");
  }

  /** A path parameter that is a positive whole number. */
  public static long pathId(Map<String, String> parameters, String name) {
    return wholeNumber(JsonNodeFactory.instance.stringNode(parameters.get(name)))
        .filter(id -> id > 0)
        .orElseThrow(() -> invalid("'" + name + "' URI path parameter"));
  }

  /** Whether a field was sent, whatever it holds. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** A text that is not empty, at most 512 characters long. */
  public String text(String name) {
    return required(name, Fields::readText);
  }

  /** A text that may be absent. */
  public Optional<String> optionalText(String name) {
    return optional(name, Fields::readText);
  }

  /** One of several texts. */
  public String oneOf(String name, List<String> values) {
    return required(name, (label, value) -> readOneOf(label, value, values));
  }

  /** One of several texts, or nothing. */
  public Optional<String> optionalOneOf(String name, List<String> values) {
    return optional(name, (label, value) -> readOneOf(label, value, values));
  }

  /** A whole number, or its text. */
  public long number(String name) {
    return required(name, Fields::readNumber);
  }

  /** A whole number that may be absent. */
  public Optional<Long> optionalNumber(String name) {
    return optional(name, Fields::readNumber);
  }

  /** A time in ISO 8601; one without a zone is in UTC, a date alone its first moment. */
  public Optional<Instant> optionalTime(String name) {
    return optional(
        name,
        (label, value) ->
            IsoTime.parse(value.asString(""))
                .orElseThrow(() -> malformed(label + " must be in ISO 8601 date format")));
  }

  /**
   * A list of objects.
   *
   * @param most longest list that is taken
   * @param item reads one of them
   */
  public <T> List<T> list(String name, int most, Function<Fields, T> item) {
    return required(name, (label, value) -> readList(place(name), label, value, most, item));
  }

  /**
   * A list without repeats.
   *
   * @throws FspiopException when it is empty, or an item is the same as one before
   */
  public <T> List<T> set(String name, int most, Function<Fields, T> item) {
    List<T> items = list(name, most, item);
    if (items.isEmpty()) {
      throw invalid(label(name) + " must contain at least 1 items");
    }
    Set<T> seen = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (!seen.add(items.get(i))) {
        throw invalid("\"" + place(name) + "[" + i + "]\" contains a duplicate payload");
      }
    }
    return items;
  }

  /** To be called when everything was read: other fields are not allowed. */
  public void end() {
    for (String name : object.propertyNames()) {
      if (!read.containsKey(name)) {
        throw invalid(label(name) + " is not allowed");
      }
    }
  }

  /**
   * What was read, in the order in which it was sent, as JSON: numbers as numbers, times with
   * milliseconds.
   */
  public ObjectNode asUnderstood() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (String name : object.propertyNames()) {
      if (read.containsKey(name)) {
        node.set(name, node(read.get(name)));
      }
    }
    return node;
  }

  private <T> T required(String name, BiFunction<String, JsonNode, T> reader) {
    return optional(name, reader)
        .orElseThrow(
            () -> new FspiopException(ErrorCode.MISSING_ELEMENT, label(name) + " is required"));
  }

  private <T> Optional<T> optional(String name, BiFunction<String, JsonNode, T> reader) {
    JsonNode value = object.get(name);
    Optional<T> understood =
        value == null ? Optional.empty() : Optional.of(reader.apply(label(name), value));
    read.put(name, understood.<Object>map(it -> it).orElse(""));
    return understood;
  }

  private static String readText(String label, JsonNode value) {
    if (!value.isString()) {
      throw malformed(label + " must be a string");
    }
    String text = value.stringValue();
    if (text.isEmpty()) {
      throw malformed(label + " is not allowed to be empty");
    }
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      throw malformed(
          label + " length must be less than or equal to " + LONGEST_TEXT + " characters long");
    }
    if (text.indexOf('\0') >= 0) {
      throw malformed(label + " must not contain the character NUL");
    }
    return text;
  }

  private static String readOneOf(String label, JsonNode value, List<String> values) {
    if (!value.isString() || !values.contains(value.stringValue())) {
      String rule = values.size() == 1 ? " must be [" : " must be one of [";
      throw malformed(label + rule + String.join(", ", values) + "]");
    }
    return value.stringValue();
  }

  private static long readNumber(String label, JsonNode value) {
    if (!value.isNumber() && !NUMERIC.matcher(value.asString("")).matches()) {
      throw invalid(label + " must be a number");
    }
    return wholeNumber(value).orElseThrow(() -> malformed(label + " must be an integer"));
  }

  private static <T> List<T> readList(
      String place, String label, JsonNode value, int most, Function<Fields, T> item) {
    if (!value.isArray()) {
      throw invalid(label + " must be an array");
    }
    if (value.size() > most) {
      throw invalid(label + " must contain less than or equal to " + most + " items");
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      String itemPlace = place + "[" + i + "]";
      if (!value.get(i).isObject()) {
        throw invalid("\"" + itemPlace + "\" must be of type object");
      }
      Fields fields = new Fields(value.get(i), itemPlace);
      items.add(item.apply(fields));
      fields.end();
    }
    return items;
  }

  /** Empty when it has decimals or is too long; exponents are looked at before being followed. */
  private static Optional<Long> wholeNumber(JsonNode value) {
    boolean readable = value.isNumber() || NUMERIC.matcher(value.asString("")).matches();
    if (!readable) {
      return Optional.empty();
    }
    BigDecimal number =
        value.isNumber() ? value.decimalValue() : new BigDecimal(value.stringValue());
    if (number.signum() == 0) {
      return Optional.of(0L);
    }
    boolean whole =
        (long) number.precision() - number.scale() <= LONGEST_NUMBER
            && number.stripTrailingZeros().scale() <= 0;
    return whole ? Optional.of(number.longValueExact()) : Optional.empty();
  }

  private static JsonNode node(Object understood) {
    return switch (understood) {
      case Long number -> JsonNodeFactory.instance.numberNode(number);
      case Instant time -> JsonNodeFactory.instance.stringNode(AdminTime.text(time));
      default -> JsonNodeFactory.instance.stringNode(understood.toString());
    };
  }

  private String place(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String label(String name) {
    return "\"" + place(name) + "\"";
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }

  private static FspiopException malformed(String detail) {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, detail);
  }
}
