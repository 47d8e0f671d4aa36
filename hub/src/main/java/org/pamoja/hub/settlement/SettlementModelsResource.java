package org.pamoja.hub.settlement;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /settlementModels} (ledger-admin §6.2). A model that comes after its participants gives
 * them the accounts they lack. Threads may share it.
 */
public final class SettlementModelsResource implements AdminResource {
  private static final RequestRule CREATE =
      RequestRule.ofBody(
          required("name", TextRule.text(2, 30).alphanumeric()),
          required("settlementGranularity", TextRule.oneOf("GROSS", "NET")),
          required("settlementInterchange", TextRule.oneOf("BILATERAL", "MULTILATERAL")),
          required("settlementDelay", TextRule.oneOf("DEFERRED", "IMMEDIATE")),
          optional("currency", CommonFields.CURRENCY),
          required("requireLiquidityCheck", FlagRule.flag()),
          required("ledgerAccountType", TextRule.text()),
          required("autoPositionReset", FlagRule.flag()),
          required(
              "settlementAccountType", TextRule.oneOf("SETTLEMENT", "INTERCHANGE_FEE_SETTLEMENT")));
  private static final RequestRule UPDATE =
      RequestRule.ofBody(required("isActive", FlagRule.flag()));

  private final SettlementParts parts;
  private final ModelChanges changes;

  SettlementModelsResource(SettlementParts parts, ModelChanges changes) {
    this.parts = parts;
    this.changes = changes;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/settlementModels", Permission.ADMIN_READ, this::list),
        new AdminRoute("POST", "/settlementModels", Permission.ADMIN_SETTLEMENT, this::create),
        new AdminRoute("GET", "/settlementModels/{name}", Permission.ADMIN_READ, this::get),
        new AdminRoute(
            "PUT", "/settlementModels/{name}", Permission.ADMIN_SETTLEMENT, this::update));
  }

  private Reply list(AdminRequest request) {
    return AdminReplies.list(
        parts.jdbi().withHandle(parts.store()::activeModels), SettlementModelsResource::view);
  }

  private Reply get(AdminRequest request) {
    SettlementModel model =
        parts
            .jdbi()
            .withHandle(handle -> parts.store().model(handle, request.parameter("name")))
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.ID_NOT_FOUND, "The requested resource could not be found"));
    return AdminReplies.of(200, view(model));
  }

  private Reply create(AdminRequest request) {
    ObjectNode body = CREATE.check(request).body();
    String name = body.get("name").stringValue();
    SettlementModel.Terms terms = terms(body);
    if (!terms.isSupported()) {
      throw new FspiopException(
          ErrorCode.GENERIC_CLIENT_ERROR,
          "Invalid settlement model definition - delay-granularity-interchange combination is not supported");
    }
    String by = request.principal().name();
    changes.run(
        handle -> {
          requireAccountTypes(handle, terms);
          if (parts.store().model(handle, name).isPresent()) {
            throw SettlementStore.nameTaken();
          }
          parts.store().addModel(handle, name, terms, parts.clock().instant(), by);
          return name;
        });
    // After the commit: an entry must not tell of a model that was then refused. The row itself
    // names its maker.
    parts
        .audit()
        .record(
            request.principal(),
            "settlementModel.create",
            name,
            Map.of(
                "currency",
                terms.currency().orElse(""),
                "ledgerAccountType",
                terms.ledgerAccountType()));
    return Reply.empty(201);
  }

  private Reply update(AdminRequest request) {
    boolean active = UPDATE.check(request).body().get("isActive").booleanValue();
    String name = request.parameter("name");
    SettlementModel model =
        changes.run(
            handle ->
                parts
                    .store()
                    .setActive(
                        handle, name, active, parts.clock().instant(), request.principal().name())
                    .orElseThrow(
                        () ->
                            new FspiopException(
                                ErrorCode.INTERNAL_SERVER_ERROR,
                                "Settlement Model does not exist")));
    parts
        .audit()
        .record(
            request.principal(),
            "settlementModel.update",
            model.name(),
            Map.of("isActive", Boolean.toString(active)));
    return AdminReplies.of(200, view(model));
  }

  private void requireAccountTypes(Handle handle, SettlementModel.Terms terms) {
    if (!parts.store().hasAccountType(handle, terms.ledgerAccountType())) {
      throw new FspiopException(
          ErrorCode.ADD_PARTY_INFORMATION_ERROR, "Ledger account type was not found");
    }
  }

  private static SettlementModel.Terms terms(ObjectNode body) {
    return new SettlementModel.Terms(
        body.get("settlementGranularity").stringValue(),
        body.get("settlementInterchange").stringValue(),
        body.get("settlementDelay").stringValue(),
        Optional.ofNullable(body.get("currency")).map(currency -> currency.stringValue()),
        body.get("requireLiquidityCheck").booleanValue(),
        body.get("ledgerAccountType").stringValue(),
        body.get("settlementAccountType").stringValue(),
        body.get("autoPositionReset").booleanValue());
  }

  /** The reference's shape: the account type's name stands in a member called an id. */
  private static ObjectNode view(SettlementModel model) {
    SettlementModel.Terms terms = model.terms();
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("settlementModelId", model.id())
        .put("name", model.name())
        .put("isActive", model.active())
        .put("settlementGranularity", terms.granularity())
        .put("settlementInterchange", terms.interchange())
        .put("settlementDelay", terms.delay())
        .put("currency", terms.currency().orElse(null))
        .put("requireLiquidityCheck", terms.requireLiquidityCheck())
        .put("ledgerAccountTypeId", terms.ledgerAccountType())
        .put("autoPositionReset", terms.autoPositionReset());
    return view;
  }
}
