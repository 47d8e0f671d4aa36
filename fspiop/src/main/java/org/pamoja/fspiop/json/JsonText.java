package org.pamoja.fspiop.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Writes a tree as JavaScript's JSON.stringify would, compact. The recursion is bounded by the
 * depth the parser allows.
 */
final class JsonText {
  private static final int INITIAL_SIZE = 512;

  private final StringBuilder out = new StringBuilder(INITIAL_SIZE);
  private final boolean sorted;

  private JsonText(boolean sorted) {
    this.sorted = sorted;
  }

  static byte[] write(JsonNode node, boolean sorted) {
    JsonText text = new JsonText(sorted);
    text.value(node);
    return text.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING -> string(node.stringValue());
      case NUMBER -> number(node.decimalValue());
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL, MISSING -> out.append("null");
      case BINARY, POJO ->
          throw new IllegalArgumentException("not a JSON value: " + node.getNodeType());
    }
  }

  private void object(JsonNode node) {
    List<Map.Entry<String, JsonNode>> properties = new ArrayList<>(node.properties());
    if (sorted) {
      properties.sort(Map.Entry.comparingByKey()); // String.compareTo is the UTF-16 order
    }
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonNode> property : properties) {
      out.append(separator);
      string(property.getKey());
      out.append(':');
      value(property.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void array(JsonNode node) {
    out.append('[');
    String separator = "";
    for (JsonNode element : node) {
      out.append(separator);
      value(element);
      separator = ",";
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        control(c);
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        unicodeEscape(c); // half a pair has no UTF-8 form
      }
    }
    out.append('"');
  }

  private void control(char c) {
    switch (c) {
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> unicodeEscape(c);
    }
  }

  private void unicodeEscape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((c >> shift) & 0xF, 16));
    }
  }

  /**
   * The reference reads a body into JavaScript numbers before it hashes or verifies it, so 1.0 and
   * 1 are one text there, and 1e3 is 1000; a signature or a duplicate hash made over another text
   * would not fit. A number that a JavaScript number cannot hold is written exactly instead: no
   * JSON.stringify ever produced it, and rounding would make two different bodies look the same.
   */
  private void number(BigDecimal exact) {
    if (exact.signum() == 0) {
      out.append('0');
      return;
    }
    BigDecimal shortest = shortestDouble(exact.doubleValue());
    if (shortest == null || shortest.compareTo(exact) != 0) {
      out.append(exact.stripTrailingZeros());
      return;
    }
    if (shortest.signum() < 0) {
      out.append('-');
    }
    digits(shortest.unscaledValue().abs().toString(), shortest.scale());
  }

  /** The decimal with the fewest digits that reads back as this double; null for none. */
  private static BigDecimal shortestDouble(double value) {
    if (Double.isInfinite(value) || value == 0) {
      return null;
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    // Double.toString never gives fewer than two digits, JavaScript does (5e-324).
    if (decimal.precision() == 2) {
      BigDecimal oneDigit = decimal.round(new MathContext(1));
      return oneDigit.doubleValue() == value ? oneDigit : decimal;
    }
    return decimal;
  }

  /** The layout rules of ECMAScript's Number::toString for radix 10. */
  private void digits(String digits, int scale) {
    int point = digits.length() - scale; // where the decimal point stands, counted from the left
    if (scale <= 0 && point <= 21) {
      out.append(digits).repeat('0', -scale);
    } else if (point > 0 && point <= 21) {
      out.append(digits, 0, point).append('.').append(digits, point, digits.length());
    } else if (point > -6 && point <= 0) {
      out.append("0.").repeat('0', -point).append(digits);
    } else {
      out.append(digits.charAt(0));
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      out.append(point > 0 ? "e+" : "e-").append(Math.abs(point - 1));
    }
  }
}
