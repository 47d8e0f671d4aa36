package org.pamoja.ledger.postgres;

import java.util.Optional;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LoadedBatch;

/**
 * A batch that had been committed before. Nothing is locked and nothing is to be written.
 *
 * @param batch what was stored
 */
record DecidedTransaction(DecidedBatch batch) implements BatchTransaction {

  @Override
  public Optional<DecidedBatch> alreadyDecided() {
    return Optional.of(batch);
  }

  @Override
  public LoadedBatch loaded() {
    throw new IllegalStateException("the batch is decided already");
  }

  @Override
  public void commit(BatchChanges changes) {
    throw new IllegalStateException("the batch is decided already");
  }

  @Override
  public void close() {
    // Nothing was kept open.
  }
}
