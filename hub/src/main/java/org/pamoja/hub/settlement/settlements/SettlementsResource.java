package org.pamoja.hub.settlement.settlements;

import static org.pamoja.hub.security.Permission.ADMIN_READ;
import static org.pamoja.hub.security.Permission.ADMIN_SETTLEMENT;

import java.util.ArrayList;
import java.util.List;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.settlement.PathForms;
import org.pamoja.hub.settlement.request.Fields;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /settlements} (settlement §3, §4). Threads may share it. */
public final class SettlementsResource implements AdminResource {
  private static final String ONE = "/settlements/{id}";
  private static final String PARTICIPANT = "/settlements/{sid}/participants/{pid}";
  private static final String ACCOUNT = PARTICIPANT + "/accounts/{aid}";

  private final SettlementReader reader;
  private final SettlementOffice office;

  /** Serves the settlements that {@code office} makes and moves. */
  public SettlementsResource(SettlementParts parts, SettlementOffice office) {
    this.reader = new SettlementReader(parts.jdbi(), parts.windows());
    this.office = office;
  }

  @Override
  public List<AdminRoute> routes() {
    List<AdminRoute> routes = new ArrayList<>();
    routes.addAll(PathForms.of("GET", "/settlements", ADMIN_READ, this::search));
    routes.addAll(PathForms.of("POST", "/settlements", ADMIN_SETTLEMENT, this::create));
    routes.addAll(PathForms.of("GET", ONE, ADMIN_READ, this::get));
    routes.addAll(PathForms.of("PUT", ONE, ADMIN_SETTLEMENT, this::update));
    routes.addAll(PathForms.of("GET", PARTICIPANT, ADMIN_READ, this::getParticipant));
    routes.addAll(PathForms.of("PUT", PARTICIPANT, ADMIN_SETTLEMENT, this::updateParticipant));
    routes.addAll(PathForms.of("GET", ACCOUNT, ADMIN_READ, this::getAccount));
    routes.addAll(PathForms.of("PUT", ACCOUNT, ADMIN_SETTLEMENT, this::updateAccount));
    return List.copyOf(routes);
  }

  private Reply search(AdminRequest request) {
    if (request.query().isEmpty()) {
      throw invalid(
          "Use at least one parameter: state, fromDateTime, toDateTime, currency, settlementWindowId,"
              + " fromSettlementWindowDateTime, toSettlementWindowDateTime, participantId, accountId");
    }
    Fields query = Fields.ofQuery(request.query());
    List<WholeSettlement> found = reader.search(SettlementFilter.read(query));
    if (found.isEmpty()) {
      throw invalid(
          "No settlements found matching the provided parameters: " + query.asUnderstood());
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    found.forEach(settlement -> list.add(SettlementView.whole(settlement)));
    return Reply.json(200, Json.canonical(list));
  }

  private Reply create(AdminRequest request) {
    long id = office.create(SettlementBodies.order(request));
    return reply(SettlementView.made(reader.whole(id)));
  }

  private Reply get(AdminRequest request) {
    return reply(SettlementView.whole(reader.whole(path(request, "id"))));
  }

  private Reply getParticipant(AdminRequest request) {
    return reply(
        SettlementView.part(reader.ofParticipant(path(request, "sid"), path(request, "pid"))));
  }

  private Reply getAccount(AdminRequest request) {
    return reply(
        SettlementView.part(
            reader.ofAccount(path(request, "sid"), path(request, "pid"), path(request, "aid"))));
  }

  private Reply update(AdminRequest request) {
    long id = path(request, "id");
    return switch (SettlementBodies.update(request)) {
      case SettlementBodies.Move move -> changed(request, id, move.changes());
      case SettlementBodies.Abort abort ->
          reply(
              SettlementView.aborted(
                  office.abort(
                      id, abort.reason(), abort.externalReference(), request.principal())));
    };
  }

  private Reply updateParticipant(AdminRequest request) {
    long id = path(request, "sid");
    return changed(request, id, SettlementBodies.ofParticipant(request, path(request, "pid")));
  }

  private Reply updateAccount(AdminRequest request) {
    long id = path(request, "sid");
    AccountChange change =
        SettlementBodies.ofAccount(request, path(request, "pid"), path(request, "aid"));
    return changed(request, id, List.of(change));
  }

  private Reply changed(AdminRequest request, long id, List<AccountChange> changes) {
    Progress progress = office.change(id, changes, request.principal());
    return reply(SettlementView.changed(reader.after(progress), progress.handled()));
  }

  private static long path(AdminRequest request, String name) {
    return Fields.pathId(request.pathParameters(), name);
  }

  private static Reply reply(ObjectNode view) {
    return Reply.json(200, Json.canonical(view));
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
