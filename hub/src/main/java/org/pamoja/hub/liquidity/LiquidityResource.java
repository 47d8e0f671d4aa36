package org.pamoja.hub.liquidity;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.AdminAmounts;
import org.pamoja.hub.admin.CommonFields;
import org.pamoja.hub.admin.NumberRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.liquidity.Accounts.Standing;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /participants/{name}/liquidity}: what a participant can still pay, and below which
 * liquidity its operator wants to be warned. Threads may share it.
 */
final class LiquidityResource implements AdminResource {
  private static final String PATH = "/participants/{name}/liquidity";
  private static final RequestRule GET =
      RequestRule.ofQuery(optional("currency", CommonFields.CURRENCY));
  private static final RequestRule PUT =
      RequestRule.ofBody(
          required("currency", CommonFields.CURRENCY),
          required("liquidityThreshold", NumberRule.amount(NumberRule.Sign.NOT_NEGATIVE)));

  private final Jdbi jdbi;
  private final ParticipantDirectory participants;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Accounts accounts = new Accounts();
  private final AlarmStore alarms = new AlarmStore();

  LiquidityResource(
      Jdbi jdbi, ParticipantDirectory participants, AuditLog audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.participants = participants;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", PATH, Permission.ADMIN_READ, this::get),
        new AdminRoute("PUT", PATH, Permission.ADMIN_PARTICIPANTS, this::put));
  }

  private Reply get(AdminRequest request) {
    Optional<String> currency =
        Optional.ofNullable(
                GET.check(request.pathParameters(), request.query(), request.json())
                    .query()
                    .get("currency"))
            .map(JsonNode::stringValue);
    Participant participant = require(request);
    ArrayNode list = jdbi.withHandle(handle -> list(handle, participant, currency));
    return Reply.json(200, Json.canonical(list));
  }

  private ArrayNode list(Handle handle, Participant participant, Optional<String> currency) {
    List<LiquidityAlarm> raised =
        alarms.list(handle, Optional.of(true), Optional.of(participant.name()), Integer.MAX_VALUE);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    accounts.of(handle, participant.id()).stream()
        .filter(it -> currency.isEmpty() || currency.get().equals(it.currency()))
        .forEach(it -> list.add(view(it, raised)));
    return list;
  }

  private Reply put(AdminRequest request) {
    ObjectNode body = PUT.check(request.pathParameters(), request.query(), request.json()).body();
    Participant participant = require(request);
    String currency = body.get("currency").stringValue();
    BigInteger threshold =
        BigInteger.valueOf(AdminAmounts.minorUnits(body.get("liquidityThreshold")));
    String by = request.principal().name();
    ObjectNode changed =
        jdbi.inTransaction(
            handle -> {
              Standing before = find(handle, participant, currency);
              accounts.setThreshold(handle, before.account(), threshold, clock.instant(), by);
              return view(find(handle, participant, currency), List.of());
            });
    audit.record(
        request.principal(),
        "participant.liquidityThreshold",
        participant.name(),
        Map.of("currency", currency, "threshold", new BigDecimal(threshold, 4).toPlainString()));
    return Reply.json(200, Json.canonical(changed));
  }

  private Standing find(Handle handle, Participant participant, String currency) {
    return accounts.of(handle, participant.id()).stream()
        .filter(it -> it.currency().equals(currency))
        .findFirst()
        .orElseThrow(Accounts::notFound);
  }

  private Participant require(AdminRequest request) {
    return participants.findBlocking(request.parameter("name")).orElseThrow(Accounts::notFound);
  }

  private static ObjectNode view(Standing standing, List<LiquidityAlarm> raised) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("currency", standing.currency());
    view.set("position", AdminAmounts.number(standing.value()));
    view.set("netDebitCap", AdminAmounts.number(standing.cap()));
    standing
        .capPercent()
        .ifPresent(
            percent -> view.set("netDebitCapPercentage", DecimalNode.valueOf(percent(percent))));
    view.set("liquidity", AdminAmounts.number(standing.liquidity()));
    view.set("headroom", AdminAmounts.number(standing.headroom()));
    view.set("liquidityLeft", AdminAmounts.number(standing.liquidityLeft()));
    view.set("available", AdminAmounts.number(standing.available()));
    view.set("alarmPercentage", DecimalNode.valueOf(plain(standing.alarmPercentage())));
    view.set("liquidityThreshold", AdminAmounts.number(standing.liquidityThreshold()));
    ArrayNode alarms = view.putArray("alarms");
    raised.stream()
        .filter(alarm -> alarm.account() == standing.account())
        .forEach(alarm -> alarms.add(AlarmView.kind(alarm.kind())));
    return view;
  }

  private static BigDecimal percent(int hundredths) {
    return plain(BigDecimal.valueOf(hundredths, 2));
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }
}
