package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.FspiopException;

class OneAtATimeTest {
  @Test
  void shouldRefuseASecondUntilTheFirstIsDoneHoweverItEnds() {
    OneAtATime gate = new OneAtATime(Duration.ZERO);
    String done =
        gate.run(
            () -> {
              assertThatThrownBy(() -> gate.run(() -> "second"))
                  .isInstanceOf(FspiopException.class)
                  .hasMessageContaining("other files are being read");
              return "first";
            });
    assertThat(done).isEqualTo("first");
    assertThatThrownBy(
            () ->
                gate.run(
                    () -> {
                      throw new IllegalStateException("fails");
                    }))
        .hasMessage("fails");
    assertThat(gate.run(() -> "next")).isEqualTo("next");
  }
}
