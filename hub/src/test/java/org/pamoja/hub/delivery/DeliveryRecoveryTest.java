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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.event.Event;

/**
 * What a node leaves behind when it stops or dies is delivered by the next one; nothing owed is
 * lost.
 */
@Timeout(60)
class DeliveryRecoveryTest {
  private static TestDatabase database;

  private final MovableClock clock = new MovableClock();
  private final MemoryHistory history = new MemoryHistory();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final List<DeliveryNode> nodes = new ArrayList<>();

  @BeforeAll
  static void openDatabase() {
    database = new TestDatabase();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void clear() {
    database.clear();
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(DeliveryNode::close);
  }

  private DeliveryNode node(String name) {
    DeliveryNode node =
        new DeliveryNode(
            name, DeliverySettings.DEFAULTS, database.store(), transport, history, clock);
    nodes.add(node);
    return node;
  }

  private static void takeOver(DeliveryNode node, long cursor) {
    long position = cursor;
    long next = node.delivery.takeOver(STREAM, position);
    while (next != position) {
      position = next;
      next = node.delivery.takeOver(STREAM, position);
    }
  }

  @Test
  void shouldResendAfterADeathOnlyWhatTheCursorHasNotPassed() throws InterruptedException {
    DeliveryNode dying = node("dying");
    Event passed = dying.commit(outcome("payer", "t1", "1"));
    dying.until("cursor", () -> history.cursor(STREAM) == passed.pointer().sequence());
    transport.hold("payee");
    dying.commit(outcome("payee", "t2", "1"));
    Event last = dying.commit(outcome("payer", "t3", "1"));
    await("the payer's", () -> transport.confirmedBy("payer").size() == 2);
    dying.timers.fire();
    assertThat(history.cursor(STREAM))
        .isBetween(passed.pointer().sequence(), last.pointer().sequence() - 1);

    // From here on nothing is asked of the dying node: its timers stand still.
    transport.answerWith("payee", CONFIRMED);
    DeliveryNode next = node("next");
    takeOver(next, history.cursor(STREAM));

    next.until("rows gone", () -> database.rows() == 0);
    assertThat(history.cursor(STREAM)).isEqualTo(last.pointer().sequence());
    assertThat(transport.confirmedBy("payee")).containsExactly("t2 1");
    assertThat(transport.confirmedBy("payer"))
        .as("before the cursor once, after it at least once")
        .containsOnlyOnce("t1 1")
        .contains("t3 1");
  }

  @Test
  void shouldKeepOrderAndLeaveOutExpiredRequestsWhenTakingOver() throws InterruptedException {
    history.commit(STREAM, clock.instant(), request("payee", "t1", clock.instant().plusSeconds(5)));
    history.commit(STREAM, clock.instant(), outcome("payee", "t1", "1"));
    history.commit(STREAM, clock.instant());
    history.commit(STREAM, clock.instant(), outcome("payee", "t1", "2"));
    clock.advance(Duration.ofSeconds(6));

    DeliveryNode next = node("next");
    takeOver(next, 0);
    takeOver(next, 0);
    assertThat(database.rows()).as("taking over twice changes nothing").isEqualTo(2);

    next.until("rows gone", () -> database.rows() == 0);
    assertThat(transport.triedBy("payee")).containsExactly("t1 1", "t1 2");
  }

  @Test
  void shouldPutWhatIsUnfinishedIntoTheTableWhenItStops() throws InterruptedException {
    DeliveryNode stopping = node("stopping");
    transport.hold("payee");
    Event first = stopping.commit(outcome("payee", "t1", "1"), outcome("payee", "t1", "2"));
    await("the try", () -> transport.triedBy("payee").size() == 1);

    stopping.delivery.close(Duration.ofMillis(50));

    assertThat(database.rows()).isEqualTo(2);
    assertThat(history.cursor(STREAM)).isEqualTo(first.pointer().sequence());
    transport.answerWith("payee", CONFIRMED);
    DeliveryNode next = node("next");
    next.until("rows gone", () -> database.rows() == 0);
    assertThat(transport.confirmedBy("payee")).containsExactly("t1 1", "t1 2");
  }

  @Test
  void shouldTryWhatADeadNodeHadClaimedOnceItsClaimHasRunOut() throws InterruptedException {
    DeliveryStore store = database.store();
    store.apply("node", List.of(TestNotices.row(STREAM, 1, "payer", "t1", clock.instant())));
    history.commit(STREAM, clock.instant(), outcome("payer", "t1", "1"));
    Duration lease = DeliverySettings.DEFAULTS.lease();
    store.claim(
        new DeliveryStore.Claim("dead", "payer", 10, clock.instant(), clock.instant().plus(lease)));

    DeliveryNode next = node("next");
    next.timers.fire();
    assertThat(database.count("leased_by = 'dead'")).isEqualTo(1);

    clock.advance(lease);
    next.until("row gone", () -> database.rows() == 0);
    assertThat(transport.confirmedBy("payer")).containsExactly("t1 1");
  }

  @Test
  void shouldKeepItsClaimWhileATryLasts() throws InterruptedException {
    DeliveryNode slow = node("slow");
    DeliveryNode other = node("other");
    database
        .store()
        .apply("node", List.of(TestNotices.row(STREAM, 1, "payer", "t1", clock.instant())));
    history.commit(STREAM, clock.instant(), outcome("payer", "t1", "1"));
    CompletableFuture<RelayResult> answer = transport.hold("payer");
    slow.until("the try", () -> transport.triedBy("payer").size() == 1);

    for (int second = 0; second < 12; second++) {
      clock.advance(Duration.ofSeconds(1));
      slow.timers.fire();
      other.timers.fire();
    }
    answer.complete(CONFIRMED);

    slow.until("row gone", () -> database.rows() == 0);
    assertThat(transport.triedBy("payer")).containsExactly("t1 1");
  }

  /**
   * Many transfers, participants that fail in every way, a node that dies in the middle. Goal:
   * everything is confirmed at least once, and on one node no first confirmation overtakes an
   * earlier message about the same transfer.
   */
  @Test
  void shouldDeliverEverythingInOrderWhateverParticipantsDo() throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> participants = List.of("p0", "p1", "p2", "p3");
    participants.forEach(p -> transport.script(p, _ -> moody(random)));
    DeliveryNode first = node("first");
    int messages = 0;
    for (int step = 1; step <= 200; step++) {
      String transfer = "t" + random.nextInt(20);
      String participant = participants.get(random.nextInt(participants.size()));
      first.commit(outcome(participant, transfer, Integer.toString(1000 + step)));
      messages++;
      if (step % 10 == 0) {
        clock.advance(Duration.ofMillis(random.nextInt(3000)));
        first.timers.fire();
      }
    }
    first.delivery.close(Duration.ofMillis(100));
    DeliveryNode second = node("second");
    takeOver(second, history.cursor(STREAM));

    int all = messages;
    second.until(
        "everything confirmed",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return database.rows() == 0 && distinctConfirmed(participants) == all;
        });
    participants.forEach(p -> assertInOrder(transport.confirmedBy(p), seed));
  }

  private static CompletableFuture<RelayResult> moody(SplittableRandom random) {
    int mood;
    synchronized (random) {
      mood = random.nextInt(10);
    }
    return switch (mood) {
      case 0, 1 -> CompletableFuture.completedFuture(unreachable());
      case 2 -> CompletableFuture.completedFuture(failed(503, true));
      case 3 -> CompletableFuture.failedFuture(new IllegalStateException("scripted defect"));
      default -> CompletableFuture.completedFuture(CONFIRMED);
    };
  }

  private long distinctConfirmed(List<String> participants) {
    return participants.stream()
        .mapToLong(p -> transport.confirmedBy(p).stream().distinct().count())
        .sum();
  }

  private static void assertInOrder(List<String> confirmed, long seed) {
    Map<String, Integer> last = new HashMap<>();
    for (String text : confirmed.stream().distinct().toList()) {
      String[] parts = text.split(" ", 2);
      Integer before = last.put(parts[0], Integer.valueOf(parts[1]));
      assertThat(before == null || before < Integer.parseInt(parts[1]))
          .as("%s after %s, seed %d", text, before, seed)
          .isTrue();
    }
  }
}
