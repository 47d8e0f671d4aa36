package org.pamoja.fspiop.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One interface document of the reference (OpenAPI 3 or Swagger 2), with its references. */
final class InterfaceDocument {
  private final JsonNode root;

  private InterfaceDocument(JsonNode root) {
    this.root = root;
  }

  static InterfaceDocument load(String file) {
    try (InputStream in = InterfaceDocument.class.getResourceAsStream("/specs/" + file)) {
      return new InterfaceDocument(new YAMLMapper().readTree(Objects.requireNonNull(in, file)));
    } catch (IOException failed) {
      throw new IllegalStateException(file, failed);
    }
  }

  /** The schema of an operation's body. */
  JsonNode bodySchema(String path, String method) {
    JsonNode operation = root.required("paths").required(path).required(method);
    if (operation.has("requestBody")) {
      JsonNode body = resolved(operation.get("requestBody"));
      return resolved(body.required("content").required("application/json").required("schema"));
    }
    for (JsonNode parameter : operation.required("parameters")) {
      if (parameter.required("in").stringValue().equals("body")) {
        return resolved(parameter.required("schema"));
      }
    }
    throw new IllegalArgumentException("no body: " + method + " " + path);
  }

  /**
   * The schema itself: references followed, and the {@code allOf} that only adds a title undone.
   */
  JsonNode resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolved(root.requiredAt(schema.get("$ref").stringValue().substring(1)));
    }
    if (schema.has("allOf")) {
      return resolved(schema.get("allOf").get(0));
    }
    return schema;
  }
}
