package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.JsonNode;

/** Reads fields of a checked body, with the same coercion as the check had. */
final class BodyReader {
  private BodyReader() {}

  /** A required text. */
  static String text(JsonNode object, String name) {
    return ScalarText.of(object.required(name));
  }

  /** An optional text; null counts as absent. */
  static Optional<String> optionalText(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(ScalarText.of(value));
  }

  /** A required DateTime. */
  static Instant time(JsonNode object, String name) {
    return FspiopTime.parse(text(object, name));
  }

  /** An optional DateTime. */
  static Optional<Instant> optionalTime(JsonNode object, String name) {
    return optionalText(object, name).map(FspiopTime::parse);
  }

  /** An optional object with a currency and an amount. */
  static Optional<Money> optionalMoney(JsonNode object, String name) {
    return Optional.ofNullable(object.get(name)).map(Money::from);
  }

  /** The extension list, or an empty list where there is none. */
  static List<Extension> extensions(JsonNode object) {
    JsonNode list = object.get("extensionList");
    if (list == null) {
      return List.of();
    }
    List<Extension> extensions = new ArrayList<>();
    for (JsonNode item : list.required("extension")) {
      extensions.add(new Extension(text(item, "key"), text(item, "value")));
    }
    return List.copyOf(extensions);
  }
}
