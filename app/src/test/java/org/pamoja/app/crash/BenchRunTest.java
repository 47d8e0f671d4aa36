package org.pamoja.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.bench.Bench;
import org.pamoja.bench.BenchReport;
import org.pamoja.bench.BenchSettings;
import org.pamoja.bench.SettlementBench;
import org.pamoja.bench.SettlementBenchSettings;
import org.pamoja.bench.SettlementReport;

/** The load generator against a real hub: short, to see that it works, not how fast anything is. */
@Timeout(180)
class BenchRunTest {
  private static final List<String> JAVA =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m");

  @Test
  void shouldPayThroughAFreshHubAndFindItsBooksRight() throws Exception {
    long seed = System.nanoTime();
    BenchSettings settings =
        new BenchSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            8,
            false,
            Optional.empty(),
            false,
            seed,
            JAVA,
            "org.pamoja.app.Pamoja");

    BenchReport report = Bench.run(settings, System.out::println);

    report.lines().forEach(System.out::println);
    assertThat(report.isGood()).as("%s", report.lines()).isTrue();
  }

  @Test
  void shouldSettleLoadedTransfersWhilePaymentsGoOnAndFindTheBooksSound() throws Exception {
    SettlementBenchSettings settings =
        new SettlementBenchSettings(
            1_000,
            3,
            2,
            Duration.ofMillis(100),
            Optional.empty(),
            false,
            System.nanoTime(),
            JAVA,
            "org.pamoja.app.Pamoja");

    SettlementReport report = SettlementBench.run(settings, System.out::println);

    report.lines().forEach(System.out::println);
    assertThat(report.isGood()).as("%s", report.lines()).isTrue();
  }
}
