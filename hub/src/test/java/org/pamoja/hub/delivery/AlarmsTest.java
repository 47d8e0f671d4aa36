package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.hub.desk.AlarmCalls;
import org.pamoja.hub.desk.DeliveryAlarms;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;

/** Alarms about what participants are owed: raised, cleared, counted and told. */
@Timeout(60)
class AlarmsTest {
  private static final DeliverySettings SETTINGS = DeliverySettings.DEFAULTS;
  private static TestDatabase database;

  private final MovableClock clock = new MovableClock();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> counted = new CopyOnWriteArrayList<>();

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

  private DeliveryAlarms node() {
    AlarmCalls calls = new AlarmCalls("Hub", new Listeners(), this::hear, clock);
    DeliveryMetrics metrics =
        new DeliveryMetrics() {
          @Override
          public void delivered(String participant, Duration age) {}

          @Override
          public void failed(String participant, int status) {}

          @Override
          public void backlog(List<Backlog> backlogs) {}

          @Override
          public void alarm(String participant, String kind) {
            counted.add(participant + " " + kind);
          }
        };
    return DeliveryAlarms.of(SETTINGS, metrics, database.jdbi(), calls, clock);
  }

  private CompletionStage<RelayResult> hear(OutboundMessage message) {
    String body = new String(message.body(), StandardCharsets.UTF_8);
    String state = body.contains("\"state\":\"raised\"") ? "raised" : "cleared";
    told.add(message.recipient() + " " + message.endpointType() + " " + state);
    return CompletableFuture.completedFuture(ScriptedTransport.CONFIRMED);
  }

  private static List<Backlog> owed(String participant, long depth, Duration oldest) {
    return List.of(new Backlog(participant, 0, depth, 0, oldest));
  }

  @Test
  void shouldRaiseByAgeAndByDepthAndClearWhenNeitherIsTooMuch() {
    DeliveryAlarms alarms = node();

    alarms.observe(owed("slow", 1_000, SETTINGS.alarmAge()));
    assertThat(counted).as("the bounds themselves are still well").isEmpty();
    alarms.observe(owed("slow", 1, SETTINGS.alarmAge().plusMillis(1)));
    alarms.observe(owed("slow", 1_001, SETTINGS.alarmAge().plusMillis(1)));
    alarms.observe(owed("slow", 1_001, Duration.ZERO));
    assertThat(counted).containsExactly("slow age", "slow depth");
    assertThat(told).as("once for the hub and once for the participant").hasSize(2);

    clock.advance(Duration.ofMinutes(1));
    alarms.observe(List.of());

    assertThat(told)
        .containsExactly(
            "Hub ALARM_NOTIFICATION_URL raised",
            "slow ALARM_NOTIFICATION_URL raised",
            "Hub ALARM_NOTIFICATION_URL cleared",
            "slow ALARM_NOTIFICATION_URL cleared");
  }

  @Test
  void shouldTellAParticipantsChangesAtMostOnceAMinuteAndNotForgetTheLast() {
    DeliveryAlarms alarms = node();
    for (int i = 0; i < 10; i++) {
      alarms.observe(owed("slow", 1, Duration.ofMinutes(2)));
      alarms.observe(List.of());
      clock.advance(Duration.ofSeconds(5));
    }
    assertThat(told).hasSize(2);

    clock.advance(Duration.ofSeconds(10));
    alarms.observe(List.of());

    assertThat(told).hasSize(4).last().asString().endsWith("cleared");
    assertThat(counted).hasSize(10);
  }

  @Test
  void shouldBeToldByOneOfTwoNodesAndClearedByTheNextLife() {
    List<Backlog> late = owed("slow", 1, Duration.ofMinutes(2));
    DeliveryAlarms first = node();
    DeliveryAlarms second = node();
    first.observe(late);
    second.observe(late);
    clock.advance(Duration.ofMinutes(5));
    first.observe(late);
    second.observe(late);
    assertThat(told).as("a lasting alarm is told once").hasSize(2);

    DeliveryAlarms next = node();
    next.observe(List.of());

    assertThat(told).hasSize(4).last().asString().endsWith("cleared");
  }

  @Test
  void shouldSeeWhatDeliveryReports() {
    MemoryHistory history = new MemoryHistory();
    try (DeliveryNode node =
        new DeliveryNode(
            "a", SETTINGS, database.store(), new ScriptedTransport(), history, clock)) {
      node.delivery.watchBacklogs(node()::observe);
      DeliveryChange row = TestNotices.row(9, 1, "slow", "t1", clock.instant());
      DeliveryChange later =
          new DeliveryChange.Postponed(
              row.pointer(), clock.instant().plus(Duration.ofDays(1)), "e");
      database.store().apply("node", List.of(row, later));
      clock.advance(Duration.ofMinutes(2));

      node.timers.fire();

      assertThat(counted).containsExactly("slow age");
    }
  }

  /** The hub and "slow" listen for alarms. */
  private static final class Listeners implements ParticipantDirectory {
    @Override
    public CompletionStage<Optional<Participant>> find(String name) {
      return CompletableFuture.completedFuture(findBlocking(name));
    }

    @Override
    public CompletionStage<Optional<Participant>> confirmed(String name) {
      return find(name);
    }

    @Override
    public Optional<Participant> findBlocking(String name) {
      Map<String, String> endpoints = Map.of("ALARM_NOTIFICATION_URL", "http://" + name);
      return Optional.of(new Participant(1, name, true, false, List.of(), endpoints));
    }

    @Override
    public List<Participant> known() {
      return List.of();
    }
  }
}
