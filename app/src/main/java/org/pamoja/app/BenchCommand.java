package org.pamoja.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pamoja.bench.Bench;
import org.pamoja.bench.BenchReport;
import org.pamoja.bench.BenchSettings;
import org.pamoja.bench.SettlementBench;
import org.pamoja.bench.SettlementBenchSettings;
import org.pamoja.bench.SettlementReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a hub of its own under load. */
@Command(
    name = "bench",
    description = "Puts a fresh hub under load and says what a payment costs.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
final class BenchCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(BenchCommand.class);
  private static final int SETTLED_PARTICIPANTS = 100;
  private static final int PAYMENTS_MEANWHILE = 4;
  private static final Duration QUIET = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Option(names = "--seconds", paramLabel = "N", description = "How long to measure.")
  private long seconds = 30;

  @Option(
      names = {"--warm-up", "--warmup"},
      paramLabel = "N",
      description = "Seconds of load before that.")
  private long warmUpSeconds = 15;

  @Option(names = "--concurrency", paramLabel = "N", description = "Payments under way at a time.")
  private int concurrency = 64;

  @Option(names = "--transfers-only", description = "Leaves out look-up and quote.")
  private boolean transfersOnly;

  @Option(
      names = "--settlement",
      paramLabel = "N",
      description =
          "Measures instead how a window of N transfers among 100 participants is closed and"
              + " settled while 4 payments are under way.")
  private Integer settled;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "An empty directory for the hub; a temporary one if none is given.")
  private Path data;

  @Option(names = "--keep", description = "Leaves the hub's directory when done.")
  private boolean keep;

  @Option(names = "--seed", paramLabel = "N", description = "Decides who pays whom.")
  private long seed = 1;

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "For the hub's Java machine, such as -Xmx1g; may be repeated.")
  private List<String> javaOptions =
      List.of(
          "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED");

  @Override
  public Integer call() throws Exception {
    return settled == null ? load() : settle();
  }

  private int settle() throws Exception {
    SettlementReport report = SettlementBench.run(settlementSettings(), LOG::info);
    report.lines().forEach(spec.commandLine().getOut()::println);
    return report.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private SettlementBenchSettings settlementSettings() {
    try {
      return new SettlementBenchSettings(
          settled,
          SETTLED_PARTICIPANTS,
          PAYMENTS_MEANWHILE,
          QUIET,
          Optional.ofNullable(data),
          keep,
          seed,
          javaOptions,
          Pamoja.class.getName());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private int load() throws Exception {
    BenchReport report = Bench.run(settings(), LOG::info);
    report.lines().forEach(spec.commandLine().getOut()::println);
    return report.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private BenchSettings settings() {
    try {
      return new BenchSettings(
          Duration.ofSeconds(seconds),
          Duration.ofSeconds(warmUpSeconds),
          concurrency,
          transfersOnly,
          Optional.ofNullable(data),
          keep,
          seed,
          javaOptions,
          Pamoja.class.getName());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
