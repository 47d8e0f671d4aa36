package org.pamoja.fspiop.error;

import java.util.List;
import java.util.Objects;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an error body says, in synchronous answers and in {@code PUT …/error} alike (FSPIOP API
 * definition, complex type ErrorInformation).
 *
 * @param errorCode four digits; text, because a participant may send a code we do not know
 * @param errorDescription up to 128 characters; longer texts are cut
 * @param extensions possibly empty; then {@code extensionList} is left out of the body
 */
public record ErrorInformation(
    String errorCode, String errorDescription, List<Extension> extensions) {
  private static final int MAX_DESCRIPTION = 128;

  /** Cuts the description and copies the list. */
  public ErrorInformation {
    Objects.requireNonNull(errorCode, "errorCode");
    errorDescription =
        Extension.cut(
            Objects.requireNonNull(errorDescription, "errorDescription"), MAX_DESCRIPTION);
    extensions = List.copyOf(extensions);
  }

  /** The code with nothing but its fixed message. */
  public static ErrorInformation of(ErrorCode code) {
    return new ErrorInformation(code.code(), code.message(), List.of());
  }

  /**
   * The code with its fixed message and, where there is a detail, {@code " - "} and the detail; cut
   * to 128 characters.
   */
  public static ErrorInformation of(ErrorCode code, String detail) {
    return of(code, detail, List.of());
  }

  /** As {@link #of(ErrorCode, String)}, with extensions. */
  public static ErrorInformation of(ErrorCode code, String detail, List<Extension> extensions) {
    boolean hasDetail = detail != null && !detail.isEmpty();
    String description = hasDetail ? code.message() + " - " + detail : code.message();
    return new ErrorInformation(code.code(), description, extensions);
  }

  /** The whole body, {@code {"errorInformation":{…}}}: UTF-8, sorted keys, no blanks. */
  public byte[] toBytes() {
    return Json.canonical(toJson());
  }

  /** The whole body as a tree, for callers that add to it or sign it. */
  public ObjectNode toJson() {
    ObjectNode information = JsonNodeFactory.instance.objectNode();
    information.put("errorCode", errorCode).put("errorDescription", errorDescription);
    if (!extensions.isEmpty()) {
      ArrayNode list = information.putObject("extensionList").putArray("extension");
      extensions.forEach(e -> list.addObject().put("key", e.key()).put("value", e.value()));
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("errorInformation", information);
    return body;
  }
}
