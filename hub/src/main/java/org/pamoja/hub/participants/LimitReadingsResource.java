package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.optional;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.CommonFields;
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

/** The operations that read limits (ledger-admin §4.2). Threads may share it. */
public final class LimitReadingsResource implements AdminResource {
  private static final RequestRule QUERY =
      RequestRule.ofQuery(
          optional("currency", CommonFields.CURRENCY), optional("type", TextRule.text()));

  private final Jdbi jdbi;
  private final ParticipantStore store;
  private final ParticipantAccounts accounts;

  LimitReadingsResource(ParticipantParts parts) {
    this.jdbi = parts.jdbi();
    this.store = parts.store();
    this.accounts = parts.accounts();
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/participants/limits", Permission.ADMIN_READ, this::ofAll),
        new AdminRoute("GET", "/participants/{name}/limits", Permission.ADMIN_READ, this::ofOne));
  }

  /** Limits of active accounts of active participants. */
  private Reply ofAll(AdminRequest request) {
    ObjectNode query = QUERY.check(request).query();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    jdbi.useHandle(
        handle -> {
          Map<Long, BigDecimal> alarms = AlarmPercentages.all(handle);
          Map<Integer, List<ParticipantAccount>> byOwner =
              accounts.all(handle).stream()
                  .filter(account -> account.active() && matches(account, query))
                  .collect(Collectors.groupingBy(ParticipantAccount::participant));
          for (RegisteredParticipant participant : store.all(handle)) {
            if (participant.active()) {
              byOwner
                  .getOrDefault(participant.id(), List.of())
                  .forEach(
                      account -> list.add(view(account, alarms).put("name", participant.name())));
            }
          }
        });
    return AdminReplies.of(200, list);
  }

  private Reply ofOne(AdminRequest request) {
    ObjectNode query = QUERY.check(request).query();
    ArrayNode list = jdbi.withHandle(handle -> limits(handle, request.parameter("name"), query));
    return AdminReplies.of(200, list);
  }

  private ArrayNode limits(Handle handle, String name, ObjectNode query) {
    List<ParticipantAccount> own = accounts.of(handle, store.require(handle, name).id());
    JsonNode currency = query.get("currency");
    if (currency != null) {
      LimitView.position(own, currency.stringValue());
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Map<Long, BigDecimal> alarms = AlarmPercentages.all(handle);
    own.stream()
        .filter(account -> matches(account, query))
        .forEach(account -> list.add(view(account, alarms)));
    return list;
  }

  private static boolean matches(ParticipantAccount account, ObjectNode query) {
    JsonNode currency = query.get("currency");
    JsonNode type = query.get("type");
    return account.netDebitCap().isPresent()
        && (currency == null || currency.stringValue().equals(account.currency()))
        && (type == null || type.stringValue().equals(LimitView.TYPE));
  }

  private static ObjectNode view(ParticipantAccount account, Map<Long, BigDecimal> alarms) {
    return LimitView.withCurrency(
        account.currency(),
        account.netDebitCap().orElseThrow(),
        account.netDebitCapPercent(),
        alarms.getOrDefault(account.id(), AlarmPercentages.DEFAULT));
  }
}
