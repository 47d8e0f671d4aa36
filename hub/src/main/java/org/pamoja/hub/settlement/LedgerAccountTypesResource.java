package org.pamoja.hub.settlement;

import static org.pamoja.hub.admin.ObjectRule.required;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.admin.FlagRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /ledgerAccountTypes} (ledger-admin §6.1). Threads may share it. */
public final class LedgerAccountTypesResource implements AdminResource {
  private static final RequestRule CREATE =
      RequestRule.ofBody(
          required("name", TextRule.text(2, 30).matching(Pattern.compile("\\w+"), "^\\w+$")),
          required("description", TextRule.text()),
          required("isActive", FlagRule.flag()),
          required("isSettleable", FlagRule.flag()));

  private final SettlementParts parts;

  LedgerAccountTypesResource(SettlementParts parts) {
    this.parts = parts;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/ledgerAccountTypes", Permission.ADMIN_READ, this::list),
        new AdminRoute("POST", "/ledgerAccountTypes", Permission.ADMIN_SETTLEMENT, this::create));
  }

  private Reply list(AdminRequest request) {
    return AdminReplies.list(
        parts.jdbi().withHandle(parts.store()::accountTypes), LedgerAccountTypesResource::view);
  }

  private Reply create(AdminRequest request) {
    ObjectNode body = CREATE.check(request).body();
    String name = body.get("name").stringValue();
    boolean added =
        parts
            .jdbi()
            .inTransaction(
                handle ->
                    parts
                        .store()
                        .addAccountType(
                            handle,
                            name,
                            body.get("description").stringValue(),
                            body.get("isActive").booleanValue(),
                            body.get("isSettleable").booleanValue(),
                            parts.clock().instant(),
                            request.principal().name()));
    if (!added) {
      throw new FspiopException(
          ErrorCode.GENERIC_CLIENT_ERROR, "This Ledger Account Type already exists");
    }
    parts.audit().record(request.principal(), "ledgerAccountType.create", name, Map.of());
    return Reply.empty(201);
  }

  private static ObjectNode view(LedgerAccountType type) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("ledgerAccountTypeId", type.id())
        .put("name", type.name())
        .put("description", type.description())
        .put("isActive", type.active() ? 1 : 0)
        .put("createdDate", AdminTime.text(type.created()))
        .put("isSettleable", type.settleable() ? 1 : 0);
    return view;
  }
}
