package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.hub.delivery.DeliveryNode.STREAM;
import static org.pamoja.hub.delivery.DeliveryNode.await;
import static org.pamoja.hub.delivery.ScriptedTransport.CONFIRMED;
import static org.pamoja.hub.delivery.ScriptedTransport.failed;
import static org.pamoja.hub.delivery.ScriptedTransport.unreachable;
import static org.pamoja.hub.delivery.TestNotices.outcome;
import static org.pamoja.hub.delivery.TestNotices.request;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.transfer.TransferKey;

/** Delivery on a real table: what is owed arrives, in order, and nobody waits for somebody else. */
@Timeout(60)
class DeliveryTest {
  private static final DeliverySettings SETTINGS = DeliverySettings.DEFAULTS;
  private static TestDatabase database;

  private final MovableClock clock = new MovableClock();
  private final MemoryHistory history = new MemoryHistory();
  private final ScriptedTransport transport = new ScriptedTransport();
  private DeliveryNode node;

  @BeforeAll
  static void openDatabase() {
    database = new TestDatabase();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void startNode() {
    database.clear();
    node = node("a", SETTINGS);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  private DeliveryNode node(String name, DeliverySettings settings) {
    return new DeliveryNode(name, settings, database.store(), transport, history, clock);
  }

  @Test
  void shouldSendAtOnceAndMoveTheCursorWithoutTouchingTheTable() throws InterruptedException {
    node.commit(outcome("payer", "t1", "1"), outcome("payee", "t1", "1"));
    Event last = node.commit(outcome("payer", "t2", "2"));

    node.until("cursor at the end", () -> history.cursor(STREAM) == last.pointer().sequence());

    assertThat(transport.confirmedBy("payer")).containsExactlyInAnyOrder("t1 1", "t2 2");
    assertThat(transport.confirmedBy("payee")).containsExactly("t1 1");
    assertThat(database.count("true")).isZero();
  }

  @Test
  void shouldSendNothingBeforeThoseWhoAskedForItAreAnswered() throws InterruptedException {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    node.commit(answered, outcome("payer", "t1", "1"));
    node.commit(outcome("payer", "t2", "2"));
    node.until("the other", () -> transport.confirmedBy("payer").contains("t2 2"));
    assertThat(transport.confirmedBy("payer")).containsExactly("t2 2");

    answered.complete(null);

    node.until("both", () -> transport.confirmedBy("payer").contains("t1 1"));
  }

  @Test
  void shouldKeepNothingForANameThatIsNoParticipant() throws InterruptedException {
    ErrorInformation error = ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR);
    transport.answerWith("nobody", new RelayResult.Failed(0, false, error, "no endpoints", false));

    Event last = node.commit(outcome("nobody", "t1", "1"));

    node.until("cursor at the end", () -> history.cursor(STREAM) == last.pointer().sequence());
    assertThat(transport.triedBy("nobody")).hasSize(1);
    assertThat(database.count("true")).isZero();
  }

  @Test
  void shouldNotSendALaterMessageAboutATransferBeforeTheEarlierOneIsConfirmed()
      throws InterruptedException {
    CompletableFuture<RelayResult> answer = transport.hold("payer");
    node.commit(outcome("payer", "t1", "1"));
    node.commit(outcome("payer", "t1", "2"));
    node.commit(outcome("payer", "t2", "1"));
    await("the other transfer", () -> transport.triedBy("payer").contains("t2 1"));
    assertThat(transport.triedBy("payer")).containsExactlyInAnyOrder("t1 1", "t2 1");

    answer.complete(CONFIRMED);

    await("all", () -> transport.confirmedBy("payer").size() == 3);
    assertThat(transport.confirmedBy("payer")).containsSubsequence("t1 1", "t1 2");
  }

  @Test
  void shouldNotLetAParticipantThatNeverAnswersDelayOthers() throws InterruptedException {
    transport.hold("mute");
    for (int i = 0; i < 500; i++) {
      node.commit(outcome("mute", "m" + i, "1"), outcome("payer", "p" + i, "1"));
    }

    await("everything for the payer", () -> transport.confirmedBy("payer").size() == 500);

    assertThat(transport.triedBy("mute")).hasSize(SETTINGS.concurrencyPerParticipant());
  }

  @Test
  void shouldPutWhatIsNotConfirmedInTimeIntoTheTableAndMoveTheCursorOn()
      throws InterruptedException {
    CompletableFuture<RelayResult> answer = transport.hold("slow");
    Event first = node.commit(outcome("slow", "t1", "1"));
    Event second = node.commit(outcome("slow", "t1", "2"));
    await("the try", () -> transport.triedBy("slow").size() == 1);
    node.timers.fire();
    assertThat(history.cursor(STREAM)).isLessThan(first.pointer().sequence());

    clock.advance(SETTINGS.confirmWithin());
    node.until("cursor", () -> history.cursor(STREAM) == second.pointer().sequence());
    assertThat(database.rows()).isEqualTo(2);
    assertThat(transport.triedBy("slow")).containsExactly("t1 1");

    answer.complete(CONFIRMED);

    node.until("rows gone", () -> database.rows() == 0);
    assertThat(transport.triedBy("slow")).containsExactly("t1 1", "t1 2");
  }

  @Test
  void shouldPutWhatFindsNoRoomInMemoryIntoTheTable() throws InterruptedException {
    node.close();
    node = node("small", TestSettings.queue(2));
    CompletableFuture<RelayResult> answer = transport.hold("slow");
    for (int i = 0; i < 5; i++) {
      node.commit(outcome("slow", "t" + i, "1"));
    }
    await("overflow in the table", () -> database.rows() == 3);

    transport.answerWith("slow", CONFIRMED);
    answer.complete(CONFIRMED);

    node.until("all", () -> transport.confirmedBy("slow").size() == 5 && database.rows() == 0);
    assertThat(transport.confirmedBy("slow")).doesNotHaveDuplicates();
  }

  @Test
  void shouldTryAgainAfterAnAnswerThatMayChange() throws InterruptedException {
    for (int status : List.of(500, 503, 408, 425, 429)) {
      transport.answerWith("payer", failed(status, true));
      node.commit(outcome("payer", "t" + status, "1"));
    }
    await("rows", () -> database.count("attempts = 1") == 5);
    transport.answerWith("payer", CONFIRMED);
    node.timers.fire();
    assertThat(transport.confirmedBy("payer")).as("not before the pause is over").isEmpty();

    clock.advance(SETTINGS.firstPause());

    node.until("all", () -> database.rows() == 0);
    assertThat(transport.confirmedBy("payer"))
        .containsExactlyInAnyOrder("t500 1", "t503 1", "t408 1", "t425 1", "t429 1");
  }

  @Test
  void shouldLeaveARefusalToTheDeskAndGoOnWithTheTransfer() throws InterruptedException {
    transport.script(
        "payer",
        message ->
            CompletableFuture.completedFuture(
                message.suffix().equals("t1 1") ? failed(400, false) : CONFIRMED));
    node.commit(outcome("payer", "t1", "1"));
    Event last = node.commit(outcome("payer", "t1", "2"));

    node.until("cursor", () -> history.cursor(STREAM) == last.pointer().sequence());

    clock.advance(Duration.ofHours(1));
    node.timers.fire();
    assertThat(transport.triedBy("payer")).containsExactly("t1 1", "t1 2");
    assertThat(database.store().deadLetters(10))
        .singleElement()
        .satisfies(letter -> assertThat(letter.lastError()).isEqualTo("scripted 400"));
  }

  @Test
  void shouldRepeatARequestForMoneyOnlyWhileItIsReserved() throws InterruptedException {
    transport.answerWith("payee", failed(503, true));
    node.reserved.add(TransferKey.transfer("open"));
    node.commit(request("payee", "open", clock.instant().plusSeconds(60)));
    node.commit(request("payee", "ended", clock.instant().plusSeconds(60)));
    await("rows", () -> database.count("attempts = 1") == 2);
    transport.answerWith("payee", CONFIRMED);
    clock.advance(SETTINGS.firstPause());

    node.until("none left", () -> database.count("true") == 0);

    assertThat(transport.confirmedBy("payee")).containsExactly("open prepare");
  }

  @Test
  void shouldNeverSendARequestForMoneyAfterItHasExpired() throws InterruptedException {
    node.reserved.add(TransferKey.transfer("late"));
    transport.answerWith("payee", failed(503, true));
    node.commit(request("payee", "late", clock.instant().plusSeconds(10)));
    await("row", () -> database.count("attempts = 1") == 1);
    transport.answerWith("payee", CONFIRMED);
    clock.advance(Duration.ofSeconds(10));

    node.until("row gone", () -> database.count("true") == 0);
    node.commit(request("payee", "tooLate", clock.instant()));
    node.until(
        "cursor at the end", () -> history.after(STREAM, history.cursor(STREAM), 1).isEmpty());

    assertThat(transport.triedBy("payee")).containsExactly("late prepare");
  }

  @Test
  void shouldGiveUpAnOutcomeThatIsTooOld() throws InterruptedException {
    transport.answerWith("payer", failed(503, true));
    node.commit(outcome("payer", "t1", "1"));
    await("row", () -> database.rows() == 1);
    clock.advance(SETTINGS.giveUpAfter());

    node.until("dead letter", () -> database.deadRows() == 1);

    assertThat(transport.triedBy("payer")).hasSize(1);
    assertThat(database.rows()).isZero();
  }

  @Test
  void shouldKeepTheOrderOfATransferAcrossTheTable() throws InterruptedException {
    transport.answerWith("payer", failed(503, true));
    node.commit(outcome("payer", "t1", "1"));
    await("row", () -> database.count("attempts = 1") == 1);
    transport.answerWith("payer", CONFIRMED);
    node.commit(outcome("payer", "t1", "2"));
    await("queued behind", () -> database.rows() == 2);
    node.timers.fire();
    assertThat(transport.confirmedBy("payer")).isEmpty();

    clock.advance(SETTINGS.firstPause());
    node.until("both", () -> database.rows() == 0);
    node.commit(outcome("payer", "t1", "3"));

    await("third", () -> transport.confirmedBy("payer").size() == 3);
    assertThat(transport.confirmedBy("payer")).containsExactly("t1 1", "t1 2", "t1 3");
  }

  @Test
  void shouldOnlyProbeAParticipantThatCannotBeReachedAndCatchUpWhenItIsBack()
      throws InterruptedException {
    transport.answerWith("dead", unreachable());
    int faults = SETTINGS.breakerFaults();
    for (int i = 0; i < faults; i++) {
      node.commit(outcome("dead", "t" + i, "1"));
      int tries = i + 1;
      await("fault " + i, () -> database.count("attempts = 1") == tries);
    }
    IntStream.range(faults, 100).forEach(i -> node.commit(outcome("dead", "t" + i, "1")));
    await("all in the table", () -> database.rows() == 100);
    assertThat(transport.triedBy("dead")).as("no try from memory once it is open").hasSize(faults);

    CompletableFuture<RelayResult> probe = transport.hold("dead");
    clock.advance(SETTINGS.breakerFirstPause());
    node.until("a probe", () -> transport.triedBy("dead").size() == faults + 1);
    node.timers.fire();
    node.timers.fire();
    assertThat(transport.triedBy("dead")).as("one probe at a time").hasSize(faults + 1);

    transport.answerWith("dead", CONFIRMED);
    probe.complete(CONFIRMED);
    node.until("backlog delivered", () -> database.rows() == 0);
    assertThat(transport.confirmedBy("dead")).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepTheOrderOfATransferWhoseFirstMessageIsUnderWayWhenAllIsGivenToTheTable()
      throws InterruptedException {
    CompletableFuture<RelayResult> answer = transport.hold("payer");
    node.commit(outcome("payer", "t1", "1"));
    await("the try", () -> transport.triedBy("payer").size() == 1);
    node.commit(outcome("payer", "t1", "2"));
    transport.answerWith("payer", unreachable());
    for (int i = 0; i < SETTINGS.breakerFaults(); i++) {
      node.commit(outcome("payer", "other" + i, "1"));
    }
    await("all in the table", () -> database.rows() == 2 + SETTINGS.breakerFaults());

    answer.complete(unreachable());
    transport.answerWith("payer", CONFIRMED);

    node.until(
        "all confirmed",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return database.rows() == 0;
        });
    assertThat(transport.confirmedBy("payer")).containsSubsequence("t1 1", "t1 2");
  }

  @Test
  void shouldLeaveWhatItCannotRenderToTheDesk() throws InterruptedException {
    Event event = node.commit(TestNotices.unrenderable("payer", "t1"));

    node.until("cursor", () -> history.cursor(STREAM) == event.pointer().sequence());

    assertThat(database.store().deadLetters(10))
        .singleElement()
        .satisfies(letter -> assertThat(letter.lastError()).contains("cannot be rendered"));
  }

  @Test
  void shouldReportWhatParticipantsAreOwed() {
    database
        .store()
        .apply("node", List.of(TestNotices.row(STREAM, 1, "payer", "t1", clock.instant())));
    clock.advance(Duration.ofSeconds(90));

    assertThat(database.store().backlogs(clock.instant()))
        .containsExactly(new Backlog("payer", 0, 1, 0, Duration.ofSeconds(90)));
  }
}
