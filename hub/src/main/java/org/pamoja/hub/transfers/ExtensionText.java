package org.pamoja.hub.transfers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Extension lists as the ledger keeps them: the JSON text of the API's ExtensionList, {@code
 * {"extension":[{"key":…,"value":…}]}}, or nothing for an empty list. Threads may share it.
 */
public final class ExtensionText {
  private ExtensionText() {}

  /** The text to be kept. */
  public static Optional<String> write(List<Extension> extensions) {
    if (extensions.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = list.putArray("extension");
    for (Extension extension : extensions) {
      entries.addObject().put("key", extension.key()).put("value", extension.value());
    }
    return Optional.of(new String(Json.canonical(list), StandardCharsets.UTF_8));
  }

  /**
   * The extensions of a kept text.
   *
   * @throws IllegalStateException if the text is not one that {@link #write} makes
   */
  public static List<Extension> read(Optional<String> text) {
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      JsonNode list = Json.parse(text.get().getBytes(StandardCharsets.UTF_8));
      List<Extension> extensions = new ArrayList<>();
      for (JsonNode entry : list.required("extension")) {
        extensions.add(
            new Extension(entry.required("key").asString(), entry.required("value").asString()));
      }
      return List.copyOf(extensions);
    } catch (MalformedJsonException | RuntimeException broken) {
      throw new IllegalStateException("not a stored extension list: " + text.get(), broken);
    }
  }
}
