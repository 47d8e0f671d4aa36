package org.pamoja.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.event.EventPointer;

class PostgresDeliveryStoreTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456Z");
  private static TestDatabase database;

  private DeliveryStore store;

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
    store = database.store();
  }

  private static NoticePointer pointer(long sequence) {
    return new NoticePointer(new EventPointer(1, sequence), 0);
  }

  private List<Long> claim(String owner, String participant, int limit, Instant now) {
    return store
        .claim(
            new DeliveryStore.Claim(
                owner, participant, limit, now, now.plus(Duration.ofSeconds(5))))
        .stream()
        .map(row -> row.pointer().event().sequence())
        .toList();
  }

  @Test
  void shouldGiveOutEachRowOnceUntilTheClaimRunsOut() {
    store.apply(
        "node",
        List.of(
            TestNotices.row(1, 1, "payer", "t1", NOW), TestNotices.row(1, 2, "payer", "t2", NOW)));

    assertThat(claim("a", "payer", 1, NOW)).containsExactly(1L);
    assertThat(claim("b", "payer", 10, NOW)).containsExactly(2L);
    assertThat(claim("c", "payer", 10, NOW.plusMillis(4999))).isEmpty();
    store.renew("a", List.of(pointer(1), pointer(2)), NOW.plusSeconds(60));
    assertThat(claim("c", "payer", 10, NOW.plusSeconds(5)))
        .as("a renews only what is its own")
        .containsExactly(2L);
  }

  @Test
  void shouldGiveOutOneRowOfATransferAtATimeInOrderOfAddition() {
    store.apply(
        "node",
        List.of(
            TestNotices.row(1, 9, "payer", "t1", NOW), TestNotices.row(1, 2, "payer", "t1", NOW)));

    assertThat(claim("a", "payer", 10, NOW)).containsExactly(9L);
    store.apply("a", List.of(new DeliveryChange.Postponed(pointer(9), NOW.plusSeconds(30), "no")));
    assertThat(claim("a", "payer", 10, NOW)).as("the first one is waited for").isEmpty();
    store.apply("node", List.of(new DeliveryChange.GivenUp(pointer(9), "never", NOW)));
    assertThat(claim("a", "payer", 10, NOW)).as("a dead one is not").containsExactly(2L);
  }

  @Test
  void shouldLetOnlyAConfirmationEndWhatAnotherNodeHasClaimedSince() {
    store.apply(
        "a",
        List.of(
            TestNotices.row(1, 1, "payer", "t1", NOW), TestNotices.row(1, 2, "payer", "t1", NOW)));
    assertThat(claim("a", "payer", 10, NOW)).containsExactly(1L);
    Instant later = NOW.plusSeconds(5);
    assertThat(claim("b", "payer", 10, later)).as("a's claim ran out").containsExactly(1L);

    store.apply("a", List.of(new DeliveryChange.Postponed(pointer(1), later, "late")));
    store.apply("a", List.of(new DeliveryChange.GivenUp(pointer(1), "late", later)));
    assertThat(claim("c", "payer", 10, later)).as("b is trying it").isEmpty();
    assertThat(store.deadLetters(10)).isEmpty();
    store.apply("a", List.of(new DeliveryChange.Settled(pointer(1))));
    assertThat(claim("c", "payer", 10, later)).as("confirmed to a").containsExactly(2L);
  }

  @Test
  void shouldNameTheParticipantsWithSomethingDue() {
    store.apply(
        "node",
        List.of(
            TestNotices.row(1, 1, "b", "t1", NOW),
            TestNotices.row(1, 2, "b", "t2", NOW),
            TestNotices.row(1, 3, "a", "t1", NOW.plusSeconds(1)),
            TestNotices.row(1, 4, "c", "t1", NOW),
            TestNotices.row(1, 5, "d", "t1", NOW),
            new DeliveryChange.GivenUp(pointer(5), "dead", NOW)));

    assertThat(store.participantsDue(NOW)).containsExactly("b", "c");
    assertThat(store.participantsDue(NOW.plusSeconds(1))).containsExactly("a", "b", "c");
  }

  @Test
  void shouldKeepWhatItWasGivenAndCountTries() {
    store.apply("node", List.of(TestNotices.row(1, 1, "payer", "t1", NOW)));
    store.apply("node", List.of(TestNotices.row(1, 1, "payer", "changed", NOW)));
    store.apply(
        "node", List.of(new DeliveryChange.Postponed(pointer(1), NOW.plusSeconds(1), "first")));
    store.apply("node", List.of(new DeliveryChange.GivenUp(pointer(1), "second", NOW)));

    assertThat(store.deadLetters(10))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.about().id()).isEqualTo("t1");
              assertThat(row.createdAt()).isEqualTo(NOW);
              assertThat(row.attempts()).isEqualTo(2);
              assertThat(row.lastError()).isEqualTo("second");
            });
    store.apply("node", List.of(new DeliveryChange.Settled(pointer(1))));
    assertThat(store.deadLetters(10)).isEmpty();
  }
}
