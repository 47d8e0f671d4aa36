package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.optional;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.ledger.account.AccountTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /participants/{name}/positions} (ledger-admin §4.3). Threads may share it. */
public final class PositionsResource implements AdminResource {
  private static final RequestRule GET =
      RequestRule.ofQuery(optional("currency", CommonFields.CURRENCY));

  private final Jdbi jdbi;
  private final ParticipantStore store;
  private final ParticipantAccounts accounts;

  PositionsResource(ParticipantParts parts) {
    this.jdbi = parts.jdbi();
    this.store = parts.store();
    this.accounts = parts.accounts();
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/participants/{name}/positions", Permission.ADMIN_READ, this::get));
  }

  /** With a currency one object, empty when there is no position; without, a list. */
  private Reply get(AdminRequest request) {
    JsonNode currency = GET.check(request).query().get("currency");
    List<ParticipantAccount> positions =
        jdbi.withHandle(handle -> positions(handle, request.parameter("name")));
    if (currency == null) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      positions.forEach(position -> list.add(view(position)));
      return AdminReplies.of(200, list);
    }
    ObjectNode one =
        positions.stream()
            .filter(position -> position.currency().equals(currency.stringValue()))
            .findFirst()
            .map(PositionsResource::view)
            .orElseGet(JsonNodeFactory.instance::objectNode);
    return AdminReplies.of(200, one);
  }

  private List<ParticipantAccount> positions(Handle handle, String name) {
    RegisteredParticipant participant = store.require(handle, name);
    if (!participant.active()) {
      return List.of();
    }
    return accounts.of(handle, participant.id()).stream()
        .filter(account -> account.type().equals(AccountTypes.POSITION))
        .filter(account -> account.active() && account.initialised())
        .toList();
  }

  private static ObjectNode view(ParticipantAccount position) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("currency", position.currency())
        .put("changedDate", AdminTime.text(position.changed()));
    view.set("value", AdminAmounts.number(position.value()));
    return view;
  }
}
