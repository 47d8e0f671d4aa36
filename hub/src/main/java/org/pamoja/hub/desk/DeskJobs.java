package org.pamoja.hub.desk;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides all undelivered messages of one participant, in the background: a bounded number at once,
 * one participant only once at a time. It looks at what is there when the operator asks and at each
 * message once, so it ends even when messages die again meanwhile. A node that stops in the middle
 * leaves the rest as it was. Threads may share it.
 */
final class DeskJobs {
  /** Messages decided by one job at most. */
  static final int MOST = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(DeskJobs.class);
  private static final int JOBS = 4;
  private static final int PAGE = 200;

  private final DeskStore store;
  private final DeliveryDesk desk;
  private final AuditLog audit;
  private final Executor blocking;
  private final Semaphore places = new Semaphore(JOBS);
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  DeskJobs(DeskStore store, DeliveryDesk desk, AuditLog audit, Executor blocking) {
    this.store = store;
    this.desk = desk;
    this.audit = audit;
    this.blocking = blocking;
  }

  /** What is to be done. */
  enum Action {
    /** Try again. */
    RESEND,
    /** Never send. */
    DROP;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One job.
   *
   * @param participant whose messages
   * @param state those in this state
   * @param reason why; empty for a resend
   * @param principal who asks
   * @param at when: messages of later events are not touched
   */
  record Job(
      Action action,
      String participant,
      DeskState state,
      String reason,
      Principal principal,
      Instant at) {}

  /**
   * Records a job and starts it.
   *
   * @return how many messages it will decide, at most {@link #MOST}
   * @throws FspiopException 503/2003 when there are too many jobs, or one of the participant's
   */
  int start(Job job) {
    String name = job.participant().toLowerCase(Locale.ROOT);
    if (!places.tryAcquire()) {
      throw new FspiopException(
          ErrorCode.SERVICE_UNAVAILABLE, "too many jobs of the delivery desk");
    }
    if (!busy.add(name)) {
      places.release();
      throw new FspiopException(
          ErrorCode.SERVICE_UNAVAILABLE, "a job for this participant is running");
    }
    try {
      int count = store.count(page(job, Optional.empty(), MOST));
      record(job, "delivery." + job.action().text() + "All", Map.of("count", "" + count));
      blocking.execute(() -> run(job, name));
      return count;
    } catch (RuntimeException failure) {
      leave(name);
      throw failure;
    }
  }

  /** Ends all jobs soon. */
  void stop() {
    stopped = true;
  }

  /** Jobs that run. */
  int running() {
    return JOBS - places.availablePermits();
  }

  private void run(Job job, String name) {
    Tally tally = new Tally();
    try {
      decideAll(job, tally);
      record(job, "delivery." + job.action().text() + "All.done", tally.details());
      LOG.info(
          "The desk's {} of all {} of {}: {}",
          job.action().text(),
          job.state().text(),
          job.participant(),
          tally.details());
    } catch (RuntimeException failure) {
      LOG.warn(
          "The desk's {} of all {} of {} stopped after {}",
          job.action().text(),
          job.state().text(),
          job.participant(),
          tally.details(),
          failure);
    } finally {
      leave(name);
    }
  }

  private void leave(String name) {
    busy.remove(name);
    places.release();
  }

  private void decideAll(Job job, Tally tally) {
    Optional<DeskCursor> after = Optional.empty();
    int size = PAGE;
    for (int done = 0; done < MOST && size == PAGE && !stopped; done += size) {
      List<DeskRow> rows = store.list(page(job, after, PAGE));
      size = rows.size();
      for (DeskRow row : rows) {
        if (!stopped) {
          tally.add(decide(job, row));
        }
        after = Optional.of(DeskCursor.of(row.message()));
      }
      rows.stream().map(row -> row.message().participant()).distinct().forEach(desk::wake);
    }
  }

  private DeliveryDesk.Decision decide(Job job, DeskRow row) {
    return switch (job.action()) {
      case RESEND -> desk.resend(row, job.principal());
      case DROP -> desk.drop(row.message().pointer(), job.principal(), job.reason());
    };
  }

  private static DeskStore.Selection page(Job job, Optional<DeskCursor> after, int limit) {
    return new DeskStore.Selection(
        Optional.of(job.participant()), List.of(job.state()), Optional.of(job.at()), after, limit);
  }

  private void record(Job job, String action, Map<String, String> details) {
    Map<String, String> all = new HashMap<>(details);
    all.put("state", job.state().text());
    all.put("reason", job.reason());
    audit.record(job.principal(), action, job.participant(), all);
  }

  /** What has become of a job's messages. Used by one thread. */
  private static final class Tally {
    private int resent;
    private int dropped;
    private int gone;

    void add(DeliveryDesk.Decision decision) {
      switch (decision) {
        case DeliveryDesk.Resent _ -> resent++;
        case DeliveryDesk.Dropped _ -> dropped++;
        case DeliveryDesk.Gone _ -> gone++;
      }
    }

    Map<String, String> details() {
      return Map.of("resent", "" + resent, "dropped", "" + dropped, "gone", "" + gone);
    }
  }
}
