package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ClearingSettings;
import org.pamoja.ledger.clearing.ExpiryTimers;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Reservations end in time, whoever is left to end them. The database's clock, too, is moved by
 * hand.
 */
@Timeout(60)
final class ExpiryTest {
  private static final long PLENTY = 1_000_000_0000L;

  private final LedgerDatabase ledger = LedgerDatabase.create();

  /** What batches take for the time; the sweep reads the server's real one. */
  private final AtomicReference<Instant> databaseTime = new AtomicReference<>(Instant.now());

  /** The node's clock is an hour off. */
  private final ManualTimers timers = new ManualTimers(Instant.now().minusSeconds(3_600));

  private final ExpiryTimers expiry = new ExpiryTimers(timers, timers, Runnable::run);
  private final Map<String, List<String>> told3303 = new ConcurrentHashMap<>();
  private int stream;
  private Clearing clearing;
  private LedgerDatabase.Member alice;
  private LedgerDatabase.Member bob;

  @BeforeEach
  void startNode() {
    stream = ledger.newStream();
    PostgresLedgerStore store = new PostgresLedgerStore(ledger.connections(), databaseTime::get);
    clearing = ledger.newNode(stream, store, this::onCommitted, ClearingSettings.DEFAULT);
    alice = ledger.newMember(clearing, "alice", "USD", PLENTY, PLENTY);
    bob = ledger.newMember(clearing, "bob", "USD", PLENTY, PLENTY);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldExpireAReservationWithinASecondAndTellBoth() {
    expiry.start(this::submitAndWait);
    prepare("t", Duration.ofSeconds(30));
    pass(Duration.ofSeconds(29));
    assertThat(state("t")).isEqualTo(TransferState.RESERVED);
    pass(Duration.ofSeconds(2));
    assertThat(state("t")).isEqualTo(TransferState.EXPIRED_RESERVED);
    assertThat(told3303.get("t")).containsExactlyInAnyOrder("alice", "bob");
    assertThat(expiry.armed()).isZero();
    assertThat(ledger.queries().account(alice.position()).orElseThrow().debitsPending()).isZero();
  }

  @Test
  void shouldForgetAReservationThatEnded() {
    expiry.start(this::submitAndWait);
    prepare("t", Duration.ofSeconds(30));
    assertThat(expiry.armed()).isEqualTo(1);
    LedgerDatabase.decide(clearing, Commands.commit("t", alice, bob));
    assertThat(expiry.armed()).isZero();
    pass(Duration.ofSeconds(60));
    assertThat(state("t")).isEqualTo(TransferState.COMMITTED);
  }

  @Test
  void shouldAskAgainWhenTheDatabaseFindsItTooEarly() {
    expiry.start(this::submitAndWait);
    prepare("t", Duration.ofSeconds(30));
    timers.advance(Duration.ofSeconds(31));
    assertThat(state("t")).as("only the node's clock has moved").isEqualTo(TransferState.RESERVED);
    databaseTime.updateAndGet(time -> time.plusSeconds(31));
    timers.advance(Duration.ofSeconds(2));
    assertThat(state("t")).isEqualTo(TransferState.EXPIRED_RESERVED);
  }

  @Test
  void shouldAskAgainWhenTheQueueWasFull() {
    AtomicReference<Boolean> full = new AtomicReference<>(true);
    expiry.start(
        (submission, executor) ->
            full.getAndSet(false)
                ? CompletableFuture.failedFuture(new IllegalStateException("full"))
                : submitAndWait(submission, executor));
    prepare("t", Duration.ofSeconds(1));
    pass(Duration.ofSeconds(4));
    assertThat(state("t")).isEqualTo(TransferState.EXPIRED_RESERVED);
  }

  @Test
  void shouldAskForAsLongAsNothingIsAccepted() {
    Clearing stopped = ledger.newNode();
    stopped.close();
    AtomicReference<Integer> turnedAway = new AtomicReference<>(0);
    expiry.start(
        (submission, executor) ->
            turnedAway.updateAndGet(count -> count + 1) <= 20
                ? stopped.submit(submission, executor)
                : submitAndWait(submission, executor));
    prepare("t", Duration.ofSeconds(1));
    pass(Duration.ofSeconds(25));
    assertThat(state("t")).isEqualTo(TransferState.EXPIRED_RESERVED);
  }

  @Test
  void shouldAskOnceForWhatAnotherNodeHasEnded() {
    AtomicReference<Integer> asked = new AtomicReference<>(0);
    expiry.start(
        (submission, executor) -> {
          asked.updateAndGet(count -> count + 1);
          return submitAndWait(submission, executor);
        });
    prepare("t", Duration.ofSeconds(1));
    LedgerDatabase.decide(ledger.newNode(), Commands.commit("t", alice, bob));
    assertThat(expiry.armed()).as("this node has not heard of it").isEqualTo(1);
    pass(Duration.ofSeconds(10));
    assertThat(asked.get()).isEqualTo(1);
    assertThat(expiry.armed()).isZero();
  }

  @Test
  void shouldSubmitNoMoreThanABoundedNumberAtOnce() {
    AtomicReference<Integer> submitted = new AtomicReference<>(0);
    expiry.start(
        (submission, executor) -> {
          submitted.updateAndGet(count -> count + 1);
          return new CompletableFuture<Outcome>();
        });
    for (int number = 0; number < 3_000; number++) {
      expiry.arm(TransferKey.transfer("t" + number), Duration.ZERO);
    }
    timers.advance(Duration.ofSeconds(10));
    assertThat(submitted.get()).isEqualTo(1_000);
  }

  @Test
  void shouldFindWhatADeadNodeReservedAndExpireIt() {
    // Its timers never ran, as if it had died at once.
    prepare("t", Duration.ofSeconds(20));
    prepare("done", Duration.ofSeconds(20));
    LedgerDatabase.decide(clearing, Commands.commit("done", alice, bob));
    Survivor survivor = new Survivor();
    assertThat(survivor.sweep.sweepOrphans()).as("the node is alive").isZero();
    ledger.execute(
        "update stream set lease_until = clock_timestamp() - interval '1 second' where stream_id = ?",
        stream);
    assertThat(survivor.sweep.sweepOrphans()).isEqualTo(1);
    assertThat(survivor.sweep.sweepOrphans()).as("no further node died").isZero();
    databaseTime.updateAndGet(time -> time.plusSeconds(21));
    survivor.time.advance(Duration.ofSeconds(21));
    assertThat(state("t")).isEqualTo(TransferState.EXPIRED_RESERVED);
    assertThat(state("done")).isEqualTo(TransferState.COMMITTED);
  }

  @Test
  void shouldFindWhatADeadNodeReservedWhileAnotherDeliversItsTail() {
    prepare("t", Duration.ofSeconds(20));
    Survivor survivor = new Survivor();
    ledger.execute(
        "update stream set lease_until = clock_timestamp() - interval '1 second' where stream_id = ?",
        stream);
    StreamRegistry registry = new StreamRegistry(ledger.pool(), Instant::now);
    assertThat(registry.takeOver(stream, survivor.stream)).isPresent();
    assertThat(survivor.sweep.sweepOrphans()).isEqualTo(1);
    registry.renew(stream);
    assertThat(survivor.sweep.sweepOrphans()).as("it is back").isZero();
  }

  @Test
  void shouldFindItsOwnReservationsWhenTheyComeNear() {
    Duration beyond = ExpiryTimers.HORIZON.plusSeconds(90);
    prepare("far", beyond);
    assertThat(expiry.armed()).isZero();
    ExpirySweep sweep = new ExpirySweep(ledger.pool(), expiry, stream);
    assertThat(sweep.sweepPeriod()).isZero();
    // The server's clock cannot be moved; the due time can.
    ledger.execute("update due set due_minute = due_minute - interval '3 minutes'");
    ledger.execute("update transfer set expiration = expiration - interval '3 minutes'");
    assertThat(new ExpirySweep(ledger.pool(), expiry, stream).sweepPeriod()).isEqualTo(1);
    assertThat(expiry.armed()).isEqualTo(1);
  }

  @Test
  void shouldMoveTheCursorAndCarryOverdueOnesForward() {
    prepare("stuck", Duration.ofSeconds(5));
    prepare("ended", Duration.ofSeconds(5));
    prepare("dependent", Duration.ofSeconds(5));
    ledger.execute("update transfer set state = 5 where transfer_id = 'dependent'");
    LedgerDatabase.decide(clearing, Commands.commit("ended", alice, bob));
    ledger.execute("update due set due_minute = due_minute - interval '1 hour'");
    ledger.execute("update transfer set expiration = expiration - interval '1 hour'");
    ExpirySweep sweep = new ExpirySweep(ledger.pool(), expiry, stream);
    assertThat(sweep.sweepPeriod()).isEqualTo(1);
    assertThat(ledger.number("select count(*) from due where due_minute > clock_timestamp()"))
        .as("the one that is open comes up again")
        .isEqualTo(1);
    assertThat(
            ledger.number(
                "select count(*) from due_cursor where minute between clock_timestamp() - interval '12 minutes'"
                    + " and clock_timestamp() - interval '9 minutes'"))
        .isEqualTo(1);
    assertThat(sweep.sweepPeriod()).as("another sweep took place just now").isZero();
  }

  /** Another node, alive. */
  private final class Survivor {
    private final ManualTimers time = new ManualTimers(Instant.now());
    private final ExpiryTimers timers = new ExpiryTimers(time, time, Runnable::run);
    private final int stream = ledger.newStream();
    private final ExpirySweep sweep = new ExpirySweep(ledger.pool(), timers, stream);

    Survivor() {
      timers.start(ExpiryTest.this::submitAndWait);
    }
  }

  private void onCommitted(List<Event> events, CompletionStage<Void> answered) {
    expiry.onCommitted(events);
    for (Event event : events) {
      for (Notice notice : event.notices()) {
        if (notice.failure().filter(failure -> failure.code().equals("3303")).isPresent()) {
          told3303
              .computeIfAbsent(notice.about().id(), id -> new CopyOnWriteArrayList<>())
              .add(notice.recipient());
        }
      }
    }
  }

  // The timers' thread is the test's, so waiting makes the order of things certain.
  private CompletableFuture<Outcome> submitAndWait(Submission submission, Executor executor) {
    CompletableFuture<Outcome> answer = clearing.submit(submission, executor);
    answer.join();
    return answer;
  }

  private void prepare(String id, Duration validity) {
    Command command =
        Commands.prepare(id, alice, bob, "USD", 10, databaseTime.get().plus(validity));
    assertThat(LedgerDatabase.decide(clearing, command)).isEqualTo(Outcome.DONE);
  }

  private void pass(Duration span) {
    for (long tenths = 0; tenths < span.toMillis() / 100; tenths++) {
      databaseTime.updateAndGet(time -> time.plusMillis(100));
      timers.advance(Duration.ofMillis(100));
    }
  }

  private TransferState state(String id) {
    return ledger.queries().transfer(TransferKey.transfer(id)).orElseThrow().state();
  }
}
