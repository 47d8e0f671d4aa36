package org.pamoja.hub.settlement.bank;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.ledger.postgres.LedgerQueries;

/** Settling with the bank, put together. Threads may share it. */
public final class Bank implements AutoCloseable {
  /** How long a finalisation that a dead node has left waits at most. */
  private static final Duration PERIOD = Duration.ofSeconds(3);

  private final FinalisationJobs jobs;
  private final List<AdminResource> resources;

  private Bank(FinalisationJobs jobs, List<AdminResource> resources) {
    this.jobs = jobs;
    this.resources = resources;
  }

  /**
   * Puts it together; {@link #start} begins the work.
   *
   * @param jdbi the database
   * @param steps how settlements are moved
   * @param settlements reads settlements
   * @param ledger reads the ledger
   * @param audit where changes are recorded
   * @param clock time of changes
   * @param ids new ids (UUID or ULID) for records of funds
   * @param hubName the scheme's name in payment instructions
   */
  public static Bank of(
      Jdbi jdbi,
      SettlementSteps steps,
      SettlementFigures settlements,
      LedgerQueries ledger,
      AuditLog audit,
      InstantSource clock,
      Supplier<String> ids,
      String hubName) {
    JobStore store = new JobStore();
    BankParts parts =
        new BankParts(jdbi, store, new FactsReader(), steps, ledger, audit, clock, ids);
    FinalisationJobs jobs =
        new FinalisationJobs(
            jdbi, store, new FinalisationRunner(parts, FinalisationRunner.Interruptions.NONE));
    return new Bank(
        jobs,
        List.of(
            new FinalisationsResource(new Finalisations(parts, jobs)),
            new BankFilesResource(jdbi, settlements, audit, clock, hubName),
            new BankIdentifiersResource(jdbi, audit, clock)));
  }

  /** Begins to look for finalisations that other nodes have left. */
  public void start() {
    jobs.start(PERIOD);
  }

  /** Its part of the admin API. */
  public List<AdminResource> resources() {
    return resources;
  }

  /** Stops the work; what is under way is another node's. */
  @Override
  public void close() {
    jobs.close();
  }
}
