package org.pamoja.hub.settlement.windows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.settlement.PathForms;
import org.pamoja.hub.settlement.Transactions;
import org.pamoja.hub.settlement.request.Fields;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.SettlementWindows.Attempt;
import org.pamoja.ledger.postgres.SettlementWindows.Closing;
import org.pamoja.ledger.postgres.SettlementWindows.Refused;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;
import org.pamoja.ledger.postgres.WindowFilter;
import org.pamoja.ledger.postgres.WindowState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /settlementWindows} (settlement §2.1). Threads may share it. */
public final class WindowsResource implements AdminResource {
  private static final Logger LOG = LoggerFactory.getLogger(WindowsResource.class);
  private static final List<String> STATES =
      List.of("OPEN", "CLOSED", "PENDING_SETTLEMENT", "SETTLED", "ABORTED");

  /** Longest list; the windows changed last come first. */
  private static final int MOST = 1_000;

  /**
   * How long the answer to a closing waits for the window to be summed up, so that a script may go
   * on with it at once. It only promises the closing; the rest goes on without it.
   */
  private static final Duration SUMMED_UP_WITHIN = Duration.ofSeconds(3);

  private final Jdbi jdbi;
  private final SettlementWindows windows;
  private final WindowProcessing processing;
  private final AuditLog audit;
  private final ContentStore contents = new ContentStore();

  /**
   * @param jdbi the database
   * @param windows the ledger's windows
   * @param processing sums closed windows up
   * @param audit where closings are recorded
   */
  public WindowsResource(
      Jdbi jdbi, SettlementWindows windows, WindowProcessing processing, AuditLog audit) {
    this.jdbi = jdbi;
    this.windows = windows;
    this.processing = processing;
    this.audit = audit;
  }

  @Override
  public List<AdminRoute> routes() {
    List<AdminRoute> routes = new ArrayList<>();
    routes.addAll(PathForms.of("GET", "/settlementWindows", Permission.ADMIN_READ, this::search));
    routes.addAll(PathForms.of("GET", "/settlementWindows/{id}", Permission.ADMIN_READ, this::get));
    routes.addAll(
        PathForms.of("POST", "/settlementWindows/{id}", Permission.ADMIN_SETTLEMENT, this::close));
    return List.copyOf(routes);
  }

  private Reply get(AdminRequest request) {
    long id = Fields.pathId(request.pathParameters(), "id");
    SettlementWindow window =
        windows
            .find(id)
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.INTERNAL_SERVER_ERROR,
                        "No record for settlementWindowId: " + id + " found"));
    List<Content> own = jdbi.withHandle(handle -> contents.ofWindows(handle, List.of(id)));
    return Reply.json(200, Json.canonical(WindowView.whole(window, own)));
  }

  private Reply search(AdminRequest request) {
    if (request.query().isEmpty()) {
      throw invalid(
          "Use at least one parameter: participantId, state, fromDateTime, toDateTime, currency");
    }
    Fields query = Fields.ofQuery(request.query());
    List<SettlementWindow> found =
        filter(query).map(filter -> windows.search(filter, MOST)).orElse(List.of());
    if (found.isEmpty()) {
      String asked = query.asUnderstood().toString();
      throw invalid("settlementWindow by filters: " + asked.replace("\"", "") + " not found");
    }
    List<Long> ids = found.stream().map(SettlementWindow::id).toList();
    Map<Long, List<Content>> byWindow =
        jdbi.withHandle(handle -> contents.ofWindows(handle, ids)).stream()
            .collect(Collectors.groupingBy(Content::window));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    found.forEach(
        window ->
            list.add(WindowView.whole(window, byWindow.getOrDefault(window.id(), List.of()))));
    return Reply.json(200, Json.canonical(list));
  }

  /** Empty when a participant is asked for that cannot exist. */
  private static Optional<WindowFilter> filter(Fields query) {
    Optional<Long> participant = query.optionalNumber("participantId");
    WindowFilter filter =
        new WindowFilter(
            query.optionalOneOf("state", STATES).map(WindowState::valueOf),
            query.optionalTime("fromDateTime"),
            query.optionalTime("toDateTime"),
            query.optionalText("currency"),
            participant.map(Long::intValue));
    query.end();
    boolean possible = participant.filter(id -> id != id.intValue()).isEmpty();
    return possible ? Optional.of(filter) : Optional.empty();
  }

  private Reply close(AdminRequest request) {
    long id = Fields.pathId(request.pathParameters(), "id");
    Fields body = Fields.ofBody(request.json());
    body.oneOf("state", List.of("CLOSED"));
    String reason = body.text("reason");
    body.end();
    Attempt attempt =
        Transactions.run(
            jdbi, handle -> windows.closeIfOpen(handle.getConnection(), id, reason, false));
    return switch (attempt) {
      case Closing closing -> {
        audit.record(
            request.principal(),
            "settlementWindow.close",
            Long.toString(id),
            Map.of("reason", reason, "opened", Long.toString(closing.opened().id())));
        sumUp();
        yield Reply.json(200, Json.canonical(WindowView.plain(closing.opened())));
      }
      case Refused.UNKNOWN -> throw invalid("Window " + id + " does not exist");
      case Refused.NOT_OPEN -> throw invalid("Window " + id + " is not open");
      case Refused.EMPTY -> throw invalid("Window " + id + " is empty");
    };
  }

  private void sumUp() {
    Thread work = Thread.ofVirtual().name("window-processing").start(this::process);
    try {
      work.join(SUMMED_UP_WITHIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A failure is no failure of the closing; the nodes' upkeep tries again. */
  private void process() {
    try {
      processing.run();
    } catch (RuntimeException failure) {
      LOG.warn("a closed window was not summed up yet: {}", failure.toString());
    }
  }

  private static FspiopException invalid(String detail) {
    return new FspiopException(ErrorCode.VALIDATION_ERROR, detail);
  }
}
