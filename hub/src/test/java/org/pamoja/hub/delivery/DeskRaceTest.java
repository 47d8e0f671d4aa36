package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.hub.delivery.DeliveryNode.STREAM;
import static org.pamoja.hub.delivery.ScriptedTransport.CONFIRMED;
import static org.pamoja.hub.delivery.ScriptedTransport.failed;
import static org.pamoja.hub.delivery.TestNotices.outcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.event.Event;
import tools.jackson.databind.JsonNode;

/** Operators at two nodes decide about the same messages while both nodes deliver. */
@Timeout(60)
class DeskRaceTest {
  private static final int MESSAGES = 150;
  private static TestDatabase database;

  private final MovableClock clock = new MovableClock();
  private final MemoryHistory history = new MemoryHistory();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor();
  private DeliveryNode first;
  private DeliveryNode second;

  @BeforeAll
  static void openDatabase() {
    database = new TestDatabase();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void startNodes() {
    database.clear();
    first = node("a");
    second = node("b");
  }

  @AfterEach
  void stopNodes() {
    operators.close();
    first.close();
    second.close();
  }

  private DeliveryNode node(String name) {
    return new DeliveryNode(
        name, DeliverySettings.DEFAULTS, database.store(), transport, history, clock);
  }

  private List<Event> deadLetters() throws InterruptedException {
    transport.answerWith("payer", failed(400, false));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      events.add(first.commit(outcome("payer", "t" + i, "1")));
    }
    DeliveryNode.await("dead letters", () -> database.deadRows() == MESSAGES);
    return events;
  }

  private static String id(Event event) {
    return STREAM + "-" + event.pointer().sequence() + "-0";
  }

  private static String text(Event event) {
    return event.notices().getFirst().about().id() + " 1";
  }

  private long tries(String text) {
    return transport.triedBy("payer").stream().filter(text::equals).count();
  }

  @Test
  void shouldLeaveEachMessageEitherDeliveredOrDroppedAndStartNothingAfterADrop() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<Event> events = deadLetters();
    transport.script(
        "payer",
        _ ->
            CompletableFuture.completedFuture(
                chance(random, 4) == 0 ? failed(503, true) : CONFIRMED));
    TestOperator resending = new TestOperator(first, database.jdbi(), operators);
    TestOperator dropping = new TestOperator(second, database.jdbi(), operators);
    Map<Event, Long> triesAtDrop = new ConcurrentHashMap<>();

    Future<?> resends =
        operators.submit(
            () ->
                events.forEach(
                    event -> resending.post("/deliveries/" + id(event) + "/resend", "")));
    Future<?> drops =
        operators.submit(() -> events.forEach(event -> drop(dropping, event, triesAtDrop)));
    while (!resends.isDone() || !drops.isDone()) {
      clock.advance(Duration.ofMillis(500));
      first.timers.fire();
      second.timers.fire();
    }
    resends.get();
    drops.get();
    first.until(
        "nothing waits",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          second.timers.fire();
          return database.rows() == 0;
        });

    long confirmed = transport.confirmedBy("payer").stream().distinct().count();
    assertThat(confirmed + database.count("dropped_at is not null"))
        .as("each is delivered or dropped, seed %d", seed)
        .isEqualTo(MESSAGES);
    triesAtDrop.forEach(
        (event, before) ->
            assertThat(tries(text(event))).as("%s, seed %d", id(event), seed).isEqualTo(before));
    assertThat(database.count("dead and dropped_at is null")).isZero();
  }

  /** Drops, and notes how often it had been tried when no try was under way any more. */
  private void drop(TestOperator operator, Event event, Map<Event, Long> triesAtDrop) {
    TestOperator.Answer answer =
        operator.post("/deliveries/" + id(event) + "/drop", "{'reason':'race'}");
    if (answer.text("result").equals("dropped")
        && !answer.json().path("tryUnderWay").booleanValue()) {
      triesAtDrop.put(event, tries(text(event)));
    }
  }

  private static int chance(SplittableRandom random, int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  @Test
  void shouldNotSendTwiceWhenTwoOperatorsResendTheSame() throws Exception {
    List<Event> events = deadLetters();
    transport.answerWith("payer", CONFIRMED);
    List<Future<?>> both = new ArrayList<>();
    for (DeliveryNode node : List.of(first, second)) {
      TestOperator operator = new TestOperator(node, database.jdbi(), operators);
      both.add(
          operators.submit(
              () ->
                  events.forEach(
                      event -> operator.post("/deliveries/" + id(event) + "/resend", ""))));
    }
    for (Future<?> each : both) {
      each.get();
    }

    first.until("all", () -> database.count("true") == 0);

    assertThat(transport.confirmedBy("payer")).hasSize(MESSAGES).doesNotHaveDuplicates();
  }

  @Test
  void shouldTakeOneJobOfAParticipantAtATime() {
    List<Runnable> background = new ArrayList<>();
    TestOperator operator = new TestOperator(first, database.jdbi(), background::add);
    String body = "{'participant':'payer','state':'dead'}";

    assertThat(operator.post("/deliveries/resend", body).status()).isEqualTo(202);
    TestOperator.Answer refused = operator.post("/deliveries/resend", body);
    background.removeFirst().run();
    TestOperator.Answer after = operator.post("/deliveries/resend", body);

    JsonNode error = refused.json().path("errorInformation");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(error.path("errorDescription").stringValue())
        .contains("a job for this participant is running");
    assertThat(after.status()).isEqualTo(202);
  }
}
