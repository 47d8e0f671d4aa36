package org.pamoja.hub.settlement.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.settlement.SettlementModel;
import org.pamoja.hub.settlement.SettlementStore;
import org.pamoja.hub.settlement.schedule.Schedule.Definition;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /settlementModels/{name}/schedule}: when the hub's window closes by itself for a model,
 * and whether a settlement follows. Times are the database's. Threads may share it.
 */
public final class ScheduleResource implements AdminResource {
  private static final String PATH = "/settlementModels/{name}/schedule";
  private static final int SHOWN_AHEAD = 5;

  private final Jdbi jdbi;
  private final AuditLog audit;
  private final ScheduleStore store = new ScheduleStore();
  private final SettlementStore models = new SettlementStore();

  /**
   * @param jdbi the database
   * @param audit where changes are recorded
   */
  public ScheduleResource(Jdbi jdbi, AuditLog audit) {
    this.jdbi = jdbi;
    this.audit = audit;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", PATH, Permission.ADMIN_READ, this::get),
        new AdminRoute("PUT", PATH, Permission.ADMIN_SETTLEMENT, this::put),
        new AdminRoute("DELETE", PATH, Permission.ADMIN_SETTLEMENT, this::delete));
  }

  private Reply get(AdminRequest request) {
    Schedule schedule =
        jdbi.withHandle(
            handle -> {
              SettlementModel model = model(handle, request);
              return store.find(handle, model.id()).orElseThrow(() -> noSchedule(model));
            });
    return Reply.json(200, Json.canonical(view(schedule)));
  }

  private Reply put(AdminRequest request) {
    Definition definition = ScheduleBody.read(request);
    Schedule schedule =
        jdbi.inTransaction(
            handle -> {
              SettlementModel model = model(handle, request);
              requireWindows(model);
              Instant now = store.now(handle);
              Optional<Instant> next = definition.calendar().next(now);
              store.put(handle, model.id(), definition, next, now, request.principal().name());
              return store.find(handle, model.id()).orElseThrow();
            });
    audit.record(
        request.principal(),
        "settlementSchedule.set",
        schedule.model(),
        Map.of(
            "definition",
            ScheduleBody.write(definition).toString(),
            "nextCutOff",
            schedule.next().map(AdminTime::text).orElse("")));
    return Reply.json(200, Json.canonical(view(schedule)));
  }

  private Reply delete(AdminRequest request) {
    SettlementModel model =
        jdbi.inTransaction(
            handle -> {
              SettlementModel found = model(handle, request);
              if (!store.remove(handle, found.id())) {
                throw noSchedule(found);
              }
              return found;
            });
    audit.record(request.principal(), "settlementSchedule.remove", model.name(), Map.of());
    return Reply.empty(204);
  }

  private SettlementModel model(Handle handle, AdminRequest request) {
    return models
        .model(handle, request.parameter("name"))
        .orElseThrow(
            () ->
                new FspiopException(
                    ErrorCode.ID_NOT_FOUND, "The requested resource could not be found"));
  }

  /** What is settled transfer by transfer has nothing in windows. */
  private static void requireWindows(SettlementModel model) {
    if (!model.terms().granularity().equals("NET")) {
      throw new FspiopException(
          ErrorCode.VALIDATION_ERROR,
          "Settlement model " + model.name() + " is GROSS and does not settle by windows");
    }
  }

  private static FspiopException noSchedule(SettlementModel model) {
    return new FspiopException(
        ErrorCode.ID_NOT_FOUND, "Settlement model " + model.name() + " has no schedule");
  }

  private static ObjectNode view(Schedule schedule) {
    ObjectNode view = ScheduleBody.write(schedule.definition());
    view.put("settlementModel", schedule.model())
        .put("nextCutOff", schedule.next().map(AdminTime::text).orElse(null))
        .put("changedDate", AdminTime.text(schedule.changedAt()))
        .put("changedBy", schedule.changedBy());
    ArrayNode following = view.putArray("following");
    Optional<Instant> moment = schedule.next();
    for (int ahead = 0; ahead < SHOWN_AHEAD && moment.isPresent(); ahead++) {
      moment = schedule.definition().calendar().next(moment.get());
      moment.map(AdminTime::text).ifPresent(following::add);
    }
    schedule
        .last()
        .ifPresent(
            run ->
                view.putObject("last")
                    .put("cutOff", AdminTime.text(run.cutOff()))
                    .put("at", AdminTime.text(run.at()))
                    .put("result", run.result()));
    return view;
  }
}
