package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.required;

import java.util.List;
import java.util.Map;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /participants/{name}/endpoints} (ledger-admin §3). Threads may share it. */
public final class EndpointsResource implements AdminResource {
  private static final String PATH = "/participants/{name}/endpoints";
  private static final RequestRule SET =
      RequestRule.ofBody(required("type", TextRule.text()), required("value", TextRule.text()));

  private final ParticipantParts parts;

  EndpointsResource(ParticipantParts parts) {
    this.parts = parts;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", PATH, Permission.ADMIN_READ, this::get),
        new AdminRoute("POST", PATH, Permission.ADMIN_PARTICIPANTS, this::set));
  }

  /** With a type one object, empty when there is none; without, a list. */
  private Reply get(AdminRequest request) {
    String type = request.query().getOrDefault("type", "");
    Map<String, String> endpoints =
        parts
            .jdbi()
            .withHandle(
                handle ->
                    parts
                        .store()
                        .endpoints(
                            handle, parts.store().require(handle, request.parameter("name")).id()));
    return AdminReplies.of(200, type.isEmpty() ? list(endpoints) : one(type, endpoints));
  }

  private Reply set(AdminRequest request) {
    ObjectNode body = SET.check(request).body();
    String type = body.get("type").stringValue();
    String value = body.get("value").stringValue();
    String name = request.parameter("name");
    String by = request.principal().name();
    checkAddress(type, value);
    parts
        .changes()
        .run(
            handle -> {
              RegisteredParticipant participant = parts.store().require(handle, name);
              if (!EndpointTypes.isKnown(type)) {
                throw new FspiopException(
                    ErrorCode.INTERNAL_SERVER_ERROR, "Endpoint type is not known");
              }
              parts
                  .store()
                  .putEndpoint(handle, participant.id(), type, value, parts.clock().instant(), by);
              return participant;
            });
    parts
        .audit()
        .record(
            request.principal(),
            "participant.endpoint",
            name,
            Map.of("type", type, "value", value));
    return Reply.empty(201);
  }

  /**
   * What the hub is going to call must be something it may call, with placeholders it can fill;
   * e-mail addresses and unused types pass here.
   */
  private void checkAddress(String type, String value) {
    if (type.startsWith("FSPIOP_CALLBACK_URL") || type.startsWith("TP_CB_URL")) {
      parts
          .addresses()
          .refusal(value)
          .or(() -> EndpointTypes.faultyPath(value))
          .ifPresent(
              reason -> {
                throw new FspiopException(
                    ErrorCode.MALFORMED_SYNTAX, "\"value\" cannot be called: " + reason);
              });
    }
  }

  private static JsonNode list(Map<String, String> endpoints) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    endpoints.forEach((type, value) -> list.addObject().put("type", type).put("value", value));
    return list;
  }

  private static JsonNode one(String type, Map<String, String> endpoints) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    if (endpoints.containsKey(type)) {
      one.put("type", type).put("value", endpoints.get(type));
    }
    return one;
  }
}
