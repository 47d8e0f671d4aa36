package org.pamoja.hub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.pamoja.hub.rules.Breaker.Permit;

/** When a screener is asked. */
class BreakerTest {
  private static final int MANY = 100;
  private final Breaker breaker = new Breaker();
  private Instant now = Instant.EPOCH;

  private void fail() {
    assertThat(breaker.take(MANY, now)).isEqualTo(Permit.GRANTED);
    breaker.ended(false, now);
  }

  @Test
  void shouldPauseAfterFiveFailuresLongerEachTimeAndCloseWithOneAnswer() {
    for (int i = 0; i < 5; i++) {
      fail();
    }
    assertThat(breaker.take(MANY, now.plusMillis(999))).isEqualTo(Permit.OPEN);
    now = now.plusSeconds(1);
    assertThat(breaker.take(MANY, now)).isEqualTo(Permit.GRANTED);
    assertThat(breaker.take(MANY, now)).as("one probe only").isEqualTo(Permit.OPEN);
    breaker.ended(false, now);
    assertThat(breaker.take(MANY, now.plusMillis(1_999))).isEqualTo(Permit.OPEN);
    now = now.plusSeconds(2);
    assertThat(breaker.take(MANY, now)).isEqualTo(Permit.GRANTED);
    breaker.ended(true, now);
    assertThat(breaker.take(MANY, now)).isEqualTo(Permit.GRANTED);
    assertThat(breaker.take(MANY, now)).isEqualTo(Permit.GRANTED);
  }

  @Test
  void shouldNeverPauseLongerThanHalfAMinute() {
    for (int i = 0; i < 5; i++) {
      fail();
    }
    for (int i = 0; i < 20; i++) {
      now = now.plusSeconds(30);
      fail();
    }
  }

  @Test
  void shouldBoundQuestionsUnderWay() {
    assertThat(breaker.take(2, now)).isEqualTo(Permit.GRANTED);
    assertThat(breaker.take(2, now)).isEqualTo(Permit.GRANTED);
    assertThat(breaker.take(2, now)).isEqualTo(Permit.BUSY);
    breaker.ended(true, now);
    assertThat(breaker.take(2, now)).isEqualTo(Permit.GRANTED);
  }
}
