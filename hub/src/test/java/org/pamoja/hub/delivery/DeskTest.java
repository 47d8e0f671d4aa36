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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.JsonNode;

/** What an operator sees at the desk and what becomes of what the operator decides. */
@Timeout(60)
class DeskTest {
  private static final DeliverySettings SETTINGS = DeliverySettings.DEFAULTS;
  private static TestDatabase database;

  private final MovableClock clock = new MovableClock();
  private final MemoryHistory history = new MemoryHistory();
  private final ScriptedTransport transport = new ScriptedTransport();
  private DeliveryNode node;
  private TestOperator operator;

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
    node = new DeliveryNode("a", SETTINGS, database.store(), transport, history, clock);
    operator = new TestOperator(node, database.jdbi(), Runnable::run);
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  private static String id(Event event) {
    return STREAM + "-" + event.pointer().sequence() + "-0";
  }

  /** A message that its receiver has refused for good. */
  private Event refused(String participant, String transfer, String label)
      throws InterruptedException {
    transport.answerWith(participant, failed(400, false));
    long before = database.deadRows();
    Event event = node.commit(outcome(participant, transfer, label));
    await("dead letter", () -> database.deadRows() == before + 1);
    return event;
  }

  private List<String> listed(String query) {
    List<String> ids = new ArrayList<>();
    for (JsonNode row : operator.get("/deliveries" + query).json().path("deliveries")) {
      ids.add(row.path("id").stringValue());
    }
    return ids;
  }

  @Test
  void shouldShowWhatIsUndeliveredAndWhy() throws InterruptedException {
    Event dead = refused("payer", "t1", "1");
    transport.answerWith("payee", failed(503, true));
    Event waiting = node.commit(outcome("payee", "t1", "1"));
    await("row", () -> database.count("attempts = 1 and not dead") == 1);
    clock.advance(Duration.ofSeconds(2));

    JsonNode rows = operator.get("/deliveries").json().path("deliveries");

    assertThat(listed("")).containsExactly(id(waiting), id(dead));
    assertThat(listed("?state=dead")).containsExactly(id(dead));
    assertThat(listed("?participant=PAYEE")).containsExactly(id(waiting));
    assertThat(listed("?participant=payee&state=dead")).isEmpty();
    assertThat(listed("?before=2030-01-01T00:00:00Z")).isEmpty();
    assertThat(rows.get(0).path("lastError").stringValue()).isEqualTo("scripted 503");
    assertThat(rows.get(0).path("transferId").stringValue()).isEqualTo("t1");
    assertThat(operator.get("/deliveries/summary").json().toString())
        .isEqualTo(
            "[{\"participant\":\"payee\",\"waiting\":1,\"oldestAgeMs\":2000,\"dead\":0,"
                + "\"breaker\":\"closed\",\"lastError\":\"scripted 503\"},"
                + "{\"participant\":\"payer\",\"waiting\":0,\"oldestAgeMs\":0,\"dead\":1,"
                + "\"breaker\":\"closed\",\"lastError\":\"scripted 400\"}]");
  }

  @Test
  void shouldShowWhatAMessageSays() throws InterruptedException {
    Event dead = refused("payer", "t1", "1");

    TestOperator.Answer answer = operator.get("/deliveries/" + id(dead));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/message/method").stringValue()).isEqualTo("PUT");
    assertThat(answer.json().at("/message/urlTemplate").stringValue())
        .isEqualTo("http://payer/{{ID}}t1 1");
  }

  @Test
  void shouldPageThroughEveryMessageOnce() {
    List<DeliveryChange> rows = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      String participant = List.of("b", "A", "c").get(i % 3);
      rows.add(
          TestNotices.row(STREAM, i + 1, participant, "t" + i, clock.instant().plusMillis(i % 7)));
    }
    database.store().apply("node", rows);

    List<String> seen = new ArrayList<>(listed("?limit=4"));
    String next = operator.get("/deliveries?limit=4").text("next");
    while (!next.isEmpty()) {
      seen.addAll(listed("?limit=4&after=" + next));
      next = operator.get("/deliveries?limit=4&after=" + next).text("next");
    }

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen).containsExactlyElementsOf(listed("?limit=200"));
  }

  @Test
  void shouldRefuseWhatItCannotUnderstandNamingTheField() {
    assertThat(operator.get("/deliveries?limit=201").error())
        .isEqualTo("3101 Malformed syntax - \"limit\" must be less than or equal to 200");
    assertThat(operator.get("/deliveries?state=gone").error())
        .contains("\"state\" must be one of [waiting, dead, dropped]");
    assertThat(operator.get("/deliveries?before=yesterday").error()).contains("\"before\"");
    assertThat(operator.get("/deliveries?after=nonsense").error()).contains("\"after\"");
    assertThat(operator.get("/deliveries/xyz").error()).contains("\"id\"");
    assertThat(operator.get("/deliveries/7-99-0").status()).isEqualTo(404);
    assertThat(operator.post("/deliveries/7-99-0/drop", "{}").error())
        .contains("\"reason\" is required");
    assertThat(operator.post("/deliveries/drop", "{'participant':'x','state':'dead'}").error())
        .contains("\"reason\" is required");
    assertThat(operator.post("/deliveries/resend", "{'participant':'x','state':'dropped'}").error())
        .contains("\"state\" must be one of [waiting, dead]");
    assertThat(operator.audited).isEmpty();
  }

  @Test
  void shouldSendADeadLetterAgainAsIfItWereNew() throws InterruptedException {
    Event dead = refused("payer", "t1", "1");
    clock.advance(SETTINGS.giveUpAfter().plusHours(1));
    transport.answerWith("payer", CONFIRMED);

    TestOperator.Answer answer = operator.post("/deliveries/" + id(dead) + "/resend", "");

    assertThat(answer.text("result")).isEqualTo("resent");
    await("confirmed without any timer", () -> transport.confirmedBy("payer").contains("t1 1"));
    node.until("row gone", () -> database.count("true") == 0);
    assertThat(operator.audited)
        .singleElement()
        .asString()
        .startsWith("alice delivery.resend " + id(dead));
  }

  @Test
  void shouldReachAParticipantThatIsOnlyProbedAtOnceWhenAsked() throws InterruptedException {
    transport.answerWith("dead", unreachable());
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < SETTINGS.breakerFaults(); i++) {
      int tries = i + 1;
      events.add(node.commit(outcome("dead", "t" + i, "1")));
      await("fault", () -> database.count("attempts = 1") == tries);
    }
    assertThat(operator.get("/deliveries/summary").json().get(0).path("breaker").stringValue())
        .isEqualTo("open");
    transport.answerWith("dead", CONFIRMED);

    operator.post("/deliveries/" + id(events.getFirst()) + "/resend", "");

    await("confirmed", () -> transport.confirmedBy("dead").contains("t0 1"));
  }

  @Test
  void shouldDropARequestForMoneyWhoseTransferHasEndedInsteadOfResendingIt()
      throws InterruptedException {
    transport.answerWith("payee", failed(400, false));
    node.reserved.add(TransferKey.transfer("ended"));
    node.reserved.add(TransferKey.transfer("late"));
    Event ended = node.commit(request("payee", "ended", clock.instant().plusSeconds(600)));
    Event late = node.commit(request("payee", "late", clock.instant().plusSeconds(60)));
    await("dead", () -> database.deadRows() == 2);
    transport.answerWith("payee", CONFIRMED);
    node.reserved.remove(TransferKey.transfer("ended"));
    clock.advance(Duration.ofSeconds(60));

    TestOperator.Answer first = operator.post("/deliveries/" + id(ended) + "/resend", "");
    TestOperator.Answer second = operator.post("/deliveries/" + id(late) + "/resend", "");

    assertThat(first.text("result")).isEqualTo("dropped");
    assertThat(first.text("reason")).isEqualTo("no longer valid: the transfer has ended");
    assertThat(second.text("reason")).isEqualTo("no longer valid: the transfer has expired");
    node.timers.fire();
    assertThat(transport.triedBy("payee"))
        .containsExactlyInAnyOrder("ended prepare", "late prepare");
    assertThat(operator.get("/deliveries/" + id(late)).text("dropReason"))
        .isEqualTo("no longer valid: the transfer has expired");
  }

  @Test
  void shouldNeverSendWhatWasDropped() throws InterruptedException {
    transport.answerWith("payer", failed(503, true));
    Event first = node.commit(outcome("payer", "t1", "1"));
    await("row", () -> database.count("attempts = 1") == 1);
    node.commit(outcome("payer", "t1", "2"));
    await("queued behind", () -> database.rows() == 2);
    transport.answerWith("payer", CONFIRMED);

    TestOperator.Answer answer =
        operator.post("/deliveries/" + id(first) + "/drop", "{'reason':'told by phone'}");
    clock.advance(SETTINGS.firstPause());
    node.until("the rest", () -> database.rows() == 0);

    assertThat(answer.text("result")).isEqualTo("dropped");
    assertThat(answer.json().path("tryUnderWay").asBoolean()).isFalse();
    assertThat(transport.confirmedBy("payer")).containsExactly("t1 2");
    assertThat(operator.post("/deliveries/" + id(first) + "/resend", "").text("result"))
        .isEqualTo("unchanged");
    assertThat(listed("?state=dropped")).containsExactly(id(first));
    assertThat(operator.get("/deliveries/summary").json()).isEmpty();
    assertThat(operator.audited.getFirst())
        .contains("alice delivery.drop " + id(first), "told by phone");
  }

  @Test
  void shouldSayWhetherATryWasUnderWayWhenItWasDropped() throws InterruptedException {
    transport.answerWith("payer", failed(503, true));
    Event event = node.commit(outcome("payer", "t1", "1"));
    await("row", () -> database.count("attempts = 1") == 1);
    CompletableFuture<RelayResult> answer = transport.hold("payer");
    clock.advance(SETTINGS.firstPause());
    node.until("second try", () -> transport.triedBy("payer").size() == 2);

    TestOperator.Answer dropped =
        operator.post("/deliveries/" + id(event) + "/drop", "{'reason':'r'}");
    answer.complete(failed(503, true));
    node.until("the try has ended", () -> database.count("leased_by is null") == 1);
    transport.answerWith("payer", CONFIRMED);
    clock.advance(Duration.ofHours(1));
    node.timers.fire();

    assertThat(dropped.json().path("tryUnderWay").asBoolean()).isTrue();
    assertThat(transport.triedBy("payer")).hasSize(2);
    assertThat(database.count("dropped_at is not null and dead")).isEqualTo(1);
  }

  @Test
  void shouldResendAllDeadLettersOfOneParticipantAndNoOthers() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      refused("payer", "t" + i, "1");
    }
    refused("payee", "t9", "1");
    transport.answerWith("payer", CONFIRMED);

    TestOperator.Answer answer =
        operator.post("/deliveries/resend", "{'participant':'Payer','state':'dead'}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("count").intValue()).isEqualTo(5);
    node.until("all of them", () -> transport.confirmedBy("payer").size() == 5);
    node.until("rows gone", () -> database.count("true") == 1);
    assertThat(operator.audited)
        .hasSize(2)
        .last()
        .asString()
        .contains("alice delivery.resendAll.done Payer", "resent=5");
  }

  @Test
  void shouldDropAllThatWaitForOneParticipant() {
    for (int i = 1; i <= 450; i++) {
      String participant = i % 3 == 0 ? "other" : "gone";
      database
          .store()
          .apply(
              "node", List.of(TestNotices.row(STREAM, i, participant, "t" + i, clock.instant())));
    }

    TestOperator.Answer answer =
        operator.post(
            "/deliveries/drop", "{'participant':'gone','state':'waiting','reason':'left'}");

    assertThat(answer.json().path("count").intValue()).isEqualTo(300);
    assertThat(
            database.count(
                "participant = 'gone' and drop_reason = 'left' and dropped_by = 'alice'"))
        .isEqualTo(300);
    assertThat(database.rows()).isEqualTo(150);
  }

  @Test
  void shouldForgetWhatHasEndedLongAgo() throws InterruptedException {
    Event old = refused("payer", "t1", "1");
    clock.advance(Duration.ofDays(20));
    Event later = refused("payer", "t2", "1");
    database
        .store()
        .apply("node", List.of(TestNotices.row(STREAM, 999, "late", "t3", clock.instant())));
    operator.post("/deliveries/" + id(old) + "/drop", "{'reason':'r'}");
    clock.advance(SETTINGS.keepEnded().minusDays(1));
    transport.answerWith("late", failed(503, true));
    node.timers.fire();
    assertThat(listed("?state=dead&participant=payer")).containsExactly(id(later));
    assertThat(listed("?state=dropped")).containsExactly(id(old));

    clock.advance(Duration.ofDays(2));
    node.timers.fire();

    assertThat(listed("?state=dropped&participant=payer")).isEmpty();
    assertThat(listed("?state=dead&participant=payer")).isEmpty();
  }

  @Test
  void shouldSayWhetherDeliveryRuns() {
    assertThat(node.delivery.isRunning()).isTrue();

    node.close();

    assertThat(node.delivery.isRunning()).isFalse();
  }
}
