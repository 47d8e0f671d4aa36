package org.pamoja.hub.settlement.bank;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the finalisations that run: at once on those started here, and every few seconds on
 * those that another node has left. One thread, one finalisation at a time: each holds a connection
 * while it borrows others. Threads may share it.
 */
final class FinalisationJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FinalisationJobs.class);
  private static final long PATIENCE_SECONDS = 10;
  private static final int MOST = 16;

  private final Jdbi jdbi;
  private final JobStore store;
  private final FinalisationRunner runner;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("finalisations").factory());

  FinalisationJobs(Jdbi jdbi, JobStore store, FinalisationRunner runner) {
    this.jdbi = jdbi;
    this.store = store;
    this.runner = runner;
  }

  /** Looks for what others have left, or this node before it died: now and every {@code period}. */
  void start(Duration period) {
    worker.scheduleWithFixedDelay(this::runAll, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Works on a finalisation soon. */
  void soon(Job.Key key) {
    try {
      worker.execute(() -> run(key));
    } catch (RejectedExecutionException stopping) {
      LOG.info("The finalisation of settlement {} is left to another node", key.settlement());
    }
  }

  private void runAll() {
    try {
      jdbi.withHandle(handle -> store.running(handle, MOST)).forEach(this::run);
    } catch (RuntimeException unreachable) {
      LOG.warn("Finalisations cannot be looked for: {}", unreachable.toString());
    }
  }

  private void run(Job.Key key) {
    try {
      runner.run(key);
    } catch (RuntimeException interrupted) {
      LOG.warn(
          "The finalisation of settlement {} was interrupted and will go on",
          key.settlement(),
          interrupted);
    }
  }

  /** Finishes the account under way; what is left is another node's. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A finalisation does not stop; the database will notice when this node is gone");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
