package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.required;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.FlagRule;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /participants/{name}/accounts} (ledger-admin §4.4 to §4.6). Threads may share it. */
public final class AccountsResource implements AdminResource {
  private static final String ACCOUNTS = "/participants/{name}/accounts";
  private static final RequestRule OPEN =
      RequestRule.ofBody(
          required("currency", CommonFields.CURRENCY), required("type", TextRule.text()));
  private static final RequestRule SWITCH =
      RequestRule.ofBody(required("isActive", FlagRule.flag()))
          .withPath(required("id", NumberRule.id()));

  private final ParticipantParts parts;

  AccountsResource(ParticipantParts parts) {
    this.parts = parts;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", ACCOUNTS, Permission.ADMIN_READ, this::list),
        new AdminRoute("POST", ACCOUNTS, Permission.ADMIN_PARTICIPANTS, this::openHubAccount),
        new AdminRoute("PUT", ACCOUNTS + "/{id}", Permission.ADMIN_PARTICIPANTS, this::setActive));
  }

  private Reply list(AdminRequest request) {
    String currency = request.query().getOrDefault("currency", "");
    List<ParticipantAccount> all =
        parts
            .jdbi()
            .withHandle(
                handle ->
                    parts
                        .accounts()
                        .of(handle, parts.store().require(handle, request.parameter("name")).id()));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ParticipantAccount account : all) {
      if (account.initialised() && (currency.isEmpty() || currency.equals(account.currency()))) {
        list.add(view(account));
      }
    }
    return AdminReplies.of(200, list);
  }

  private Reply openHubAccount(AdminRequest request) {
    ObjectNode body = OPEN.check(request).body();
    String currency = body.get("currency").stringValue();
    String type = body.get("type").stringValue();
    String name = request.parameter("name");
    ObjectNode hub =
        parts
            .changes()
            .run(
                handle -> {
                  RegisteredParticipant owner =
                      parts.registration().openHubAccount(handle, name, currency, type);
                  return parts.view().of(owner, parts.accounts().of(handle, owner.id()));
                });
    parts
        .audit()
        .record(
            request.principal(), "account.open", name, Map.of("currency", currency, "type", type));
    return AdminReplies.of(201, hub);
  }

  private Reply setActive(AdminRequest request) {
    RequestRule.Checked checked = SWITCH.check(request);
    long id = checked.path().get("id").decimalValue().longValueExact();
    boolean active = checked.body().get("isActive").booleanValue();
    String name = request.parameter("name");
    ParticipantAccount account =
        parts.jdbi().withHandle(handle -> requirePosition(handle, name, id));
    Outcome outcome =
        parts
            .ledger()
            .decide(new Command.SetAccountActive(account.id(), active), request.principal());
    if (outcome.status() == Outcome.Status.REFUSED) {
      throw failed("Account not found");
    }
    parts.changes().ledgerChanged();
    // The ledger's event of the same transaction names the principal too; this entry follows it.
    parts
        .audit()
        .record(
            request.principal(),
            "account.update",
            name,
            Map.of("account", Long.toString(id), "isActive", Boolean.toString(active)));
    return Reply.empty(200);
  }

  private ParticipantAccount requirePosition(Handle handle, String name, long id) {
    RegisteredParticipant participant = parts.store().require(handle, name);
    Optional<ParticipantAccount> account = parts.accounts().find(handle, id);
    if (account.isEmpty()) {
      throw failed("Account not found");
    }
    if (account.get().participant() != participant.id()) {
      throw failed("Participant/account mismatch");
    }
    if (!account.get().type().equals(AccountTypes.POSITION)) {
      throw failed("Only position account update is permitted");
    }
    return account.get();
  }

  private static FspiopException failed(String detail) {
    return new FspiopException(ErrorCode.INTERNAL_SERVER_ERROR, detail);
  }

  /** Reservations are part of the value already, so reservedValue is always 0 (architecture §4). */
  private static ObjectNode view(ParticipantAccount account) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("id", account.id())
        .put("ledgerAccountType", account.type())
        .put("currency", account.currency())
        .put("isActive", account.active() ? 1 : 0)
        .put("reservedValue", 0)
        .put("changedDate", AdminTime.text(account.changed()));
    view.set("value", AdminAmounts.number(account.value()));
    return view;
  }
}
