package org.pamoja.ledger.postgres;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.store.StoreUnavailableException;

/** A real store in which something goes wrong once, at a chosen place. */
final class FaultyStore implements LedgerStore {
  private static final Runnable NOTHING = () -> {};

  private final LedgerStore real;
  private final AtomicReference<Runnable> beforeBegin = new AtomicReference<>(NOTHING);
  private final AtomicReference<Runnable> beforeCommit = new AtomicReference<>(NOTHING);
  private final AtomicReference<Runnable> afterCommit = new AtomicReference<>(NOTHING);

  FaultyStore(LedgerStore real) {
    this.real = real;
  }

  /** Runs once, before the next batch begins. */
  FaultyStore beforeBegin(Runnable fault) {
    beforeBegin.set(fault);
    return this;
  }

  /** Runs once, between the two round trips. */
  FaultyStore beforeCommit(Runnable fault) {
    beforeCommit.set(fault);
    return this;
  }

  /** Runs once, after a commit whose answer is then lost. */
  FaultyStore losingTheAnswer(Runnable fault) {
    afterCommit.set(fault);
    return this;
  }

  @Override
  public BatchTransaction begin(BatchRequest request) throws StoreUnavailableException {
    beforeBegin.getAndSet(NOTHING).run();
    BatchTransaction transaction = real.begin(request);
    return new BatchTransaction() {
      @Override
      public Optional<DecidedBatch> alreadyDecided() {
        return transaction.alreadyDecided();
      }

      @Override
      public LoadedBatch loaded() {
        return transaction.loaded();
      }

      @Override
      public void commit(BatchChanges changes) throws StoreUnavailableException {
        beforeCommit.getAndSet(NOTHING).run();
        transaction.commit(changes);
        Runnable fault = afterCommit.getAndSet(NOTHING);
        if (fault != NOTHING) {
          fault.run();
          throw new StoreUnavailableException("the answer was lost", null);
        }
      }

      @Override
      public void close() {
        transaction.close();
      }
    };
  }

  @Override
  public void close() {
    real.close();
  }
}
