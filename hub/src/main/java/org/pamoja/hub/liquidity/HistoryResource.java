package org.pamoja.hub.liquidity;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.PastMoment;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.Permission;
import org.pamoja.ledger.postgres.AccountHistory;
import org.pamoja.ledger.postgres.AccountHistory.Balance;
import org.pamoja.ledger.postgres.AccountHistory.EntrySum;
import org.pamoja.ledger.postgres.AccountHistory.Statement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a participant's accounts held: {@code GET /participants/{name}/balances?asOf=} at a moment,
 * {@code GET /participants/{name}/reconciliation?settlementWindowId=} through a settlement window.
 * Posted entries only. They are exact for every moment up to which all batches are committed, which
 * those of the last seconds may not have been; reservations of the past are not kept. Threads may
 * share it.
 */
final class HistoryResource implements AdminResource {
  private static final RequestRule AS_OF =
      RequestRule.ofQuery(
          required("asOf", TextRule.text()), optional("currency", CommonFields.CURRENCY));
  private static final RequestRule WINDOW =
      RequestRule.ofQuery(
          required("settlementWindowId", NumberRule.id()),
          optional("currency", CommonFields.CURRENCY));

  private final AccountHistory history;
  private final ParticipantDirectory participants;
  private final InstantSource clock;

  HistoryResource(AccountHistory history, ParticipantDirectory participants, InstantSource clock) {
    this.history = history;
    this.participants = participants;
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute(
            "GET", "/participants/{name}/balances", Permission.ADMIN_READ, this::balances),
        new AdminRoute(
            "GET",
            "/participants/{name}/reconciliation",
            Permission.ADMIN_READ,
            this::reconciliation));
  }

  private Reply balances(AdminRequest request) {
    JsonNode query = AS_OF.check(request.pathParameters(), request.query(), request.json()).query();
    Instant moment = PastMoment.parse(query.get("asOf").stringValue(), clock.instant());
    Participant participant = require(request);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Balance balance : history.asOf(Optional.of(participant.id()), moment)) {
      if (isAskedFor(query, balance)) {
        ObjectNode line = list.addObject();
        about(line, balance).put("asOf", AdminTime.text(moment));
        line.set("value", AdminAmounts.number(balance.value()));
      }
    }
    return Reply.json(200, Json.canonical(list));
  }

  private Reply reconciliation(AdminRequest request) {
    JsonNode query =
        WINDOW.check(request.pathParameters(), request.query(), request.json()).query();
    long window = query.get("settlementWindowId").decimalValue().longValueExact();
    Participant participant = require(request);
    List<Statement> statements =
        history
            .ofWindow(window, Optional.of(participant.id()))
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.VALIDATION_ERROR, "Window " + window + " does not exist"));
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("participant", participant.name()).put("settlementWindowId", window);
    ArrayNode list = view.putArray("accounts");
    statements.stream()
        .filter(it -> isAskedFor(query, it.opening()))
        .forEach(it -> list.add(view(it)));
    return Reply.json(200, Json.canonical(view));
  }

  private static ObjectNode view(Statement statement) {
    ObjectNode view = about(JsonNodeFactory.instance.objectNode(), statement.opening());
    view.set("opening", AdminAmounts.number(statement.opening().value()));
    ArrayNode entries = view.putArray("entries");
    for (EntrySum sum : statement.entries()) {
      ObjectNode entry = entries.addObject().put("entryType", sum.entry().name());
      entry.set("debits", AdminAmounts.number(sum.debits()));
      entry.set("credits", AdminAmounts.number(sum.credits()));
    }
    view.set("closing", AdminAmounts.number(statement.closing()));
    return view;
  }

  private static ObjectNode about(ObjectNode view, Balance balance) {
    return view.put("accountId", balance.account())
        .put("ledgerAccountType", balance.type())
        .put("currency", balance.currency());
  }

  private static boolean isAskedFor(JsonNode query, Balance balance) {
    JsonNode currency = query.get("currency");
    return currency == null || currency.stringValue().equals(balance.currency());
  }

  private Participant require(AdminRequest request) {
    return participants.findBlocking(request.parameter("name")).orElseThrow(Accounts::notFound);
  }
}
