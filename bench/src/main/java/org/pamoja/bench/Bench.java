package org.pamoja.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.pamoja.bench.dfsp.DfspSettings;
import org.pamoja.bench.dfsp.PayeeBehaviour;
import org.pamoja.bench.dfsp.RandomIds;
import org.pamoja.bench.dfsp.SimulatedDfsps;
import org.pamoja.bench.dfsp.TransactionJournal;
import org.pamoja.bench.process.HubProcess;
import org.pamoja.bench.process.ProcessUsage;
import org.pamoja.wallet.Onboarding;

/**
 * Measures a fresh hub: starts it as a process of its own with an embedded database, puts simulated
 * DFSPs on it, loads it, and checks its books at the end. Hub, database and load generator share
 * the machine, so the CPU time per transaction says more than the transactions per second.
 */
public final class Bench {
  private static final int DFSPS = 8;
  private static final String CURRENCY = "USD";
  private static final long STOP_SECONDS = 60;
  private static final long POLL_MILLIS = 200;
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(45);

  private final BenchSettings settings;
  private final Consumer<String> progress;
  private final ClosedLoop load;

  private Bench(BenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.load =
        new ClosedLoop(settings.concurrency(), settings.transfersOnly(), settings.seed() + 1);
  }

  /**
   * Measures once. Blocks.
   *
   * @param progress told in words what is being done
   * @throws HubProcess.HubFailedException when the hub does not start
   * @throws IllegalArgumentException when the directory asked for is in use
   */
  public static BenchReport run(BenchSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (HubDirectory directory = HubDirectory.of(settings.data(), settings.keep())) {
      return new Bench(settings, progress).measureFreshHub(directory);
    }
  }

  private BenchReport measureFreshHub(HubDirectory directory)
      throws IOException, InterruptedException {
    progress.accept("Starting a hub in " + directory.path());
    HubProcess.Launch launch =
        new HubProcess.Launch(
            settings.javaOptions(),
            settings.mainClass(),
            directory.path(),
            HubProcess.freePort(),
            HubProcess.freePort(),
            directory.path().resolve("hub.log"));
    Instant start = Instant.now();
    try (HubProcess hub = HubProcess.start(launch)) {
      Duration readyAfter = Duration.between(start, Instant.now());
      SimulatedDfsps.Plan plan =
          new SimulatedDfsps.Plan(
              DFSPS, _ -> PayeeBehaviour.PROMPT, TransactionJournal.NONE, load, settings.seed());
      DfspSettings dfspSettings = DfspSettings.forLoad(launch.fspiop(), CURRENCY);
      try (SimulatedDfsps dfsps = SimulatedDfsps.start(dfspSettings, plan)) {
        return measure(hub, dfsps, readyAfter);
      }
    }
  }

  private BenchReport measure(HubProcess hub, SimulatedDfsps dfsps, Duration readyAfter)
      throws IOException, InterruptedException {
    Onboarding admin =
        new Onboarding(
            hub.launch().admin(), new RandomIds(new SplittableRandom(settings.seed() + 2)));
    progress.accept("Putting " + DFSPS + " DFSPs on it");
    dfsps.onboard(admin);
    if (!settings.transfersOnly()) {
      dfsps.registerCustomers(settings.concurrency());
    }
    progress.accept("Warming up for " + settings.warmUp().toSeconds() + " s");
    load.start(dfsps);
    Thread.sleep(settings.warmUp());

    progress.accept("Measuring for " + settings.measured().toSeconds() + " s");
    long generatorBefore = ProcessUsage.ownCpuMillis();
    ProcessUsage before = ProcessUsage.of(hub.pid());
    Instant start = Instant.now();
    Tally tally = load.beginTally();
    Thread.sleep(settings.measured());
    load.beginTally(); // What ends from here on is not measured any more.
    Duration elapsed = Duration.between(start, Instant.now());
    ProcessUsage after = ProcessUsage.of(hub.pid());
    long generatorCpu = ProcessUsage.ownCpuMillis() - generatorBefore;

    return new BenchReport(
        settings, elapsed, tally, before, after, generatorCpu, readyAfter, faults(admin, dfsps));
  }

  private List<String> faults(Onboarding admin, SimulatedDfsps dfsps) throws InterruptedException {
    List<String> faults = new ArrayList<>();
    if (!load.stop(STOP_SECONDS)) {
      faults.add("payments did not end within " + STOP_SECONDS + " s");
    }
    Instant deadline = Instant.now().plus(QUIET_WITHIN);
    while (dfsps.openTransfers() > 0 && Instant.now().isBefore(deadline)) {
      Thread.sleep(POLL_MILLIS);
    }
    int open = dfsps.openTransfers();
    if (open > 0) {
      faults.add("payers were never told how " + open + " transfers ended");
    }
    faults.addAll(Books.check(admin, dfsps, CURRENCY));
    return faults;
  }
}
