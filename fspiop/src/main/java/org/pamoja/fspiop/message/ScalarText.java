package org.pamoja.fspiop.message;

import java.nio.charset.StandardCharsets;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * The text of a scalar where the API wants a text: senders write {@code "amount": 10} and {@code
 * "errorCode": 5100}, and the reference takes them (AJV's coerceTypes).
 */
final class ScalarText {
  private ScalarText() {}

  /** A text itself; a number as JavaScript writes it; true or false; null as the empty text. */
  static String of(JsonNode scalar) {
    return switch (scalar.getNodeType()) {
      case STRING -> scalar.stringValue();
      case NUMBER -> new String(Json.inReceivedOrder(scalar), StandardCharsets.UTF_8);
      case BOOLEAN -> String.valueOf(scalar.booleanValue());
      case NULL -> "";
      case OBJECT, ARRAY, MISSING, BINARY, POJO ->
          throw new IllegalArgumentException("not a JSON scalar: " + scalar.getNodeType());
    };
  }
}
