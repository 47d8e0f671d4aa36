package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StreamRegistryTest {
  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final ManualTimers time = new ManualTimers(Instant.EPOCH);
  private final StreamRegistry registry = new StreamRegistry(ledger.pool(), time);
  private final int own = registry.acquire("own");
  private final int other = registry.acquire("other");

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldGiveEveryStartAStreamOfItsOwn() {
    assertThat(own).isNotEqualTo(other);
    assertThat(registry.orphans(own)).isEmpty();
    assertThat(registry.takeOver(other, own)).as("its lease holds").isEmpty();
  }

  @Test
  void shouldHandAnExpiredStreamToOneNodeOnly() {
    registry.saveCursor(other, 41);
    registry.saveCursor(other, 40);
    expire(other);
    assertThat(registry.orphans(own)).isEqualTo(List.of(new StreamRegistry.Orphan(other, 41)));
    int third = registry.acquire("third");
    assertThat(registry.takeOver(other, own)).hasValue(41);
    assertThat(registry.takeOver(other, third)).isEmpty();
    assertThat(registry.takeOver(other, own)).as("the keeper renews its care").hasValue(41);
    assertThat(registry.close(other, 41)).isTrue();
    assertThat(registry.renew(other)).as("its node comes back too late").isFalse();
    assertThat(registry.orphans(own)).isEmpty();
  }

  @Test
  void shouldGiveAStreamBackToItsNodeUnlessItIsClosed() {
    expire(other);
    registry.takeOver(other, own);
    assertThat(registry.renew(other)).isTrue();
    assertThat(registry.takeOver(other, own)).isEmpty();
  }

  @Test
  void shouldTakeNobodyForDeadRightAfterAnOutageOfItsOwn() {
    expire(other);
    time.advance(Duration.ofSeconds(8));
    assertThat(registry.orphans(own)).as("it did not renew itself").isEmpty();
    assertThat(registry.renew(own)).isTrue();
    assertThat(registry.orphans(own)).as("others have not had their chance").isEmpty();
    for (int second = 0; second < 6; second++) {
      time.advance(Duration.ofSeconds(1));
      registry.renew(own);
    }
    assertThat(registry.orphans(own)).hasSize(1);
  }

  private void expire(int stream) {
    ledger.execute(
        "update stream set lease_until = clock_timestamp() - interval '1 second' where stream_id = ?",
        stream);
  }
}
