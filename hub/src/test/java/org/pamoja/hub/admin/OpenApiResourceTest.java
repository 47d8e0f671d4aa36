package org.pamoja.hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The served description against the routes that are registered. */
class OpenApiResourceTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private static TestAdmin admin;
  private static JsonNode document;

  @BeforeAll
  static void read() {
    admin = new TestAdmin();
    AdminRoute route = new OpenApiResource().routes().getFirst();
    AdminRequest request =
        new AdminRequest(
            "GET",
            "/openapi.yaml",
            Map.of(),
            Map.of(),
            Headers.empty(),
            Optional.empty(),
            Principal.ANONYMOUS);
    document = new YAMLMapper().readTree(route.handler().handle(request).body());
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @Test
  void shouldDescribeEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (String key : path.getValue().propertyNames()) {
        if (METHODS.contains(key)) {
          for (String base : bases(path.getValue())) {
            described.add(key.toUpperCase(java.util.Locale.ROOT) + " " + base + path.getKey());
          }
        }
      }
    }
    Set<String> served =
        admin.routes().stream()
            .map(route -> route.method() + " " + route.template())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).isEqualTo(served);
  }

  /** What the path may have before it, where the document says so. */
  private static List<String> bases(JsonNode path) {
    return path.has("servers")
        ? path.get("servers")
            .valueStream()
            .map(server -> server.get("url").stringValue().replaceFirst("/$", ""))
            .toList()
        : List.of("");
  }

  @Test
  void shouldGiveASchemaForEveryBody() {
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (String method : List.of("post", "put")) {
        JsonNode operation = path.getValue().path(method);
        if (!operation.isMissingNode()) {
          String reference =
              operation.at("/requestBody/content/application~1json/schema/$ref").asString("none");
          assertThat(reference)
              .as(method + " " + path.getKey())
              .startsWith("#/components/schemas/");
        }
      }
    }
  }

  @Test
  void shouldOnlyReferToWhatIsThere() {
    List<String> dangling = new ArrayList<>();
    for (JsonNode reference : document.findValues("$ref")) {
      if (document.at(reference.stringValue().substring(1)).isMissingNode()) {
        dangling.add(reference.stringValue());
      }
    }
    assertThat(dangling).isEmpty();
  }
}
