package org.pamoja.hub.settlement.bank;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a finalisation on, from wherever it is, in the order that never leaves the scheme short:
 * all accounts recorded, then reserved; then who owes, then who is owed, each committed all or
 * nothing with its funds and its net debit cap; then all settled. It keeps no state between steps
 * but what is stored, so it is continued by being run again, on any node.
 *
 * <p>Threads may share it; each call blocks.
 */
final class FinalisationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(FinalisationRunner.class);

  /** States in the order in which an account goes through them. */
  private static final List<String> STATES =
      List.of(
          "PENDING_SETTLEMENT",
          "PS_TRANSFERS_RECORDED",
          "PS_TRANSFERS_RESERVED",
          "PS_TRANSFERS_COMMITTED",
          "SETTLED");

  /** Points between two steps, where a node may die. Tests let it. */
  @FunctionalInterface
  interface Interruptions {
    /** Nothing interrupts. */
    Interruptions NONE = _ -> {};

    /** Called at each point; may throw what then leaves the run. */
    void at(Point point);
  }

  /** Where a run can be interrupted. */
  enum Point {
    /** Before anything was done. */
    STARTED,
    /** All accounts are recorded. */
    RECORDED,
    /** All accounts are reserved. */
    RESERVED,
    /** It is stored what will be asked for an account, which is not asked yet. */
    ASKING,
    /** The account is committed, which is not noted yet. */
    COMMITTED,
    /** It is noted. */
    NOTED,
    /** All who owe are done. */
    DEBTORS_DONE,
    /** All accounts are settled, the finalisation is not completed yet. */
    SETTLED
  }

  private final Jdbi jdbi;
  private final JobStore store;
  private final FactsReader facts;
  private final SettlementSteps steps;
  private final AccountFinaliser accounts;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Interruptions interruptions;

  FinalisationRunner(BankParts parts, Interruptions interruptions) {
    this.jdbi = parts.jdbi();
    this.store = parts.store();
    this.facts = parts.facts();
    this.steps = parts.steps();
    this.accounts = new AccountFinaliser(parts, interruptions);
    this.audit = parts.audit();
    this.clock = parts.clock();
    this.interruptions = interruptions;
  }

  /**
   * Runs a finalisation to its end, or to where something is refused. Does nothing when it is not
   * running or another node works on it.
   *
   * @throws RuntimeException when it is interrupted, for example since the database cannot be
   *     reached: it stays RUNNING then and is to be run again
   */
  void run(Job.Key key) {
    // A handle of its own: what is done meanwhile has to be durable step by step, and Jdbi would
    // make it part of this transaction if that were the thread's.
    try (Handle lock = jdbi.open()) {
      // The row's lock is held to the end: it tells the other nodes that this one is alive.
      lock.inTransaction(
              own -> store.take(own, key) ? Optional.of(carryOut(own, key)) : Optional.<Job>empty())
          .ifPresent(this::report);
    }
  }

  private Job carryOut(Handle lock, Job.Key key) {
    Optional<String> obstacle = work(store.find(lock, key).orElseThrow());
    Job.State state = obstacle.isPresent() ? Job.State.STOPPED : Job.State.COMPLETED;
    store.move(lock, key, Job.State.RUNNING, state, obstacle.orElse(""), clock.instant());
    return store.find(lock, key).orElseThrow();
  }

  private void report(Job job) {
    String what = "settlement %d/%d".formatted(job.key().settlement(), job.key().number());
    if (job.state() == Job.State.STOPPED) {
      LOG.warn("The finalisation of {} stopped: {}", what, job.detail());
    } else {
      LOG.info("The finalisation of {} is completed", what);
    }
    audit.record(
        job.by(),
        "settlement.finalisation." + job.state().name().toLowerCase(Locale.ROOT),
        Long.toString(job.key().settlement()),
        Map.of(
            "finalisation", Integer.toString(job.key().number()),
            "fileHash", job.fileHash(),
            "detail", job.detail()));
  }

  /** Why it cannot go on; empty when all is done. */
  private Optional<String> work(Job job) {
    interruptions.at(Point.STARTED);
    return advance(job, "PS_TRANSFERS_RECORDED", Point.RECORDED)
        .or(() -> advance(job, "PS_TRANSFERS_RESERVED", Point.RESERVED))
        .or(() -> commit(job, true))
        .or(
            () -> {
              interruptions.at(Point.DEBTORS_DONE);
              return commit(job, false);
            })
        .or(() -> advance(job, "SETTLED", Point.SETTLED));
  }

  private Optional<String> advance(Job job, String state, Point reached) {
    SettlementFacts now =
        jdbi.withHandle(handle -> facts.find(handle, job.key().settlement())).orElseThrow();
    List<Long> behind =
        now.accounts().stream()
            .filter(account -> STATES.indexOf(account.state()) < STATES.indexOf(state))
            .map(SettledAccount::accountId)
            .toList();
    Optional<String> obstacle =
        behind.isEmpty()
            ? Optional.empty()
            : steps.advance(now.id(), behind, state, job.reason(), job.by());
    if (obstacle.isEmpty()) {
      interruptions.at(reached);
    }
    return obstacle;
  }

  /**
   * One participant's refusal does not keep the others of its kind; but nobody who is owed is paid
   * before all who owe are done.
   */
  private Optional<String> commit(Job job, boolean debtors) {
    List<Job.Row> refused =
        job.rows().stream()
            .filter(row -> row.isDebtor() == debtors)
            .filter(row -> !accounts.finalise(job, row))
            .toList();
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "refused for "
                + String.join(", ", refused.stream().map(Job.Row::participant).toList()));
  }
}
