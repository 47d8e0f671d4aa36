package org.pamoja.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pamoja.ledger.store.LedgerStore;

/** Some histories on PostgreSQL; a failure names its seed. */
class PostgresRandomHistoryTest {
  private static final int SEEDS = 16;
  private static final int BATCHES = 20;

  @Test
  void shouldAgreeWithTheModelAfterEveryBatch() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (PostgresFixture fixture = new PostgresFixture();
          LedgerStore store = fixture.store()) {
        new RandomHistory(seed, fixture, store).play(BATCHES);
        assertThat(fixture.discrepancies()).as("seed %s", seed).isEmpty();
      }
    }
  }
}
