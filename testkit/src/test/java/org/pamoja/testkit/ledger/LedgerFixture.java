package org.pamoja.testkit.ledger;

import java.util.List;
import org.pamoja.ledger.postgres.WindowFlows.Flow;
import org.pamoja.ledger.store.LedgerStore;

/** One ledger with the accounts of {@link World}, and any number of nodes on it. */
interface LedgerFixture extends AutoCloseable {

  /** A further node's store; closed by the test. */
  LedgerStore store();

  /** Number of a stream nobody uses yet. */
  int stream();

  LedgerReader reader();

  ManualClock clock();

  /**
   * Closes the open settlement window.
   *
   * @return number of the window that was closed
   */
  long closeWindow();

  /** What a closed window comes to. */
  List<Flow> flows(long window);

  @Override
  void close();
}
