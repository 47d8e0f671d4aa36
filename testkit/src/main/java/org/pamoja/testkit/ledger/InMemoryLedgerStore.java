package org.pamoja.testkit.ledger;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.store.StoreUnavailableException;

/**
 * One node's way into an {@link InMemoryLedger}, with faults on demand.
 *
 * <p>For one thread, as every store. Several may work on one ledger from several threads.
 */
public final class InMemoryLedgerStore implements LedgerStore {
  private static final long WAIT_SECONDS = 30;

  /** Where a connection may be lost. */
  public enum Fault {
    /** The batch cannot be begun. */
    AT_BEGIN,
    /** The commit does not arrive: nothing is written. */
    BEFORE_COMMIT,
    /** The commit takes place, its confirmation does not arrive. */
    AFTER_COMMIT
  }

  private final InMemoryLedger ledger;
  private final Queue<Fault> faults = new ArrayDeque<>();

  /** A store on {@code ledger}. */
  public InMemoryLedgerStore(InMemoryLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Lets {@code fault} happen once, at the next occasion for it after the faults ordered before.
   */
  public void inject(Fault fault) {
    faults.add(fault);
  }

  @Override
  public BatchTransaction begin(BatchRequest request) throws StoreUnavailableException {
    failOn(Fault.AT_BEGIN);
    awaitTurn();
    Optional<DecidedBatch> decided = ledger.decided(request);
    return new Open(request, decided, decided.isPresent() ? null : ledger.load(request));
  }

  @Override
  public void close() {
    faults.clear();
  }

  private void awaitTurn() throws StoreUnavailableException {
    try {
      if (!ledger.turn().tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreUnavailableException("another transaction does not end", null);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while waiting", interrupted);
    }
  }

  private void failOn(Fault fault) throws StoreUnavailableException {
    if (faults.peek() == fault) {
      faults.remove();
      throw new StoreUnavailableException("connection lost: " + fault, null);
    }
  }

  private final class Open implements BatchTransaction {
    private final BatchRequest request;
    private final Optional<DecidedBatch> decided;
    private final LoadedBatch loaded;
    private boolean ended;

    Open(BatchRequest request, Optional<DecidedBatch> decided, LoadedBatch loaded) {
      this.request = request;
      this.decided = decided;
      this.loaded = loaded;
    }

    @Override
    public Optional<DecidedBatch> alreadyDecided() {
      return decided;
    }

    @Override
    public LoadedBatch loaded() {
      if (loaded == null) {
        throw new IllegalStateException("the batch was decided before");
      }
      return loaded;
    }

    @Override
    public void commit(BatchChanges changes) throws StoreUnavailableException {
      if (ended) {
        throw new IllegalStateException("the transaction has ended");
      }
      try {
        failOn(Fault.BEFORE_COMMIT);
        ledger.write(request, loaded(), changes);
        failOn(Fault.AFTER_COMMIT);
      } finally {
        close();
      }
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        ledger.turn().release();
      }
    }
  }
}
