package org.pamoja.testkit.ledger;

import org.pamoja.ledger.store.LedgerStore;

/** One ledger with the accounts of {@link World}, and any number of nodes on it. */
interface LedgerFixture extends AutoCloseable {

  /** A further node's store; closed by the test. */
  LedgerStore store();

  /** Number of a stream nobody uses yet. */
  int stream();

  LedgerReader reader();

  ManualClock clock();

  @Override
  void close();
}
