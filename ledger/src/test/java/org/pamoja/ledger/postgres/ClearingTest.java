package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ClearingOverloadedException;
import org.pamoja.ledger.clearing.ClearingSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/** The batcher on a real database, with things going wrong. */
@Timeout(60)
final class ClearingTest {
  private static final long FUNDS = 1_000_0000L;
  private static final Executor DIRECT = Runnable::run;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing setup = ledger.newNode();
  private final LedgerDatabase.Member alice = ledger.newMember(setup, "alice", "USD", FUNDS, FUNDS);
  private final LedgerDatabase.Member bob = ledger.newMember(setup, "bob", "USD", FUNDS, FUNDS);
  private final List<Event> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldDecideOnceWhenTheConnectionIsLostBeforeTheCommit() {
    FaultyStore store =
        new FaultyStore(ledger.newStore()).beforeCommit(ledger::killDedicatedSessions);
    shouldDecideOnce(store);
  }

  @Test
  void shouldDecideOnceWhenTheAnswerToTheCommitIsLost() {
    FaultyStore store =
        new FaultyStore(ledger.newStore()).losingTheAnswer(ledger::killDedicatedSessions);
    shouldDecideOnce(store);
  }

  private void shouldDecideOnce(FaultyStore store) {
    Clearing clearing = node(store, ClearingSettings.DEFAULT);
    assertThat(LedgerDatabase.decide(clearing, prepare("t", 500))).isEqualTo(Outcome.DONE);
    assertThat(told).extracting(Event::kind).containsExactly("Prepare");
    assertThat(position(alice)).isEqualTo(500);
    assertThat(LedgerDatabase.decide(clearing, Commands.commit("t", alice, bob)))
        .isEqualTo(Outcome.DONE);
    assertThat(ledger.number("select count(*) from event where about_id = 't'")).isEqualTo(2);
    assertSound();
  }

  @Test
  void shouldFailOnlyTheCommandThatCannotBeStored() throws Exception {
    CountDownLatch gathered = new CountDownLatch(1);
    FaultyStore store = new FaultyStore(ledger.newStore()).beforeBegin(() -> await(gathered));
    Clearing clearing = node(store, ClearingSettings.DEFAULT);
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      String id = number == 13 ? "poison \u0000" : "good " + number;
      answers.add(clearing.submit(LedgerDatabase.submission(prepare(id, 10)), DIRECT));
    }
    gathered.countDown();
    for (int number = 0; number < 20; number++) {
      CompletableFuture<Outcome> answer = answers.get(number);
      if (number == 13) {
        assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class);
      } else {
        assertThat(answer.get()).isEqualTo(Outcome.DONE);
      }
    }
    assertThat(position(alice)).isEqualTo(190);
    assertThat(told).hasSize(19);
    assertSound();
  }

  @Test
  void shouldKeepTheLastExpirationThatTheApiCanWrite() {
    // 9999-12-31T23:59:59.999-19:59, the largest offset there is.
    Instant last = Instant.parse("+10000-01-01T19:58:59.999Z");
    Clearing clearing = node(ledger.newStore(), ClearingSettings.DEFAULT);
    Command prepare = Commands.prepare("t", alice, bob, "USD", 10, last);
    assertThat(LedgerDatabase.decide(clearing, prepare)).isEqualTo(Outcome.DONE);
    assertThat(ledger.queries().transfer(TransferKey.transfer("t")).orElseThrow().expiration())
        .isEqualTo(last);
    assertThat(LedgerDatabase.decide(clearing, Commands.commit("t", alice, bob)))
        .isEqualTo(Outcome.DONE);
    assertSound();
  }

  @Test
  void shouldExpireWhatWaitedInItsQueueForTooLong() throws Exception {
    CountDownLatch gathered = new CountDownLatch(1);
    FaultyStore store = new FaultyStore(ledger.newStore()).beforeBegin(() -> await(gathered));
    Clearing clearing = node(store, ClearingSettings.DEFAULT);
    Instant expiration = Instant.now().plusMillis(300);
    Command prepare = Commands.prepare("t", alice, bob, "USD", 10, expiration);
    CompletableFuture<Outcome> answer = clearing.submit(LedgerDatabase.submission(prepare), DIRECT);
    while (Instant.now().isBefore(expiration.plusMillis(50))) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    gathered.countDown();
    assertThat(answer.get().failure().orElseThrow().code()).isEqualTo("3303");
    assertThat(ledger.queries().transfer(TransferKey.transfer("t")).orElseThrow().state())
        .isEqualTo(TransferState.EXPIRED_PREPARED);
    assertThat(position(alice)).isZero();
    assertSound();
  }

  @Test
  void shouldExpireWhatCameInTimeButWaitedBeforeItWasHandedOver() {
    Instant expiration = Instant.now().minusSeconds(5);
    Command prepare = Commands.prepare("t", alice, bob, "USD", 10, expiration);
    OptionalLong aMinuteAgo = OptionalLong.of(System.nanoTime() - Duration.ofMinutes(1).toNanos());
    Submission submission = new Submission(prepare, Envelope.NONE, "tester", aMinuteAgo);
    Clearing clearing = node(ledger.newStore(), ClearingSettings.DEFAULT);

    assertThat(clearing.submit(submission, DIRECT).join().failure().orElseThrow().code())
        .isEqualTo("3303");

    assertThat(ledger.queries().transfer(TransferKey.transfer("t")).orElseThrow().state())
        .isEqualTo(TransferState.EXPIRED_PREPARED);
    assertThat(position(alice)).isZero();
  }

  @Test
  void shouldKeepRoomForOutcomesWhenPreparesAreShed() throws Exception {
    ClearingSettings settings =
        new ClearingSettings(
            10,
            4,
            1,
            Duration.ZERO,
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            Duration.ofSeconds(10));
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    FaultyStore store =
        new FaultyStore(ledger.newStore())
            .beforeBegin(
                () -> {
                  stuck.countDown();
                  await(release);
                });
    Clearing clearing = node(store, settings);
    List<CompletableFuture<Outcome>> accepted = new ArrayList<>();
    accepted.add(clearing.submit(LedgerDatabase.submission(prepare("first", 1)), DIRECT));
    stuck.await();
    for (int number = 0; number < 6; number++) {
      accepted.add(clearing.submit(LedgerDatabase.submission(prepare("t" + number, 1)), DIRECT));
    }
    assertShed(clearing.submit(LedgerDatabase.submission(prepare("one too many", 1)), DIRECT));
    for (int number = 0; number < 4; number++) {
      Command expire = new Command.Expire(TransferKey.transfer("t" + number));
      accepted.add(clearing.submit(LedgerDatabase.submission(expire), DIRECT));
    }
    Command expire = new Command.Expire(TransferKey.transfer("t5"));
    assertShed(clearing.submit(LedgerDatabase.submission(expire), DIRECT));
    release.countDown();
    for (CompletableFuture<Outcome> answer : accepted) {
      answer.get();
    }
    assertThat(position(alice)).isEqualTo(7);
  }

  @Test
  void shouldHandEachExecutorOneTaskForABatch() throws Exception {
    CountDownLatch gathered = new CountDownLatch(1);
    FaultyStore store = new FaultyStore(ledger.newStore()).beforeBegin(() -> await(gathered));
    Clearing clearing = node(store, ClearingSettings.DEFAULT);
    clearing.submit(LedgerDatabase.submission(prepare("opener", 1)), DIRECT);
    AtomicInteger tasks = new AtomicInteger();
    Executor counting =
        task -> {
          tasks.incrementAndGet();
          task.run();
        };
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    while (clearing.queued() > 0) {
      Thread.onSpinWait();
    }
    for (int number = 0; number < 50; number++) {
      Command command = Commands.prepare("t" + number, alice, bob, "USD", 1);
      answers.add(clearing.submit(LedgerDatabase.submission(command), counting));
    }
    Executor stopped =
        task -> {
          throw new RejectedExecutionException("stopped");
        };
    CompletableFuture<Outcome> orphan =
        clearing.submit(LedgerDatabase.submission(prepare("orphan", 1)), stopped);
    gathered.countDown();
    for (CompletableFuture<Outcome> answer : answers) {
      assertThat(answer.get()).isEqualTo(Outcome.DONE);
    }
    assertThat(tasks).hasValue(1);
    assertThat(orphan.get()).isEqualTo(Outcome.DONE);
  }

  @Test
  void shouldNotDecideAgainWhatIsDurableWhenAnExecutorFails() throws Exception {
    Clearing clearing = node(ledger.newStore(), ClearingSettings.DEFAULT);
    Executor broken =
        task -> {
          throw new IllegalStateException("its loop is closed");
        };
    CompletableFuture<Outcome> answer =
        clearing.submit(LedgerDatabase.submission(prepare("t", 10)), broken);
    assertThat(answer.get()).isEqualTo(Outcome.DONE);
    assertThat(LedgerDatabase.decide(clearing, prepare("next", 10))).isEqualTo(Outcome.DONE);
    assertThat(told).extracting(event -> event.pointer().sequence()).containsExactly(1L, 2L);
    assertThat(ledger.number("select count(*) from event where about_id = 't'")).isEqualTo(1);
  }

  @Test
  void shouldLetNobodyWaitWhenTheBatcherCannotGoOn() {
    CountDownLatch gathered = new CountDownLatch(1);
    FaultyStore store =
        new FaultyStore(ledger.newStore())
            .beforeBegin(
                () -> {
                  await(gathered);
                  throw new NoClassDefFoundError("a broken installation");
                });
    Clearing clearing = node(store, ClearingSettings.DEFAULT);
    CompletableFuture<Outcome> first =
        clearing.submit(LedgerDatabase.submission(prepare("first", 1)), DIRECT);
    while (clearing.queued() > 0) {
      Thread.onSpinWait();
    }
    CompletableFuture<Outcome> second =
        clearing.submit(LedgerDatabase.submission(prepare("second", 1)), DIRECT);
    gathered.countDown();
    assertThatThrownBy(first::get).hasCauseInstanceOf(NoClassDefFoundError.class);
    assertShed(second);
    assertShed(clearing.submit(LedgerDatabase.submission(prepare("third", 1)), DIRECT));
    assertThat(clearing.isAccepting()).isFalse();
  }

  @Test
  void shouldShedWhileTheDatabaseIsDownAndKeepWhatItAccepted() throws Exception {
    CountDownLatch up = new CountDownLatch(1);
    PostgresLedgerStore store =
        new PostgresLedgerStore(
            () -> {
              if (up.getCount() > 0) {
                throw new SQLException("no route to host", "08001");
              }
              return ledger.connections().open();
            });
    try (store;
        Clearing clearing = node(store, ClearingSettings.DEFAULT)) {
      CompletableFuture<Outcome> early =
          clearing.submit(LedgerDatabase.submission(prepare("early", 5)), DIRECT);
      while (clearing.isAccepting()) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertShed(clearing.submit(LedgerDatabase.submission(prepare("late", 5)), DIRECT));
      up.countDown();
      assertThat(early.get()).isEqualTo(Outcome.DONE);
      assertThat(LedgerDatabase.decide(clearing, prepare("after", 5))).isEqualTo(Outcome.DONE);
    }
    assertThat(position(alice)).isEqualTo(10);
  }

  @Test
  void shouldDecideWhatItAcceptedBeforeItStops() {
    Clearing clearing = node(ledger.newStore(), ClearingSettings.DEFAULT);
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      answers.add(clearing.submit(LedgerDatabase.submission(prepare("t" + number, 1)), DIRECT));
    }
    clearing.close();
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(Outcome.DONE));
    assertShed(clearing.submit(LedgerDatabase.submission(prepare("late", 1)), DIRECT));
  }

  @Test
  void shouldGiveUpOnAStreamThatAnotherNodeHasClosed() {
    int stream = ledger.newStream();
    Clearing clearing =
        ledger.newNode(
            stream,
            ledger.newStore(),
            (events, _) -> told.addAll(events),
            ClearingSettings.DEFAULT);
    LedgerDatabase.decide(clearing, prepare("before", 1));
    StreamRegistry registry = new StreamRegistry(ledger.pool(), java.time.InstantSource.system());
    assertThat(registry.close(stream, 0)).as("an event is undelivered").isFalse();
    assertThat(registry.close(stream, 1)).isTrue();
    assertShed(clearing.submit(LedgerDatabase.submission(prepare("after", 1)), DIRECT));
    assertThat(clearing.isAccepting()).isFalse();
    assertThat(ledger.queries().transfer(TransferKey.transfer("after"))).isEmpty();
  }

  @Test
  void shouldChainEveryBatchAndProveIt() {
    int stream = ledger.newStream();
    Clearing clearing =
        ledger.newNode(
            stream,
            ledger.newStore(),
            (events, _) -> told.addAll(events),
            ClearingSettings.DEFAULT);
    for (int number = 0; number < 5; number++) {
      LedgerDatabase.decide(clearing, prepare("t" + number, 1));
      LedgerDatabase.decide(clearing, Commands.commit("t" + number, alice, bob));
    }
    ChainVerifier verifier = new ChainVerifier(ledger.pool());
    assertThat(verifier.verify(stream, 0, Long.MAX_VALUE))
        .isEqualTo(new ChainVerifier.ChainProof(10, 10, List.of()));
    assertThat(verifier.verify(stream, 3, 6).batches()).isEqualTo(3);
    assertThat(ledger.queries().transfer(TransferKey.transfer("t1")).orElseThrow().state())
        .isEqualTo(TransferState.COMMITTED);
    ledger.execute(
        "update event set detail = 'tampered' where stream_id = ? and sequence = 4", stream);
    assertThat(verifier.verify(stream, 0, Long.MAX_VALUE).discrepancies()).hasSize(1);
    assertThat(verifier.verify(stream, 4, Long.MAX_VALUE).isWhole()).isTrue();
  }

  private Clearing node(LedgerStore store, ClearingSettings settings) {
    return ledger.newNode(ledger.newStream(), store, (events, _) -> told.addAll(events), settings);
  }

  private Command.Prepare prepare(String id, long amount) {
    return Commands.prepare(id, alice, bob, "USD", amount);
  }

  private long position(LedgerDatabase.Member member) {
    return ledger.queries().account(member.position()).orElseThrow().value().longValueExact();
  }

  private void assertSound() {
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
  }

  private static void assertShed(CompletableFuture<Outcome> answer) {
    assertThatThrownBy(answer::get).hasCauseInstanceOf(ClearingOverloadedException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
