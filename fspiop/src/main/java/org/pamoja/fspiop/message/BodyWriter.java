package org.pamoja.fspiop.message;

import java.util.List;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parts that several hub-made bodies have in common. */
final class BodyWriter {
  private BodyWriter() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Adds an {@code extensionList}, which the API does not allow to be empty. */
  static void putExtensions(ObjectNode body, List<Extension> extensions) {
    if (!extensions.isEmpty()) {
      ArrayNode list = body.putObject("extensionList").putArray("extension");
      for (Extension extension : extensions) {
        list.addObject().put("key", extension.key()).put("value", extension.value());
      }
    }
  }

  static ObjectNode partyIdInfo(PartyKey party) {
    ObjectNode info = object();
    info.put("partyIdType", party.type()).put("partyIdentifier", party.id());
    party.subId().ifPresent(subId -> info.put("partySubIdOrType", subId));
    return info;
  }
}
