package org.pamoja.hub.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.delivery.Backlog;
import org.pamoja.hub.delivery.NoticePointer;
import org.pamoja.hub.delivery.OutboundMessage;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.ledger.event.Event;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /deliveries}: what participants have not got, why, and what an operator decides about it.
 * Decisions are recorded in the audit log right after they are durable and before the answer.
 * Threads may share it.
 */
public final class DeliveriesResource implements AdminResource {
  /** Events have the database's time, and this node's clock may be a little behind it. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
  private static final Duration STOP_STEP = Duration.ofMillis(10);

  private final DeskParts parts;
  private final DeskStore store;
  private final DeliveryDesk desk;
  private final DeskJobs jobs;

  /** A desk over delivery's table in this database. */
  public DeliveriesResource(Jdbi jdbi, DeskParts parts) {
    this.parts = parts;
    this.store = new DeskStore(jdbi);
    this.desk = new DeliveryDesk(store, parts);
    this.jobs = new DeskJobs(store, desk, parts.audit(), parts.blocking());
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/deliveries", Permission.ADMIN_READ, this::list),
        new AdminRoute("GET", "/deliveries/summary", Permission.ADMIN_READ, this::summary),
        new AdminRoute("GET", "/deliveries/{id}", Permission.ADMIN_READ, this::get),
        new AdminRoute(
            "POST", "/deliveries/{id}/resend", Permission.ADMIN_DELIVERIES, this::resend),
        new AdminRoute("POST", "/deliveries/{id}/drop", Permission.ADMIN_DELIVERIES, this::drop),
        new AdminRoute(
            "POST",
            "/deliveries/resend",
            Permission.ADMIN_DELIVERIES,
            request -> all(DeskJobs.Action.RESEND, request)),
        new AdminRoute(
            "POST",
            "/deliveries/drop",
            Permission.ADMIN_DELIVERIES,
            request -> all(DeskJobs.Action.DROP, request)));
  }

  private Reply list(AdminRequest request) {
    DeskStore.Selection selection = DeskRules.selection(request);
    List<DeskRow> rows = store.list(selection);
    Instant now = parts.clock().instant();
    ObjectNode page = DeskViews.object();
    ArrayNode shown = page.putArray("deliveries");
    rows.forEach(row -> shown.add(DeskViews.row(row, now)));
    if (rows.size() == selection.limit()) {
      page.put("next", DeskCursor.of(rows.getLast().message()).text());
    }
    return Reply.json(200, Json.inReceivedOrder(page));
  }

  private Reply summary(AdminRequest request) {
    ArrayNode all = DeskViews.object().putArray("participants");
    for (Backlog backlog : parts.undelivered().backlogs(parts.clock().instant())) {
      String name = backlog.participant();
      String lastError =
          store
              .lastError(name, DeskState.WAITING)
              .or(() -> store.lastError(name, DeskState.DEAD))
              .orElse("");
      if (backlog.undelivered() > 0 || backlog.dead() > 0) {
        all.add(DeskViews.backlog(backlog, parts.delivery().isCutOff(name), lastError));
      }
    }
    return Reply.json(200, Json.inReceivedOrder(all));
  }

  private Reply get(AdminRequest request) {
    DeskRow row = desk.find(DeskRules.pointer(request));
    ObjectNode view = DeskViews.row(row, parts.clock().instant());
    NoticePointer pointer = row.message().pointer();
    parts
        .events()
        .read(pointer.event())
        .ifPresent(event -> view.set("message", message(event, pointer.index())));
    return Reply.json(200, Json.inReceivedOrder(view));
  }

  private ObjectNode message(Event event, int index) {
    try {
      OutboundMessage message = parts.renderer().render(event, event.notices().get(index));
      Optional<String> template =
          parts
              .participants()
              .findBlocking(message.recipient())
              .flatMap(found -> found.endpoint(message.endpointType()));
      return DeskViews.message(message, template);
    } catch (RuntimeException defect) {
      // Such a message is at the desk for just this reason.
      return DeskViews.object().put("defect", "it cannot be rendered: " + defect);
    }
  }

  private Reply resend(AdminRequest request) {
    DeskRow row = desk.find(DeskRules.pointer(request));
    DeliveryDesk.Decision decision = desk.resend(row, request.principal());
    desk.wake(row.message().participant());
    return decided("delivery.resend", row, decision, request);
  }

  private Reply drop(AdminRequest request) {
    String reason = DeskRules.dropReason(request);
    DeskRow row = desk.find(DeskRules.pointer(request));
    DeliveryDesk.Decision decision =
        desk.drop(row.message().pointer(), request.principal(), reason);
    return decided("delivery.drop", row, decision, request);
  }

  private Reply decided(
      String action, DeskRow row, DeliveryDesk.Decision decision, AdminRequest request) {
    String id = DeliveryId.text(row.message().pointer());
    ObjectNode view = DeskViews.decision(id, decision);
    parts
        .audit()
        .record(
            request.principal(),
            action,
            id,
            Map.of(
                "participant", row.message().participant(),
                "transferId", row.message().about().id(),
                "result", view.get("result").stringValue(),
                "reason", view.path("reason").asString("")));
    return Reply.json(200, Json.inReceivedOrder(view));
  }

  private Reply all(DeskJobs.Action action, AdminRequest request) {
    DeskJobs.Job job =
        DeskRules.job(action, request, parts.clock().instant().plus(CLOCK_TOLERANCE));
    int count = jobs.start(job);
    ObjectNode view =
        DeskViews.object()
            .put("participant", job.participant())
            .put("state", job.state().text())
            .put("action", action.text())
            .put("count", count)
            .put("complete", count < DeskJobs.MOST);
    return Reply.json(202, Json.inReceivedOrder(view));
  }

  /** Ends what runs in the background; waits for it a moment. */
  public void close() throws InterruptedException {
    jobs.stop();
    long deadline = System.nanoTime() + STOP_WITHIN.toNanos();
    while (jobs.running() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(STOP_STEP);
    }
  }
}
