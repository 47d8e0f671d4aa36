package org.pamoja.testkit.ledger;

import org.junit.jupiter.api.Test;
import org.pamoja.ledger.store.LedgerStore;

/** Some histories on PostgreSQL; a failure names its seed. */
class PostgresRandomHistoryTest {
  private static final int SEEDS = 16;
  private static final int BATCHES = 20;

  @Test
  void shouldAgreeWithTheModelAfterEveryBatch() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (LedgerFixture fixture = new PostgresFixture();
          LedgerStore store = fixture.store()) {
        new RandomHistory(seed, fixture.clock(), store, fixture.reader(), fixture.stream())
            .play(BATCHES);
      }
    }
  }
}
