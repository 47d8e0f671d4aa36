package org.pamoja.hub.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentValuesTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final RecentValues<String, Integer> values =
      new RecentValues<>(2, Duration.ofSeconds(1), now::get);

  @Test
  void shouldForgetAfterItsLifetime() {
    values.put("a", 1, values.generation());
    now.set(now.get().plusMillis(999));
    assertThat(values.get("a")).contains(1);
    now.set(now.get().plusMillis(1));
    assertThat(values.get("a")).isEmpty();
  }

  @Test
  void shouldHoldNoMoreThanItsCapacityAndDropTheLeastRecentlyUsed() {
    values.put("a", 1, values.generation());
    values.put("b", 2, values.generation());
    assertThat(values.get("a")).contains(1);
    values.put("c", 3, values.generation());
    assertThat(values.size()).isEqualTo(2);
    assertThat(values.get("b")).isEmpty();
    assertThat(values.get("a")).contains(1);
  }

  @Test
  void shouldNotRememberWhatWasReadBeforeAChange() {
    long before = values.generation();
    values.remove("a");
    values.put("a", 1, before);
    assertThat(values.get("a")).isEmpty();
    long beforeClear = values.generation();
    values.clear();
    values.put("a", 1, beforeClear);
    assertThat(values.get("a")).isEmpty();
  }
}
