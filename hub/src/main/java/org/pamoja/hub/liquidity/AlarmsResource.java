package org.pamoja.hub.liquidity;

import static org.pamoja.hub.admin.ObjectRule.optional;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code GET /alarms}: alarms about positions and liquidity. Threads may share it. */
final class AlarmsResource implements AdminResource {
  private static final int MOST = 1_000;
  private static final int USUAL = 100;
  private static final RequestRule QUERY =
      RequestRule.ofQuery(
          optional("state", TextRule.oneOf("raised", "cleared")),
          optional("participant", TextRule.text()),
          optional("limit", NumberRule.id()));

  private final Jdbi jdbi;
  private final ParticipantDirectory participants;
  private final AlarmStore store = new AlarmStore();

  AlarmsResource(Jdbi jdbi, ParticipantDirectory participants) {
    this.jdbi = jdbi;
    this.participants = participants;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(new AdminRoute("GET", "/alarms", Permission.ADMIN_READ, this::list));
  }

  private Reply list(AdminRequest request) {
    JsonNode query = QUERY.check(request.pathParameters(), request.query(), request.json()).query();
    Optional<Boolean> raised =
        Optional.ofNullable(query.get("state")).map(state -> state.stringValue().equals("raised"));
    Optional<String> participant =
        Optional.ofNullable(query.get("participant")).map(name -> require(name.stringValue()));
    ArrayNode alarms = JsonNodeFactory.instance.arrayNode();
    jdbi.withHandle(handle -> store.list(handle, raised, participant, limit(query)))
        .forEach(alarm -> alarms.add(AlarmView.of(alarm)));
    return Reply.json(200, Json.canonical(alarms));
  }

  private static int limit(JsonNode query) {
    JsonNode limit = query.get("limit");
    if (limit == null) {
      return USUAL;
    }
    if (limit.decimalValue().intValue() > MOST || limit.decimalValue().precision() > 4) {
      throw new FspiopException(
          ErrorCode.MALFORMED_SYNTAX, "\"limit\" must be less than or equal to " + MOST);
    }
    return limit.decimalValue().intValueExact();
  }

  private String require(String name) {
    return participants.findBlocking(name).map(Participant::name).orElseThrow(Accounts::notFound);
  }
}
