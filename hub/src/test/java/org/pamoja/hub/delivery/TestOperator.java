package org.pamoja.hub.delivery;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.desk.DeliveriesResource;
import org.pamoja.hub.desk.DeskParts;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.JsonNode;

/** An operator at the desk of one node: calls its routes and keeps what was audited. */
final class TestOperator {
  /** What was recorded, as {@code principal action target details}. */
  final List<String> audited = new CopyOnWriteArrayList<>();

  private final DeliveriesResource desk;

  /**
   * @param background runs what the desk does after its answer
   */
  TestOperator(DeliveryNode node, Jdbi jdbi, Executor background) {
    this.desk =
        new DeliveriesResource(
            jdbi,
            new DeskParts(
                node.delivery,
                node.parts.store(),
                node.parts.events(),
                node.parts.renderer(),
                new StillWanted(node.parts.reservations(), node.parts.clock()),
                new Directory(),
                (who, action, target, details) ->
                    audited.add(who.name() + " " + action + " " + target + " " + details),
                node.parts.clock(),
                background));
  }

  /** What a call was answered, an error as its code and description. */
  record Answer(int status, JsonNode json) {
    String text(String field) {
      return json.path(field).asString("");
    }

    String error() {
      JsonNode error = json.path("errorInformation");
      return error.path("errorCode").asString("")
          + " "
          + error.path("errorDescription").asString("");
    }
  }

  Answer get(String pathAndQuery) {
    return call("GET", pathAndQuery, "");
  }

  /** A call with a body; single quotes stand for double ones. */
  Answer post(String path, String body) {
    return call("POST", path, body);
  }

  private Answer call(String method, String pathAndQuery, String body) {
    String[] target = pathAndQuery.split("\\?", 2);
    String[] segments = target[0].split("/");
    boolean single = segments.length > 2 && segments[2].matches("[0-9].*|x.*");
    String template = single ? target[0].replace("/" + segments[2], "/{id}") : target[0];
    AdminRoute route =
        desk.routes().stream()
            .filter(r -> r.method().equals(method) && r.template().equals(template))
            .findFirst()
            .orElseThrow();
    Map<String, String> query = new HashMap<>();
    for (String pair : target.length == 2 ? target[1].split("&") : new String[0]) {
      query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    AdminRequest request =
        new AdminRequest(
            method,
            target[0],
            single ? Map.of("id", segments[2]) : Map.of(),
            query,
            Headers.empty(),
            body.isEmpty() ? Optional.empty() : Optional.of(json(body.replace('\'', '"'))),
            new Principal("alice", Principal.Kind.OPERATOR));
    try {
      Reply reply = route.handler().handle(request);
      return new Answer(reply.status(), json(new String(reply.body(), StandardCharsets.UTF_8)));
    } catch (FspiopException refused) {
      return new Answer(refused.httpStatus(), refused.information().toJson());
    }
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException broken) {
      throw new IllegalArgumentException(text, broken);
    }
  }

  /** Everybody is a participant with one endpoint. */
  private static final class Directory implements ParticipantDirectory {
    @Override
    public CompletionStage<Optional<Participant>> find(String name) {
      return CompletableFuture.completedFuture(findBlocking(name));
    }

    @Override
    public CompletionStage<Optional<Participant>> confirmed(String name) {
      return find(name);
    }

    @Override
    public Optional<Participant> findBlocking(String name) {
      return Optional.of(
          new Participant(
              1, name, true, false, List.of(), Map.of("TYPE", "http://" + name + "/{{ID}}")));
    }

    @Override
    public List<Participant> known() {
      return List.of();
    }
  }
}
