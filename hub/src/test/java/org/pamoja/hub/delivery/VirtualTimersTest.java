package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real timers: how a repetition ends. */
@Timeout(20)
class VirtualTimersTest {
  private static final Duration SOON = Duration.ofMillis(1);

  @Test
  void shouldLetACallUnderWayFinishUninterruptedBeforeItsEndReturns() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    Timers.Repetition repetition =
        new VirtualTimers()
            .every(
                SOON,
                () -> {
                  begun.countDown();
                  try {
                    Thread.sleep(100);
                    finished.set(true);
                  } catch (InterruptedException early) {
                    interrupted.set(true);
                  }
                });
    begun.await();

    repetition.end();

    assertThat(finished).isTrue();
    assertThat(interrupted).isFalse();
  }

  @Test
  void shouldGoOnAfterAFailureAndEndFromWithinItsOwnCall() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(1);
    Timers.Repetition[] repetition = new Timers.Repetition[1];
    CountDownLatch known = new CountDownLatch(1);
    repetition[0] =
        new VirtualTimers()
            .every(
                SOON,
                () -> {
                  await(known);
                  if (calls.incrementAndGet() < 3) {
                    throw new IllegalStateException("scripted failure");
                  }
                  repetition[0].end();
                  ended.countDown();
                });
    known.countDown();

    ended.await();

    assertThat(calls).hasValue(3);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
