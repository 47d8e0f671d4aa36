package org.pamoja.ledger.store;

import java.util.Optional;

/** One batch between its two round trips; everything it read stays locked until it ends. */
public interface BatchTransaction extends AutoCloseable {

  /**
   * What was stored for this batch number before, if it had been committed already: then nothing is
   * to be decided.
   */
  Optional<DecidedBatch> alreadyDecided();

  /** What round trip 1 found. Not to be called when {@link #alreadyDecided} is present. */
  LoadedBatch loaded();

  /**
   * Round trip 2: writes and commits. When it returns the batch is durable.
   *
   * @throws StoreUnavailableException when it is unknown whether the commit took place, or the
   *     store asks for a retry
   */
  void commit(BatchChanges changes) throws StoreUnavailableException;

  /** Gives everything back if {@link #commit} did not return. */
  @Override
  void close();
}
