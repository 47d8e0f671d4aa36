package org.pamoja.hub.settlement.settlements;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.settlement.schedule.SettlementMaker;

/**
 * Where settlements are made and moved on, by operators and by schedules; all that was done is in
 * the audit log when a method returns. Threads may share it; calls block.
 */
public final class SettlementOffice implements SettlementMaker {
  private final SettlementCreation creation;
  private final SettlementProgress progress;
  private final SettlementAbort abort;
  private final AuditLog audit;

  /** An office made of these parts. */
  public SettlementOffice(SettlementParts parts) {
    this(parts, SettlementProgress.Interruption.NONE);
  }

  SettlementOffice(SettlementParts parts, SettlementProgress.Interruption interruption) {
    this.creation =
        new SettlementCreation(parts.jdbi(), parts.windows(), parts.ids(), parts.clock());
    this.progress = new SettlementProgress(parts, interruption);
    this.abort = new SettlementAbort(parts);
    this.audit = parts.audit();
  }

  /** Makes a settlement and returns its number. */
  long create(SettlementOrder order) {
    long id = creation.create(order);
    recordCreation(id, order);
    return id;
  }

  private void recordCreation(long id, SettlementOrder order) {
    audit.record(
        order.by(),
        "settlement.create",
        Long.toString(id),
        Map.of(
            "model", order.model(),
            "reason", order.reason(),
            "windows",
                order.windows().stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }

  /** Moves accounts on as far as each may be. */
  Progress change(long id, List<AccountChange> changes, Principal by) {
    Progress done = progress.change(id, changes, by);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("state", done.settlement().state().name());
    for (Handled one : done.handled()) {
      String what =
          one.change().state().name()
              + one.failure().map(failure -> ": " + failure.errorDescription()).orElse("");
      details.merge("account " + one.change().account(), what, (a, b) -> a + "; " + b);
    }
    audit.record(by, "settlement.update", Long.toString(id), details);
    return done;
  }

  /** Gives a settlement up. */
  Settlement abort(long id, String reason, Optional<String> reference, Principal by) {
    Settlement aborted = abort.abort(id, reason, reference, by);
    audit.record(
        by,
        "settlement.abort",
        Long.toString(id),
        Map.of("reason", reason, "externalReference", reference.orElse("")));
    return aborted;
  }

  @Override
  public OptionalLong settle(String model, String reason) {
    Optional<SettlementCreation.Made> made = creation.createOfUntaken(model, reason, Principal.HUB);
    made.ifPresent(it -> recordCreation(it.id(), it.order()));
    return made.map(it -> OptionalLong.of(it.id())).orElseGet(OptionalLong::empty);
  }
}
