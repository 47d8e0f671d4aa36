package org.pamoja.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.store.LedgerStore;

/**
 * Many histories in memory. The seeds are fixed; {@code -Dpamoja.seeds=N} plays N more, starting
 * from the time of day, and a failure names its seed.
 */
class RandomHistoryTest {
  private static final int FIXED_SEEDS = 2_000;
  private static final int BATCHES = 25;

  @Test
  void shouldAgreeWithTheModelAfterEveryBatch() {
    Map<String, Integer> reached = new TreeMap<>();
    for (long seed = 1; seed <= FIXED_SEEDS; seed++) {
      play(seed).forEach((state, count) -> reached.merge(state, count, Integer::sum));
    }
    assertThat(reached.keySet())
        .as("the histories must reach every state they can: %s", reached)
        .contains(
            "PAYMENT RESERVED",
            "PAYMENT COMMITTED",
            "PAYMENT ABORTED_ERROR",
            "PAYMENT ABORTED_REJECTED",
            "PAYMENT EXPIRED_PREPARED",
            "PAYMENT EXPIRED_RESERVED",
            "PAYMENT INVALID",
            "PAYMENT COMMITTED on us",
            "PAYMENT ABORTED_ERROR on us",
            "PAYMENT EXPIRED_RESERVED on us",
            "PAYMENT INVALID on us",
            "PAYER_CONVERSION RECEIVED_FULFIL_DEPENDENT",
            "PAYER_CONVERSION COMMITTED",
            "PAYER_CONVERSION ABORTED_ERROR",
            "PAYER_CONVERSION ABORTED_REJECTED",
            "PAYER_CONVERSION EXPIRED_PREPARED",
            "PAYER_CONVERSION EXPIRED_RESERVED",
            "PAYER_CONVERSION INVALID",
            "PAYEE_CONVERSION RECEIVED_FULFIL_DEPENDENT",
            "PAYEE_CONVERSION COMMITTED",
            "PAYEE_CONVERSION ABORTED_ERROR",
            "PAYEE_CONVERSION ABORTED_REJECTED",
            "PAYEE_CONVERSION EXPIRED_PREPARED",
            "PAYEE_CONVERSION EXPIRED_RESERVED",
            "PAYEE_CONVERSION INVALID",
            "WITHDRAWAL RESERVED",
            "WITHDRAWAL COMMITTED",
            "WITHDRAWAL ABORTED_REJECTED",
            "WITHDRAWAL EXPIRED_RESERVED",
            "PAYMENT SETTLED",
            "SETTLEMENT RECEIVED_PREPARE",
            "SETTLEMENT RESERVED",
            "SETTLEMENT COMMITTED",
            "SETTLEMENT ABORTED_REJECTED",
            "SETTLEMENT INVALID",
            "DEPOSIT INVALID");
  }

  @Test
  void shouldAgreeWithTheModelForFurtherSeeds() {
    int more = Integer.getInteger("pamoja.seeds", 0);
    long first = more == 0 ? 0 : System.nanoTime();
    System.out.println("random histories from seed " + first + ": " + more);
    for (long seed = first; seed < first + more; seed++) {
      play(seed);
    }
  }

  private static Map<String, Integer> play(long seed) {
    try (LedgerFixture fixture = new InMemoryFixture();
        LedgerStore store = fixture.store()) {
      return new RandomHistory(seed, fixture, store).play(BATCHES);
    }
  }
}
