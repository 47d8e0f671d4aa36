package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What participants are owed, counted no more often than the count's own length allows. */
class BacklogReportTest {
  private static final Backlog OWED = new Backlog("payer", 0, 3, 1, Duration.ofSeconds(9));

  private final MovableClock clock = new MovableClock();
  private long nanos = Long.MAX_VALUE - 1; // It overflows, as readings may.
  private final SlowStore store = new SlowStore();
  private final List<List<Backlog>> told = new ArrayList<>();
  private final BacklogReport report =
      new BacklogReport(parts(), new ConcurrentHashMap<>(Map.of()), () -> nanos);

  /** A table whose rows take some time to count. */
  private final class SlowStore implements DeliveryStore {
    private Duration takes = Duration.ZERO;

    @Override
    public List<Backlog> backlogs(Instant now) {
      nanos += takes.toNanos();
      return List.of(OWED);
    }

    @Override
    public void apply(String owner, List<DeliveryChange> changes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> participantsDue(Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Undelivered> claim(Claim claim) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void renew(String owner, Collection<NoticePointer> pointers, Instant until) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Undelivered> deadLetters(int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int removeEnded(Instant before, int limit) {
      throw new UnsupportedOperationException();
    }
  }

  private DeliveryParts parts() {
    MemoryHistory history = new MemoryHistory();
    return new DeliveryParts(
        "node",
        null,
        null,
        store,
        history,
        history,
        _ -> true,
        DeliveryMetrics.NONE,
        clock,
        new SplittableRandom(1),
        new HandTimers(),
        Runnable::run,
        Runnable::run);
  }

  private int reportsAfter(Duration time) {
    nanos += time.toNanos();
    report.run();
    return told.size();
  }

  @Test
  void shouldCountEachTimeWhileThatIsQuick() {
    report.watch(told::add);
    assertThat(reportsAfter(Duration.ZERO)).isEqualTo(1);
    assertThat(reportsAfter(Duration.ofSeconds(5))).isEqualTo(2);
    assertThat(told.getLast()).containsExactly(OWED);
  }

  @Test
  void shouldSpendAFiftiethOfItsTimeOnALongTable() {
    report.watch(told::add);
    store.takes = Duration.ofMillis(300);
    assertThat(reportsAfter(Duration.ZERO)).isEqualTo(1);
    assertThat(reportsAfter(Duration.ofMillis(14_999))).isEqualTo(1);
    assertThat(reportsAfter(Duration.ofMillis(1))).isEqualTo(2);
    store.takes = Duration.ofHours(1);
    assertThat(reportsAfter(Duration.ofSeconds(15))).isEqualTo(3);
    assertThat(reportsAfter(Duration.ofMinutes(5))).as("no longer than that").isEqualTo(4);
  }

  @Test
  void shouldNotFallSilentWhenTheTimeOfDayIsSetBack() {
    report.watch(told::add);
    store.takes = Duration.ofMillis(300);
    assertThat(reportsAfter(Duration.ZERO)).isEqualTo(1);
    clock.advance(Duration.ofHours(-1));
    assertThat(reportsAfter(Duration.ofSeconds(15))).isEqualTo(2);
  }
}
