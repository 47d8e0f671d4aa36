package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.FlagRule;
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

/**
 * {@code /participants} (ledger-admin §2). Changes are recorded in the audit log right after they
 * are durable and before the answer; their rows name who made them in the same transaction. Threads
 * may share it.
 */
public final class ParticipantsResource implements AdminResource {
  private static final RequestRule CREATE =
      RequestRule.ofBody(
          required("name", TextRule.text(2, 30)),
          required("currency", CommonFields.CURRENCY),
          optional("isProxy", FlagRule.lenientFlag()));
  private static final RequestRule UPDATE =
      RequestRule.ofBody(required("isActive", FlagRule.flag()));

  private final ParticipantParts parts;

  ParticipantsResource(ParticipantParts parts) {
    this.parts = parts;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/participants", Permission.ADMIN_READ, this::list),
        new AdminRoute("POST", "/participants", Permission.ADMIN_PARTICIPANTS, this::create),
        new AdminRoute("GET", "/participants/{name}", Permission.ADMIN_READ, this::get),
        new AdminRoute("PUT", "/participants/{name}", Permission.ADMIN_PARTICIPANTS, this::update));
  }

  /**
   * Any value of {@code isProxy}, even false, keeps only proxies: a quirk of the reference that
   * clients know.
   */
  private Reply list(AdminRequest request) {
    boolean proxiesOnly = !request.query().getOrDefault("isProxy", "").isEmpty();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    parts
        .jdbi()
        .useHandle(
            handle -> {
              Map<Integer, List<ParticipantAccount>> byOwner =
                  parts.accounts().all(handle).stream()
                      .collect(Collectors.groupingBy(ParticipantAccount::participant));
              for (RegisteredParticipant participant : parts.store().all(handle)) {
                if (participant.proxy() || !proxiesOnly) {
                  list.add(
                      parts
                          .view()
                          .of(participant, byOwner.getOrDefault(participant.id(), List.of())));
                }
              }
            });
    return AdminReplies.of(200, list);
  }

  private Reply get(AdminRequest request) {
    ObjectNode body = parts.jdbi().withHandle(handle -> shown(handle, request.parameter("name")));
    return AdminReplies.of(200, body);
  }

  private Reply create(AdminRequest request) {
    ObjectNode body = CREATE.check(request).body();
    String name = body.get("name").stringValue();
    String currency = body.get("currency").stringValue();
    JsonNode proxy = body.get("isProxy");
    boolean isProxy = proxy != null && proxy.booleanValue();
    ObjectNode created =
        parts
            .changes()
            .run(
                handle -> {
                  RegisteredParticipant participant =
                      parts
                          .registration()
                          .register(handle, name, currency, isProxy, request.principal());
                  return parts
                      .view()
                      .of(participant, parts.accounts().of(handle, participant.id()));
                });
    parts
        .audit()
        .record(
            request.principal(),
            "participant.create",
            name,
            Map.of("currency", currency, "isProxy", Boolean.toString(isProxy)));
    return AdminReplies.of(201, created);
  }

  private Reply update(AdminRequest request) {
    boolean active = UPDATE.check(request).body().get("isActive").booleanValue();
    String name = request.parameter("name");
    ObjectNode updated =
        parts
            .changes()
            .run(
                handle -> {
                  RegisteredParticipant participant = parts.store().require(handle, name);
                  parts
                      .store()
                      .setActive(
                          handle,
                          participant.id(),
                          active,
                          parts.clock().instant(),
                          request.principal().name());
                  // The same flag on the account rows is what transfers are judged by.
                  parts.accounts().setParticipantActive(handle, participant.id(), active);
                  return shown(handle, name);
                });
    parts
        .audit()
        .record(
            request.principal(),
            "participant.update",
            name,
            Map.of("isActive", Boolean.toString(active)));
    return AdminReplies.of(200, updated);
  }

  private ObjectNode shown(Handle handle, String name) {
    RegisteredParticipant participant =
        parts
            .store()
            .find(handle, name)
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.ID_NOT_FOUND, "The requested resource could not be found"));
    return parts.view().of(participant, parts.accounts().of(handle, participant.id()));
  }
}
