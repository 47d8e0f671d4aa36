package org.pamoja.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pamoja.bench.dfsp.DfspSettings;
import org.pamoja.bench.dfsp.PhaseListener;
import org.pamoja.bench.dfsp.RandomIds;
import org.pamoja.bench.dfsp.SimulatedDfsp;
import org.pamoja.bench.dfsp.SimulatedDfsps;
import org.pamoja.bench.dfsp.Told;
import org.pamoja.bench.process.HubProcess;
import org.pamoja.ledger.transfer.TransferState;
import org.pamoja.wallet.Onboarding;

/**
 * A hub in a directory of its own, and DFSPs in this program that pay through it and note
 * everything. The directory holds the hub's logs; it is deleted only after a test that has passed.
 */
final class Scene implements AutoCloseable {
  private static final String CURRENCY = "USD";
  private static final int DFSPS = 4;
  private static final Duration VALIDITY = Duration.ofSeconds(4);
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 500;
  private static final int TRIES = 1_000;
  private static final int FAULTS_SHOWN = 20;
  private static final int QUESTIONS_AT_A_TIME = 32;

  private final Path directory;
  private final FateJournal journal = new FateJournal();
  private final SimulatedDfsps dfsps;
  private final PaymentStream payments;
  private final HubProcess.Launch launch;
  private HubProcess hub;
  private boolean passed;

  /** Starts a fresh hub with DFSPs on it. */
  Scene(SplittableRandom random) throws Exception {
    directory = HubDirectory.make("pamoja-crash-");
    launch =
        new HubProcess.Launch(
            List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED"),
            "org.pamoja.app.Pamoja",
            directory,
            HubProcess.freePort(),
            HubProcess.freePort(),
            directory.resolve("hub.log"));
    dfsps =
        SimulatedDfsps.start(
            settings(),
            new SimulatedDfsps.Plan(
                DFSPS, _ -> new MixedPayees(VALIDITY), journal, untimed(), random.nextLong()));
    payments = new PaymentStream(dfsps);
    hub = HubProcess.start(launch);
    dfsps.onboard(new Onboarding(launch.admin(), new RandomIds(random.split())));
  }

  private DfspSettings settings() {
    return new DfspSettings(
        launch.fspiop(),
        CURRENCY,
        64,
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        VALIDITY,
        TRIES,
        Duration.ofMillis(100));
  }

  private static PhaseListener untimed() {
    return (_, _) -> {};
  }

  HubProcess hub() {
    return hub;
  }

  PaymentStream payments() {
    return payments;
  }

  Path directory() {
    return directory;
  }

  /** Starts the hub again on the same directory. */
  void restart() throws IOException, InterruptedException {
    hub = HubProcess.start(launch);
  }

  /** Ends the stream, waits until nothing moves, and checks every promise. */
  void verify() throws Exception {
    assertThat(payments.stop(QUIET_WITHIN.toSeconds())).as("all prepares answered").isTrue();
    Instant deadline = Instant.now().plus(QUIET_WITHIN);
    List<String> faults = faults();
    while (!faults.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(POLL_MILLIS);
      faults = faults();
    }
    assertThat(faults.stream().limit(FAULTS_SHOWN))
        .as("%d faults; logs in %s", faults.size(), directory)
        .isEmpty();
    assertThat(journal.strangers()).as("messages about unknown transfers").isZero();
    verifyAnswers();
    verifyPositions();
    System.out.println(summary());
    passed = true;
  }

  private List<String> faults() throws SQLException, IOException {
    Map<String, Fate> fates = journal.fates();
    return Promises.faults(fates, StoredBooks.read(directory));
  }

  /** Each payer asks how each of its transfers ended, and is told what is stored. */
  private void verifyAnswers() throws Exception {
    Map<String, Fate> before = journal.fates();
    askAll(before);
    Map<String, TransferState> stored = StoredBooks.read(directory).states();
    Instant deadline = Instant.now().plus(QUIET_WITHIN);
    List<String> wrong = wrongAnswers(before, stored);
    while (!wrong.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(POLL_MILLIS);
      wrong = wrongAnswers(before, stored);
    }
    assertThat(wrong.stream().limit(FAULTS_SHOWN))
        .as("%d wrong answers; logs in %s", wrong.size(), directory)
        .isEmpty();
  }

  private void askAll(Map<String, Fate> fates) {
    Map<String, SimulatedDfsp> byName =
        dfsps.all().stream().collect(Collectors.toMap(SimulatedDfsp::fspId, dfsp -> dfsp));
    Deque<Future<Integer>> underWay = new ArrayDeque<>();
    fates.forEach(
        (id, fate) -> {
          if (underWay.size() == QUESTIONS_AT_A_TIME) {
            underWay.remove().await();
          }
          underWay.add(byName.get(fate.prepared().payer()).ask(id));
        });
    underWay.forEach(answer -> answer.await());
  }

  private List<String> wrongAnswers(Map<String, Fate> before, Map<String, TransferState> stored) {
    return journal.fates().entrySet().stream()
        .filter(
            transfer -> {
              String id = transfer.getKey();
              List<Told> told = transfer.getValue().payerTold();
              List<Told> answers = told.subList(before.get(id).payerTold().size(), told.size());
              return !answers.contains(new Told(Told.Kind.STATE, stored.get(id).external()));
            })
        .map(transfer -> transfer.getKey() + " " + stored.get(transfer.getKey()) + " " + transfer)
        .toList();
  }

  private void verifyPositions() throws SQLException, IOException {
    Onboarding admin = new Onboarding(launch.admin(), () -> "");
    StoredBooks books = StoredBooks.read(directory);
    for (SimulatedDfsp dfsp : dfsps.all()) {
      assertThat(new BigDecimal(admin.position(dfsp.fspId(), CURRENCY)))
          .as("position of %s, logs in %s", dfsp.fspId(), directory)
          .isEqualByComparingTo(BigDecimal.valueOf(books.positions().get(dfsp.fspId()), 4));
    }
  }

  private String summary() throws SQLException, IOException {
    Map<String, Fate> fates = journal.fates();
    Map<String, Long> states =
        StoredBooks.read(directory).states().values().stream()
            .collect(Collectors.groupingBy(Enum::name, TreeMap::new, Collectors.counting()));
    long repeats =
        fates.values().stream()
            .mapToLong(
                fate -> Math.max(0, fate.payerTold().size() - 2) + repeated(fate.payeeTold()))
            .sum();
    return fates.size() + " transfers " + states + ", " + repeats + " messages more than once";
  }

  private static long repeated(List<Told> told) {
    return told.size() - told.stream().distinct().count();
  }

  @Override
  public void close() throws IOException {
    try {
      hub.close();
    } finally {
      dfsps.close();
    }
    HubDirectory.leave(directory, passed);
  }
}
