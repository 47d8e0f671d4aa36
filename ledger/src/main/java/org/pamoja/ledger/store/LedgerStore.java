package org.pamoja.ledger.store;

/**
 * Where the ledger is kept: the seam between deciding and storing. Implementations: PostgreSQL, and
 * an in-memory one for simulation; both pass the same contract tests.
 *
 * <p>A store may be used by one batcher at a time; two nodes have two stores on one database.
 */
public interface LedgerStore extends AutoCloseable {

  /**
   * Round trip 1 of a batch: opens its transaction, claims new ids, locks what exists and reads the
   * time.
   *
   * @throws StoreUnavailableException when the store cannot be reached or asks for the batch to be
   *     tried again; the batch may be begun again under the same number
   */
  BatchTransaction begin(BatchRequest request) throws StoreUnavailableException;

  @Override
  void close();
}
