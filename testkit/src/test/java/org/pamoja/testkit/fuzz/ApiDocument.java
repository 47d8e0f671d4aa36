package org.pamoja.testkit.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** An OpenAPI 3 document, read for its operations and the schemas of their bodies. */
final class ApiDocument {
  private static final Path SPECS = Path.of("..", "fspiop", "src", "test", "resources", "specs");
  private static final String ADMIN = "/org/pamoja/hub/openapi.yaml";
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final JsonNode root;

  private ApiDocument(JsonNode root) {
    this.root = root;
  }

  /**
   * One operation.
   *
   * @param document where its references lead
   * @param method in capitals
   * @param path template with names in braces
   * @param body schema, missing for operations without a body
   * @param queries names of its query parameters
   */
  record Operation(
      ApiDocument document, String method, String path, JsonNode body, List<String> queries) {}

  /** A document of the reference's services, beside the tests of the fspiop module. */
  static ApiDocument ofService(String name) {
    try {
      String text = Files.readString(SPECS.resolve(name + ".openapi3.yaml"));
      return new ApiDocument(new YAMLMapper().readTree(text));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The hub's own description of its admin API. */
  static ApiDocument ofAdmin() {
    try (InputStream file = ApiDocument.class.getResourceAsStream(ADMIN)) {
      return new ApiDocument(new YAMLMapper().readTree(Objects.requireNonNull(file, ADMIN)));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** All operations in the document's order. */
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.required("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(operation(path.getKey(), method.getKey(), method.getValue()));
        }
      }
    }
    return operations;
  }

  private Operation operation(String path, String method, JsonNode operation) {
    JsonNode body = resolved(operation.path("requestBody"));
    JsonNode schema =
        body.path("content").valueStream().findFirst().map(c -> c.path("schema")).orElse(body);
    List<String> queries =
        operation
            .path("parameters")
            .valueStream()
            .map(this::resolved)
            .filter(parameter -> parameter.path("in").asString("").equals("query"))
            .map(parameter -> parameter.get("name").asString())
            .toList();
    return new Operation(this, method.toUpperCase(Locale.ROOT), path, schema, queries);
  }

  /** The schema itself: references followed, the first of several alternatives or parts taken. */
  JsonNode resolved(JsonNode schema) {
    if (schema.has("$ref")) {
      return resolved(root.requiredAt(schema.get("$ref").asString().substring(1)));
    }
    for (String choice : List.of("allOf", "oneOf", "anyOf")) {
      if (schema.has(choice)) {
        return resolved(schema.get(choice).get(0));
      }
    }
    return schema;
  }
}
