package org.pamoja.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.postgres.WindowFlows.Flow;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * One history: random batches go through a store and the rules, and singly through the model; after
 * each batch both must agree on outcomes, notices, states and balances, and the ledger's invariants
 * must hold. Now and then the settlement window closes: it must come to what the model says, take
 * nothing in afterwards, and is settled in the batches that follow.
 */
final class RandomHistory {
  private final long seed;
  private final LedgerFixture fixture;
  private final ManualClock clock;
  private final LedgerReader ledger;
  private final LedgerStore store;
  private final LedgerModel model;
  private final BatchRunner runner;
  private final SplittableRandom random;
  private final Map<Long, Long> closed = new TreeMap<>();
  private long sequence;

  RandomHistory(long seed, LedgerFixture fixture, LedgerStore store) {
    this.seed = seed;
    this.fixture = fixture;
    this.clock = fixture.clock();
    this.store = store;
    this.ledger = fixture.reader();
    boolean confirmToPayee = seed % 3 == 0;
    boolean onUsAllowed = seed % 5 == 0;
    model = new LedgerModel(ledger.accounts().values(), confirmToPayee, onUsAllowed);
    LedgerSettings settings = new LedgerSettings(World.HUB, onUsAllowed, confirmToPayee);
    runner = new BatchRunner(store, new BatchDecider(settings), fixture.stream());
    random = new SplittableRandom(seed + 1);
  }

  /**
   * Plays {@code batches} batches; returns how often each sort of entry ended in each state, for
   * the test of the test.
   */
  Map<String, Integer> play(int batches) {
    CommandGenerator generator = new CommandGenerator(seed);
    step("opening", CommandGenerator.opening());
    for (int batch = 0; batch < batches; batch++) {
      boolean longWait = random.nextInt(12) == 0;
      clock.advance(Duration.ofMillis(random.nextInt(longWait ? 15_000 : 700)));
      sometimesLoseTheConnection();
      if (random.nextInt(6) == 0) {
        generator.settle(closeTheWindow());
      }
      step("batch " + batch, generator.batch(clock.instant()));
    }
    return model.reached();
  }

  /** The store in memory can lose its connection at will; nothing may come of it. */
  private void sometimesLoseTheConnection() {
    if (store instanceof InMemoryLedgerStore memory && random.nextInt(10) == 0) {
      InMemoryLedgerStore.Fault[] faults = InMemoryLedgerStore.Fault.values();
      memory.inject(faults[random.nextInt(faults.length)]);
    }
  }

  /** What the window came to on the accounts that are settled. */
  private Map<Long, Long> closeTheWindow() {
    long window = fixture.closeWindow();
    String where = "seed " + seed + ", window " + window;
    Map<Long, Account> accounts = ledger.accounts();
    List<Posting> postings = ledger.postings();
    List<Flow> flows = fixture.flows(window);
    assertThat(flows).as(where).isEqualTo(PlainFlows.of(window, postings, accounts));
    Map<Long, Long> nets = model.closeWindow();
    assertThat(nets(flows)).as(where).isEqualTo(nets);
    closed.put(window, countIn(window, postings));
    Map<Long, Long> toSettle = new TreeMap<>(nets);
    toSettle.keySet().removeIf(id -> accounts.get(id).type().equals(AccountTypes.SETTLEMENT));
    Map<String, Long> sums = new TreeMap<>();
    toSettle.forEach(
        (id, net) ->
            sums.merge(accounts.get(id).type() + accounts.get(id).currency(), net, Long::sum));
    assertThat(sums.values()).as(where + ": sums over participants").allMatch(it -> it == 0);
    return toSettle;
  }

  private static Map<Long, Long> nets(List<Flow> flows) {
    Map<Long, Long> nets = new TreeMap<>();
    for (Flow flow : flows) {
      nets.merge(flow.debtor(), flow.amount().longValueExact(), Long::sum);
      nets.merge(flow.creditor(), -flow.amount().longValueExact(), Long::sum);
    }
    nets.values().removeIf(net -> net == 0);
    return nets;
  }

  private static long countIn(long window, List<Posting> postings) {
    return postings.stream().filter(posting -> posting.window() == window).count();
  }

  private void step(String name, List<Command> commands) {
    String where = "seed " + seed + ", " + name + ": " + commands;
    Instant now = clock.instant();
    // The queue is long now and then.
    Duration waited = Duration.ofMillis(random.nextInt(6) == 0 ? random.nextInt(5_000) : 0);
    runner.waiting(waited);
    Instant arrived = now.minus(waited);
    long first = sequence + 1;
    sequence += commands.size();
    DecidedBatch decided = runner.run(commands);
    Map<Long, List<String>> told = told(decided);
    for (int index = 0; index < commands.size(); index++) {
      LedgerModel.Answer expected = model.decide(commands.get(index), arrived, now);
      String command = commands.get(index) + " in " + where;
      assertThat(decided.outcomes().get(index).status()).as(command).isEqualTo(expected.status());
      assertThat(told.getOrDefault(first + index, List.of()))
          .as(command)
          .isEqualTo(expected.told());
    }
    Map<TransferKey, TransferState> states = new TreeMap<>();
    ledger.transfers().forEach((key, transfer) -> states.put(key, transfer.state()));
    assertThat(states).as(where).isEqualTo(model.states());
    Map<Long, String> balances = new TreeMap<>();
    ledger.accounts().forEach((id, account) -> balances.put(id, LedgerModel.line(account)));
    assertThat(balances).as(where).isEqualTo(model.balances());
    Invariants.check(ledger);
    List<Posting> postings = ledger.postings();
    closed.forEach(
        (window, count) ->
            assertThat(countIn(window, postings))
                .as("postings of window " + window + " in " + where)
                .isEqualTo(count));
  }

  private static Map<Long, List<String>> told(DecidedBatch decided) {
    Map<Long, List<String>> told = new HashMap<>();
    for (Event event : decided.events()) {
      List<String> lines = new ArrayList<>();
      for (Notice notice : event.notices()) {
        boolean shown = notice.type() != Notice.Type.STATE && notice.failure().isPresent();
        String code = shown ? notice.failure().get().code() : "";
        lines.add(LedgerModel.line(notice.recipient(), notice.type().name(), notice.about(), code));
      }
      told.put(event.pointer().sequence(), lines);
    }
    return told;
  }
}
