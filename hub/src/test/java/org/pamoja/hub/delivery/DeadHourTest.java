package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.hub.delivery.DeliveryNode.await;
import static org.pamoja.hub.delivery.ScriptedTransport.CONFIRMED;
import static org.pamoja.hub.delivery.ScriptedTransport.unreachable;
import static org.pamoja.hub.delivery.TestNotices.outcome;
import static org.pamoja.hub.delivery.TestNotices.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * A participant that is dead for an hour, on a clock moved by hand: the others notice nothing, and
 * it gets everything still valid when it is back, in order.
 */
@Timeout(180)
class DeadHourTest {
  private static final int SECONDS = 3_600;
  private static final int STEP = 4;
  private static final Duration VALIDITY = Duration.ofMinutes(1);
  private static TestDatabase database;

  private final MovableClock clock = new MovableClock();
  private final MemoryHistory history = new MemoryHistory();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final List<String> owed = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private int others;

  @BeforeAll
  static void openDatabase() {
    database = new TestDatabase();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  /** One step: a request for money, two outcomes of one transfer, and as much for others. */
  private void step(DeliveryNode node, int number) throws InterruptedException {
    String request = "r" + number;
    node.reserved.add(TransferKey.transfer(request));
    node.commit(request("dead", request, clock.instant().plus(VALIDITY)));
    requests.add(request + " prepare");
    // Each transfer has an outcome now and one ten steps later.
    node.commit(outcome("dead", "t" + number, "1"), outcome("alive", "a" + number, "1"));
    owed.add("t" + number + " 1");
    if (number >= 10) {
      node.commit(outcome("dead", "t" + (number - 10), "2"), outcome("busy", "b" + number, "1"));
      owed.add("t" + (number - 10) + " 2");
      others++;
    }
    int alive = number + 1;
    int busy = others;
    await(
        "the others are told at once, from memory",
        () ->
            transport.confirmedBy("alive").size() == alive
                && transport.confirmedBy("busy").size() == busy);
  }

  @Test
  void shouldGiveADeadParticipantEverythingStillValidWhenItReturnsAndDelayNobody()
      throws InterruptedException {
    database.clear();
    transport.answerWith("dead", unreachable());
    try (DeliveryNode node =
        new DeliveryNode(
            "a", DeliverySettings.DEFAULTS, database.store(), transport, history, clock)) {
      for (int second = 0; second < SECONDS; second += STEP) {
        step(node, second / STEP);
        clock.advance(Duration.ofSeconds(STEP));
        node.timers.fire();
      }
      assertThat(database.count("participant <> 'dead'"))
          .as("nobody else ever came to the table")
          .isZero();
      int tries = transport.triedBy("dead").size();
      assertThat(tries)
          .as("it is only probed: at most once in the longest pause, and the first faults")
          .isLessThan(SECONDS / 15);

      transport.answerWith("dead", CONFIRMED);
      node.until(
          "everything is told",
          () -> {
            clock.advance(Duration.ofSeconds(1));
            return database.rows() == 0;
          });

      List<String> confirmed = transport.confirmedBy("dead");
      assertThat(confirmed).doesNotHaveDuplicates().containsAll(owed);
      List<String> lateRequests = new ArrayList<>(confirmed);
      lateRequests.removeAll(owed);
      assertThat(requests).containsAll(lateRequests);
      assertThat(lateRequests)
          .as("only requests younger than their validity are still sent")
          .hasSizeLessThanOrEqualTo((int) VALIDITY.toSeconds() / STEP + 1);
      assertThat(node.lapsed)
          .as("the others are counted")
          .hasValue(requests.size() - lateRequests.size());
      assertThat(database.count("true")).as("nothing is left at the desk").isZero();
      assertInOrder(confirmed);
    }
  }

  private static void assertInOrder(List<String> confirmed) {
    Map<String, String> last = new HashMap<>();
    for (String text : confirmed) {
      String[] parts = text.split(" ", 2);
      String before = last.put(parts[0], parts[1]);
      assertThat(before == null || before.compareTo(parts[1]) < 0)
          .as("%s after %s", text, before)
          .isTrue();
    }
  }
}
