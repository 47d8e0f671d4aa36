package org.pamoja.hub.settlement.schedule;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.Principal;
import org.pamoja.hub.settlement.schedule.Schedule.Run;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.SettlementWindows.Attempt;
import org.pamoja.ledger.postgres.SettlementWindows.Closing;
import org.pamoja.ledger.postgres.SettlementWindows.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts at cut-offs. Every node calls {@link #tick} each second; the one that gets the clock's row
 * closes the open window once for all schedules that are due, unless it is empty. A cut-off that no
 * node was there for is acted on once, late, however many have passed. Settlements follow when the
 * window is summed up.
 *
 * <p>Threads may share it; calls block.
 */
public final class CutOffJob {
  private static final Logger LOG = LoggerFactory.getLogger(CutOffJob.class);
  private static final int TRIES = 10;
  private static final String BEFORE = "before_settlement";
  private static final int LONGEST_REASON = 128;

  /** After a failure that may pass, so that it is not told each second. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Beyond this a run is told to be late. */
  private static final Duration PUNCTUAL = Duration.ofSeconds(10);

  private final Jdbi jdbi;
  private final SettlementWindows windows;
  private final SettlementMaker settlements;
  private final CutOffMeters meters;
  private final AuditLog audit;
  private final ScheduleStore store = new ScheduleStore();

  /**
   * @param jdbi the database
   * @param windows closes
   * @param settlements settles
   * @param meters counts
   * @param audit where it is recorded, as done by the hub
   */
  public CutOffJob(
      Jdbi jdbi,
      SettlementWindows windows,
      SettlementMaker settlements,
      CutOffMeters meters,
      AuditLog audit) {
    this.jdbi = jdbi;
    this.windows = windows;
    this.settlements = settlements;
    this.meters = meters;
    this.audit = audit;
  }

  /** What was done at a cut-off. */
  private record Acted(List<Schedule> due, Optional<Closing> closed, Instant at) {}

  /** Does what is due, if anything is and nobody else is at it. */
  public void tick() {
    meters.next(jdbi.withHandle(store::all));
    if (!jdbi.withHandle(store::isAnythingDue)) {
      return;
    }
    jdbi.inTransaction(this::act).ifPresent(this::tell);
    while (jdbi.inTransaction(this::settleNext)) {
      // One transaction each: what is made stays made.
    }
  }

  private Optional<Acted> act(Handle handle) {
    if (!store.takeClock(handle)) {
      return Optional.empty();
    }
    Instant now = store.now(handle);
    List<Schedule> due = store.due(handle, now);
    List<Schedule> active = due.stream().filter(Schedule::modelActive).toList();
    Optional<Closing> closed = active.isEmpty() ? Optional.empty() : close(handle, active);
    for (Schedule schedule : due) {
      Run run = new Run(schedule.next().orElseThrow(), now, result(schedule, closed, now));
      boolean settle = schedule.modelActive() && schedule.definition().createSettlement();
      Optional<Instant> next = schedule.definition().calendar().next(now);
      store.ran(handle, schedule.modelId(), run, next, settle);
      if (next.isEmpty()) {
        LOG.warn("The schedule of settlement model {} has no further cut-off", schedule.model());
      }
    }
    return due.isEmpty() ? Optional.empty() : Optional.of(new Acted(due, closed, now));
  }

  /** Empty when the open window is. An operator may close it in the same moment. */
  private Optional<Closing> close(Handle handle, List<Schedule> due) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      long open = windows.open().id();
      switch (attempt(handle, open, reason(due))) {
        case Closing closing -> {
          return Optional.of(closing);
        }
        case Refused.EMPTY -> {
          return Optional.empty();
        }
        case Refused.NOT_OPEN, Refused.UNKNOWN -> LOG.debug("Window {} was closed meanwhile", open);
      }
    }
    throw new IllegalStateException("the open window was closed by others " + TRIES + " times");
  }

  private Attempt attempt(Handle handle, long window, String reason) {
    try {
      return windows.closeIfOpen(handle.getConnection(), window, reason, false);
    } catch (SQLException failure) {
      throw new IllegalStateException("window " + window + " cannot be closed", failure);
    }
  }

  private static String reason(List<Schedule> due) {
    String models = due.stream().map(Schedule::model).collect(Collectors.joining(", "));
    String text = "cut-off of " + models;
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON - 1) + "…" : text;
  }

  private static String result(Schedule schedule, Optional<Closing> closed, Instant now) {
    String late =
        Duration.between(schedule.next().orElseThrow(), now).compareTo(PUNCTUAL) > 0
            ? "late: "
            : "";
    if (!schedule.modelActive()) {
      return late + "the model is not active";
    }
    return closed
        .map(closing -> late + "closed window " + closing.closed().id())
        .orElse(late + "the open window is empty and stays open");
  }

  private void tell(Acted acted) {
    List<String> models = new ArrayList<>();
    for (Schedule schedule : acted.due()) {
      String result = result(schedule, acted.closed(), acted.at());
      models.add(schedule.model());
      LOG.info(
          "Cut-off {} of settlement model {}: {}",
          schedule.next().orElseThrow(),
          schedule.model(),
          result);
      meters.cutOff(schedule.model(), acted.closed().isPresent() && schedule.modelActive());
    }
    acted
        .closed()
        .ifPresent(
            closing ->
                audit.record(
                    Principal.HUB,
                    "settlementWindow.close",
                    Long.toString(closing.closed().id()),
                    Map.of(
                        "reason", closing.closed().reason(),
                        "models", String.join(", ", models),
                        "cutOff", AdminTime.text(acted.at()))));
  }

  /**
   * Jdbi gives whoever asks for a handle in this thread the one at hand, so the settlement is made
   * in the transaction that notes it: both are, or neither.
   */
  private boolean settleNext(Handle handle) {
    Optional<Schedule> owed = store.owed(handle);
    owed.ifPresent(
        schedule -> {
          handle.savepoint(BEFORE);
          try {
            String result = settle(handle, schedule);
            LOG.info("After the cut-off of settlement model {}: {}", schedule.model(), result);
            store.settled(handle, schedule.modelId(), result);
          } catch (RuntimeException failure) {
            // It must not keep other models from being settled.
            handle.rollbackToSavepoint(BEFORE);
            LOG.error("The settlement after the cut-off of {} failed", schedule.model(), failure);
            meters.failed(schedule.model());
            store.postpone(handle, schedule.modelId(), PAUSE);
          }
        });
    return owed.isPresent();
  }

  private String settle(Handle handle, Schedule schedule) {
    try {
      OptionalLong made = settlements.settle(schedule.model(), reason(List.of(schedule)));
      return made.isPresent()
          ? "created settlement " + made.getAsLong()
          : "no settlement, since there is nothing to settle";
    } catch (FspiopException refused) {
      handle.rollbackToSavepoint(BEFORE);
      LOG.warn(
          "The settlement after the cut-off of {} was not made: {}",
          schedule.model(),
          refused.information().errorDescription());
      return "no settlement: " + refused.information().errorDescription();
    }
  }
}
