package org.pamoja.bench.dfsp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.pamoja.wallet.Onboarding;

/**
 * Several simulated DFSPs in this process, on a few event loops of their own. Threads may share it.
 */
public final class SimulatedDfsps implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long NET_DEBIT_CAP = 100_000_000_000L;
  private static final long DEPOSIT = 100_000_000_000L;

  private final Vertx vertx;
  private final DfspSettings settings;
  private final List<SimulatedDfsp> dfsps = new ArrayList<>();
  private final Map<String, Flows> flows;

  /**
   * What to make.
   *
   * @param count number of DFSPs, 2 or more; they are called {@code dfsp1} and so on
   * @param behaviours how a DFSP of a name answers as payee
   * @param journal told about all transfers
   * @param phases told how long things took
   * @param seed from which all ids come; the same seed on the same hub would repeat them
   */
  public record Plan(
      int count,
      Function<String, PayeeBehaviour> behaviours,
      TransactionJournal journal,
      PhaseListener phases,
      long seed) {}

  private SimulatedDfsps(Vertx vertx, DfspSettings settings, Map<String, Flows> flows) {
    this.vertx = vertx;
    this.settings = settings;
    this.flows = flows;
  }

  /** Starts them; they listen, and do nothing by themselves. Blocks. */
  public static SimulatedDfsps start(DfspSettings settings, Plan plan) {
    int loops = Math.min(2, Runtime.getRuntime().availableProcessors());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
    Map<String, Flows> flows = new LinkedHashMap<>();
    for (int number = 1; number <= plan.count(); number++) {
      flows.put("dfsp" + number, new Flows());
    }
    SimulatedDfsps all = new SimulatedDfsps(vertx, settings, Map.copyOf(flows));
    InstantSource clock = InstantSource.system();
    Agreements agreements = new Agreements(settings.currency(), clock);
    SplittableRandom random = new SplittableRandom(plan.seed());
    for (String name : flows.keySet()) {
      DfspParts parts =
          new DfspParts(
              name,
              settings,
              agreements,
              plan.behaviours().apply(name),
              plan.journal(),
              plan.phases(),
              all.flows::get,
              new RandomIds(random.split()),
              clock);
      all.deploy(new SimulatedDfsp(parts));
    }
    return all;
  }

  private void deploy(SimulatedDfsp dfsp) {
    await(vertx.deployVerticle(dfsp));
    dfsps.add(dfsp);
  }

  /** The DFSPs, in order of their numbers. */
  public List<SimulatedDfsp> all() {
    return List.copyOf(dfsps);
  }

  /** What a DFSP has sent and received. */
  public Flows flows(String fspId) {
    return flows.get(fspId);
  }

  /**
   * Puts all of them on the hub, with a net debit cap and a deposit that the payments of a run do
   * not use up. Blocks.
   *
   * @throws Onboarding.RefusedException when the hub refuses a step
   */
  public void onboard(Onboarding onboarding) {
    onboarding.prepareHub(settings.currency());
    for (SimulatedDfsp dfsp : dfsps) {
      onboarding.register(
          dfsp.fspId(), settings.currency(), dfsp.address(), NET_DEBIT_CAP, DEPOSIT);
    }
  }

  /**
   * Registers customers, numbered from 0, at the hub's look-up. Blocks.
   *
   * @param count customers of each DFSP
   * @throws IllegalStateException when the hub does not accept one
   */
  public void registerCustomers(int count) {
    for (int customer = 0; customer < count; customer++) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int dfsp = 0; dfsp < dfsps.size(); dfsp++) {
        answers.add(dfsps.get(dfsp).register(msisdn(dfsp, customer)));
      }
      for (Future<Integer> answer : answers) {
        int status = await(answer);
        if (status != 202) {
          throw new IllegalStateException("The hub answered a registration with status " + status);
        }
      }
    }
  }

  /** Telephone number of a customer. */
  public static String msisdn(int dfsp, int customer) {
    return String.valueOf(256_700_000_000L + dfsp * 100_000L + customer);
  }

  /** Transfers whose end is not known to their payers. Blocks. */
  public int openTransfers() {
    return dfsps.stream().mapToInt(dfsp -> await(dfsp.openTransfers())).sum();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException tooLate) {
      throw new IllegalStateException("The simulated DFSPs do not answer", tooLate);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
