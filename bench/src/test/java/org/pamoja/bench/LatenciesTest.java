package org.pamoja.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void shouldKeepPercentilesWithinTheDocumentedPrecision() {
    long seed = System.nanoTime();
    System.out.println("Seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Latencies latencies = new Latencies();
    long[] micros = new long[10_000];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = 1L << random.nextInt(1, 31);
      micros[i] += random.nextLong(micros[i]);
      latencies.record(micros[i] * 1_000);
    }
    Arrays.sort(micros);

    for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
      double exact = micros[(int) Math.ceil(share * micros.length) - 1] / 1_000.0;
      assertThat(latencies.percentileMillis(share)).isCloseTo(exact, within(exact / 64 + 0.001));
    }
    assertThat(latencies.count()).isEqualTo(micros.length);
  }

  @Test
  void shouldCountWhatIsTooLongInTheLastCell() {
    Latencies latencies = new Latencies();
    latencies.record(Long.MAX_VALUE);
    latencies.record(-1);

    assertThat(latencies.count()).isEqualTo(2);
    assertThat(latencies.percentileMillis(0.5)).isZero();
    assertThat(latencies.percentileMillis(1)).isGreaterThan(3_600_000);
  }

  @Test
  void shouldSayZeroWhenNothingWasMeasured() {
    assertThat(new Latencies().percentileMillis(0.5)).isZero();
  }
}
