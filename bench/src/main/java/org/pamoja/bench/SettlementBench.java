package org.pamoja.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.pamoja.bench.SettlementReport.Step;
import org.pamoja.bench.SettlementReport.Stretch;
import org.pamoja.bench.dfsp.DfspSettings;
import org.pamoja.bench.dfsp.PayeeBehaviour;
import org.pamoja.bench.dfsp.RandomIds;
import org.pamoja.bench.dfsp.SimulatedDfsps;
import org.pamoja.bench.dfsp.TransactionJournal;
import org.pamoja.bench.process.HubProcess;
import org.pamoja.postgres.EmbeddedPostgres;
import org.pamoja.wallet.Onboarding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures a day's end on a fresh hub: a window full of transfers is closed and settled state by
 * state, a smaller one with the bank's file, while payments go on. The transfers of the windows are
 * loaded as rows ({@link LoadedTransfers}); everything else is done as operators and DFSPs do it,
 * and the books are proved at the end. One thread at a time.
 */
public final class SettlementBench {
  private static final String CURRENCY = "USD";
  private static final String MODEL = "DEFERREDNET" + CURRENCY;
  private static final List<String> STATES =
      List.of(
          "PS_TRANSFERS_RECORDED", "PS_TRANSFERS_RESERVED", "PS_TRANSFERS_COMMITTED", "SETTLED");
  private static final int SMALLER = 10;
  private static final long STOP_SECONDS = 60;
  private static final long POLL_MILLIS = 20;

  private final SettlementBenchSettings settings;
  private final Consumer<String> progress;
  private final ClosedLoop load;
  private final List<Step> steps = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();

  private SettlementBench(SettlementBenchSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.load = new ClosedLoop(settings.concurrency(), true, settings.seed() + 1);
  }

  /**
   * Measures once. Blocks.
   *
   * @param progress told in words what is being done
   * @throws HubProcess.HubFailedException when the hub does not start
   * @throws IllegalStateException when the hub refuses a step
   */
  public static SettlementReport run(SettlementBenchSettings settings, Consumer<String> progress)
      throws IOException, InterruptedException, SQLException {
    try (HubDirectory directory = HubDirectory.of(settings.data(), settings.keep())) {
      return new SettlementBench(settings, progress).measureFreshHub(directory);
    }
  }

  private SettlementReport measureFreshHub(HubDirectory directory)
      throws IOException, InterruptedException, SQLException {
    progress.accept("Starting a hub in " + directory.path());
    HubProcess.Launch launch =
        new HubProcess.Launch(
            settings.javaOptions(),
            settings.mainClass(),
            directory.path(),
            HubProcess.freePort(),
            HubProcess.freePort(),
            directory.path().resolve("hub.log"));
    SimulatedDfsps.Plan plan =
        new SimulatedDfsps.Plan(
            settings.participants(),
            _ -> PayeeBehaviour.PROMPT,
            TransactionJournal.NONE,
            load,
            settings.seed());
    try (HubProcess hub = HubProcess.start(launch);
        SimulatedDfsps dfsps =
            SimulatedDfsps.start(DfspSettings.forLoad(launch.fspiop(), CURRENCY), plan)) {
      return settle(hub, dfsps, directory);
    }
  }

  private SettlementReport settle(HubProcess hub, SimulatedDfsps dfsps, HubDirectory directory)
      throws IOException, InterruptedException, SQLException {
    SettlementDesk desk = new SettlementDesk(hub.launch().admin());
    LoadedTransfers transfers =
        new LoadedTransfers(EmbeddedPostgres.running(directory.path()).orElseThrow(), CURRENCY);
    progress.accept("Putting " + settings.participants() + " DFSPs on it");
    RandomIds ids = new RandomIds(new SplittableRandom(settings.seed() + 2));
    dfsps.onboard(new Onboarding(hub.launch().admin(), ids));
    progress.accept("Loading %,d transfers".formatted(settings.transfers()));
    transfers.load("first " + settings.seed(), settings.transfers());
    load.start(dfsps);
    Thread.sleep(settings.quiet());
    during("nothing else", () -> Thread.sleep(settings.quiet()));
    byStates(desk, 1);
    progress.accept("Loading %,d more".formatted(settings.transfers() / SMALLER));
    transfers.load("second " + settings.seed(), settings.transfers() / SMALLER);
    byTheBanksFile(desk, 2);
    List<String> faults = new ArrayList<>();
    if (!load.stop(STOP_SECONDS)) {
      faults.add("payments did not end within " + STOP_SECONDS + " s");
    }
    prove(desk, faults);
    return new SettlementReport(settings, steps, stretches, faults);
  }

  /** Something the operator does, or waits for. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void timed(String name, Work work) throws IOException, InterruptedException {
    Instant start = Instant.now();
    work.run();
    steps.add(new Step(name, Duration.between(start, Instant.now())));
  }

  private void during(String name, Work work) throws IOException, InterruptedException {
    progress.accept("Meanwhile: " + name);
    Instant start = Instant.now();
    Tally tally = load.beginTally();
    work.run();
    load.beginTally();
    stretches.add(Stretch.of(name, Duration.between(start, Instant.now()), tally));
  }

  private void close(SettlementDesk desk, long window) throws IOException, InterruptedException {
    timed(
        "window %d: until it is summed up and CLOSED".formatted(window),
        () -> {
          timed(
              "window %d: until the close was answered".formatted(window),
              () ->
                  desk.send(
                      "POST",
                      "/v2/settlementWindows/" + window,
                      object().put("state", "CLOSED").put("reason", "end of day")));
          await(desk, "/v2/settlementWindows/" + window, "CLOSED");
        });
  }

  private long create(SettlementDesk desk, long window) throws IOException, InterruptedException {
    ObjectNode order = object().put("settlementModel", MODEL).put("reason", "the day");
    order.putArray("settlementWindows").addObject().put("id", window);
    List<Long> made = new ArrayList<>();
    timed(
        "settlement of window %d: created".formatted(window),
        () -> made.add(desk.send("POST", "/v2/settlements", order).get("id").asLong()));
    return made.getFirst();
  }

  private void byStates(SettlementDesk desk, long window) throws IOException, InterruptedException {
    during("closing, summing up", () -> close(desk, window));
    during(
        "settling, four states",
        () -> {
          String path = "/v2/settlements/" + create(desk, window);
          for (String state : STATES) {
            ObjectNode change = change(desk.get(path), state);
            timed("all accounts " + state, () -> desk.send("PUT", path, change));
          }
          await(desk, path, "SETTLED");
        });
  }

  private static ObjectNode change(JsonNode settlement, String state) {
    ObjectNode change = object();
    ArrayNode participants = change.putArray("participants");
    for (JsonNode participant : settlement.get("participants")) {
      ObjectNode changed = participants.addObject();
      changed.set("id", participant.get("id"));
      ArrayNode accounts = changed.putArray("accounts");
      for (JsonNode account : participant.get("accounts")) {
        ObjectNode one = accounts.addObject().put("state", state).put("reason", state);
        one.set("id", account.get("id"));
      }
    }
    return change;
  }

  private void byTheBanksFile(SettlementDesk desk, long window)
      throws IOException, InterruptedException {
    during("closing, summing up 1/" + SMALLER, () -> close(desk, window));
    during(
        "finalising with the file",
        () -> {
          String path = "/v2/settlements/" + create(desk, window);
          JsonNode file = desk.get(path + "/bank-file?format=json");
          timed("the bank's file: dry run", () -> fillIn(desk, path, file));
          timed(
              "the bank's file: finalised, funds booked",
              () -> {
                desk.send("POST", path + "/finalisations?processFunds=true", file);
                await(desk, path + "/finalisations/1", "COMPLETED");
              });
        });
  }

  /** The bank has moved exactly what it was told to. */
  private static void fillIn(SettlementDesk desk, String path, JsonNode file)
      throws IOException, InterruptedException {
    Map<Long, BigDecimal> held = new TreeMap<>();
    for (JsonNode effect :
        desk.send("POST", path + "/finalisations?dryRun=true", file).get("effects")) {
      held.put(effect.get("accountId").asLong(), effect.get("hubBalance").decimalValue());
    }
    for (JsonNode row : file.get("rows")) {
      BigDecimal before = held.get(row.get("accountId").asLong());
      ((ObjectNode) row)
          .put("balance", before.subtract(row.get("settlementTransfer").decimalValue()));
    }
  }

  private static void await(SettlementDesk desk, String path, String state)
      throws IOException, InterruptedException {
    while (!desk.get(path).path("state").asString("").equals(state)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void prove(SettlementDesk desk, List<String> faults)
      throws IOException, InterruptedException {
    progress.accept("Proving the books");
    timed(
        "proof of all accounts, transfers and windows",
        () ->
            desk.get("/books/proof")
                .get("discrepancies")
                .forEach(text -> faults.add(text.asString(""))));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
