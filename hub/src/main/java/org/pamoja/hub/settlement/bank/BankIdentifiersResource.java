package org.pamoja.hub.settlement.bank;

import static org.pamoja.hub.admin.ObjectRule.required;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /participants/{name}/bank-identifier}: what the settlement bank calls a participant, a BIC
 * or a number of the bank's own. It goes into the bank's files. Threads may share it.
 */
final class BankIdentifiersResource implements AdminResource {
  private static final String PATH = "/participants/{name}/bank-identifier";

  /** As long as ISO 20022 lets an identification be. */
  private static final RequestRule PUT =
      RequestRule.ofBody(required("identifier", TextRule.text(1, 35)));

  private final Jdbi jdbi;
  private final AuditLog audit;
  private final InstantSource clock;

  BankIdentifiersResource(Jdbi jdbi, AuditLog audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", PATH, Permission.ADMIN_READ, this::get),
        // It decides whom the bank pays.
        new AdminRoute(
            "PUT",
            PATH,
            Set.of(Permission.ADMIN_PARTICIPANTS, Permission.ADMIN_FUNDS),
            false,
            this::put));
  }

  private Reply get(AdminRequest request) {
    String name = request.parameter("name");
    String identifier =
        jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT identifier FROM bank_identifier WHERE participant_id = :id")
                        .bind("id", participant(handle, name))
                        .mapTo(String.class)
                        .findOne())
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.ID_NOT_FOUND, "participant has no bank identifier"));
    return Reply.json(200, Json.canonical(view(name, identifier)));
  }

  private Reply put(AdminRequest request) {
    String name = request.parameter("name");
    String identifier =
        PUT.check(request.pathParameters(), request.query(), request.json())
            .body()
            .get("identifier")
            .stringValue();
    jdbi.useTransaction(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO bank_identifier (participant_id, identifier, changed_at, changed_by)
                    VALUES (:id, :identifier, :at, :by)
                    ON CONFLICT (participant_id) DO UPDATE SET identifier = excluded.identifier,
                      changed_at = excluded.changed_at, changed_by = excluded.changed_by
                    """)
                .bind("id", participant(handle, name))
                .bind("identifier", identifier)
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("by", request.principal().name())
                .execute());
    audit.record(
        request.principal(), "participant.bankIdentifier", name, Map.of("identifier", identifier));
    return Reply.json(200, Json.canonical(view(name, identifier)));
  }

  private static int participant(Handle handle, String name) {
    Optional<Integer> id =
        name.indexOf('\0') >= 0
            ? Optional.empty()
            : handle
                .createQuery("SELECT id FROM participant WHERE name_key = :key")
                .bind("key", name.toLowerCase(Locale.ROOT))
                .mapTo(Integer.class)
                .findOne();
    return id.orElseThrow(
        () -> new FspiopException(ErrorCode.ID_NOT_FOUND, "participant not found"));
  }

  private static ObjectNode view(String name, String identifier) {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("identifier", identifier);
  }
}
