package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.BatchPlan;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.clearing.Sequenced;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/**
 * A conversion and its determining transfer, decided on two nodes at the same time: whoever is
 * second sees the first, whatever the order in which they reach the database. First step by step,
 * then by chance.
 */
@Timeout(120)
final class LinkedTransfersRaceTest {
  private static final long PLENTY = 1_000_000_0000L;
  private static final Executor DIRECT = Runnable::run;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing one = ledger.newNode();
  private final Clearing two = ledger.newNode();
  private final BatchDecider decider = new BatchDecider(LedgerSettings.of(LedgerDatabase.HUB));
  private final LedgerDatabase.Member alice = ledger.newMember(one, "alice", "USD", PLENTY, PLENTY);
  private final LedgerDatabase.Member aliceEuro =
      ledger.addCurrency(one, alice.id(), "alice", "EUR", PLENTY, PLENTY);
  private final LedgerDatabase.Member bob = ledger.newMember(one, "bob", "USD", PLENTY, PLENTY);
  private final LedgerDatabase.Member bobEuro =
      ledger.addCurrency(one, bob.id(), "bob", "EUR", PLENTY, PLENTY);
  private final LedgerDatabase.Member fxp = ledger.newMember(one, "fxp", "USD", PLENTY, PLENTY);
  private final LedgerDatabase.Member fxpEuro =
      ledger.addCurrency(one, fxp.id(), "fxp", "EUR", PLENTY, PLENTY);

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldLetThePrepareSeeAConversionThatWasUncommittedWhenItBegan() throws Exception {
    try (Hand conversion = new Hand(convert("F", "T"));
        Hand prepare = new Hand(Commands.prepare("T", alice, bob, "USD", 10))) {
      conversion.begin();
      CompletableFuture<Void> waiting = prepare.beginInBackground();
      conversion.commit();
      waiting.join();
      prepare.commit();
    }
    assertThat(state(TransferKey.transfer("T"))).isEqualTo(TransferState.INVALID);
    assertThat(kind("F")).isEqualTo(TransferKind.PAYER_CONVERSION);
  }

  @Test
  void shouldLetTheConversionSeeAPrepareThatWasUncommittedWhenItBegan() throws Exception {
    try (Hand prepare = new Hand(Commands.prepare("T", alice, bob, "USD", 10));
        Hand conversion = new Hand(convertForPayee("F", "T"))) {
      prepare.begin();
      CompletableFuture<Void> waiting = conversion.beginInBackground();
      prepare.commit();
      waiting.join();
      conversion.commit();
    }
    assertThat(state(TransferKey.transfer("T"))).isEqualTo(TransferState.RESERVED);
    assertThat(kind("F")).isEqualTo(TransferKind.PAYEE_CONVERSION);
    assertThat(state(TransferKey.conversion("F"))).isEqualTo(TransferState.RESERVED);
  }

  @Test
  void shouldLetAnOutcomeOfTheTransferSeeAConversionThatWasUncommittedWhenItBegan()
      throws Exception {
    LedgerDatabase.decide(one, Commands.prepare("T", alice, bob, "USD", 10));
    try (Hand conversion = new Hand(convertForPayee("F", "T"));
        Hand failure = new Hand(Commands.fail("T", alice, bob))) {
      conversion.begin();
      CompletableFuture<Void> waiting = failure.beginInBackground();
      conversion.commit();
      waiting.join();
      failure.commit();
    }
    assertThat(state(TransferKey.transfer("T"))).isEqualTo(TransferState.ABORTED_ERROR);
    assertThat(state(TransferKey.conversion("F")))
        .as("the group ends as one")
        .isEqualTo(TransferState.ABORTED_ERROR);
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
  }

  @Test
  void shouldGiveEveryRaceOneOfTheTwoPossibleEnds() {
    long deadlocks = ledger.deadlocks();
    List<CompletableFuture<Outcome>> running = new ArrayList<>();
    int races = 400;
    for (int number = 0; number < races; number++) {
      Command prepare = Commands.prepare("T" + number, alice, bob, "USD", 10);
      Command conversion = convert("F" + number, "T" + number);
      running.add(submit(number % 2 == 0 ? one : two, prepare));
      running.add(submit(number % 2 == 0 ? two : one, conversion));
      if (number % 20 == 19) {
        running.forEach(CompletableFuture::join);
      }
    }
    running.forEach(CompletableFuture::join);
    Map<String, Integer> ends = new TreeMap<>();
    for (int number = 0; number < races; number++) {
      TransferState transfer = state(TransferKey.transfer("T" + number));
      ends.merge(transfer + " with " + kind("F" + number), 1, Integer::sum);
    }
    System.out.println("ends of the races: " + ends);
    assertThat(ends.keySet())
        .isSubsetOf("RESERVED with PAYEE_CONVERSION", "INVALID with PAYER_CONVERSION");
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
    assertThat(ledger.deadlocks()).isEqualTo(deadlocks);
  }

  private Command.PrepareConversion convert(String id, String determining) {
    return convert(id, determining, alice, aliceEuro);
  }

  private Command.PrepareConversion convertForPayee(String id, String determining) {
    return convert(id, determining, bob, bobEuro);
  }

  private Command.PrepareConversion convert(
      String id,
      String determining,
      LedgerDatabase.Member initiator,
      LedgerDatabase.Member initiatorTarget) {
    return new Command.PrepareConversion(
        TransferKey.conversion(id),
        determining,
        initiator.name(),
        Commands.party(initiator),
        Commands.party(initiatorTarget),
        Commands.party(fxp),
        Commands.party(fxpEuro),
        Money.of("USD", 10),
        Money.of("EUR", 9),
        Commands.condition(id),
        Instant.now().plusSeconds(3_600),
        Optional.empty(),
        "hash-" + id);
  }

  private TransferState state(TransferKey key) {
    return ledger.queries().transfer(key).map(Transfer::state).orElseThrow();
  }

  private TransferKind kind(String conversion) {
    return ledger.queries().transfer(TransferKey.conversion(conversion)).orElseThrow().kind();
  }

  private static CompletableFuture<Outcome> submit(Clearing clearing, Command command) {
    return clearing.submit(LedgerDatabase.submission(command), DIRECT);
  }

  /** A node that decides one command, one round trip at a time. */
  private final class Hand implements AutoCloseable {
    private final LedgerStore store = ledger.newStore();
    private final BatchPlan plan;
    private BatchTransaction transaction;

    Hand(Command command) {
      Sequenced sequenced = new Sequenced(LedgerDatabase.submission(command), 1);
      plan = decider.plan(ledger.newStream(), 1, List.of(sequenced));
    }

    void begin() throws StoreUnavailableException {
      transaction = store.begin(plan.request());
    }

    /** Begins, and returns once the database has it wait for the other. */
    CompletableFuture<Void> beginInBackground() throws InterruptedException {
      CompletableFuture<Void> begun =
          CompletableFuture.runAsync(
              () -> {
                try {
                  begin();
                } catch (StoreUnavailableException failure) {
                  throw new IllegalStateException(failure);
                }
              });
      String waiting =
          "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      while (ledger.number(waiting) == 0 && !begun.isDone()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(begun).as("waits for the other node").isNotDone();
      return begun;
    }

    void commit() throws StoreUnavailableException {
      transaction.commit(decider.decide(plan, transaction.loaded()));
    }

    @Override
    public void close() {
      if (transaction != null) {
        transaction.close();
      }
    }
  }
}
