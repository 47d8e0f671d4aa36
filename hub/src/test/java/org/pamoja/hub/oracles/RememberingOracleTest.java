package org.pamoja.hub.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.message.PartyKey;

/** What is remembered of an external oracle's answers, and what makes it be forgotten. */
class RememberingOracleTest {
  private static final Duration LIFETIME = Duration.ofSeconds(10);
  private static final int PARTIES = 2;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong registry = new AtomicLong(1);
  private final List<String> announced = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private boolean cutOffByAChange;
  private CompletionStage<Void> announcement = CompletableFuture.completedStage(null);
  private final RememberedHolders memory =
      new RememberedHolders(
          PARTIES, LIFETIME, now::get, registry::get, this::announce, this::pause);
  private final Far far = new Far();
  private final Oracle oracle = new RememberingOracle("http://one", far, memory);

  private CompletionStage<Void> announce() {
    announced.add("after " + far.changes);
    return cutOffByAChange && far.changes == 0
        ? CompletableFuture.completedStage(null)
        : announcement;
  }

  private void pause(Runnable task) {
    later.add(task);
  }

  private void waitForARepeat() {
    assertThat(later).hasSize(1);
    later.removeFirst().run();
  }

  /** An oracle that answers what it is told to, when it is told to. */
  private static final class Far implements Oracle {
    private int questions;
    private int changes;
    private boolean broken;
    private CompletionStage<List<Entry>> answer = CompletableFuture.completedStage(List.of());
    private CompletionStage<Void> outcome = CompletableFuture.completedStage(null);

    void names(String... holders) {
      answer = CompletableFuture.completedStage(entries(holders));
    }

    @Override
    public CompletionStage<List<Entry>> lookup(Call call) {
      questions++;
      if (broken) {
        throw new IllegalArgumentException("cannot be asked");
      }
      return answer;
    }

    @Override
    public CompletionStage<Void> register(Call call, String fspId) {
      changes++;
      return outcome;
    }

    @Override
    public CompletionStage<Void> replace(Call call, String fspId) {
      return register(call, fspId);
    }

    @Override
    public CompletionStage<Void> remove(Call call) {
      return register(call, "");
    }

    @Override
    public CompletionStage<List<Registered>> registerBatch(
        String requestId, List<Registration> parties, Headers headers) {
      changes++;
      return outcome.thenApply(_ -> List.of());
    }
  }

  @Test
  void shouldAskOnceWithinTheLifetimeOfAnAnswer() {
    far.names("a");
    assertThat(holders("1")).containsExactly("a");
    far.names("b");
    now.set(now.get().plus(LIFETIME).minusMillis(1));
    assertThat(holders("1")).containsExactly("a");
    now.set(now.get().plusMillis(1));
    assertThat(holders("1")).containsExactly("b");
    assertThat(far.questions).isEqualTo(2);
  }

  @Test
  void shouldTellQuestionsApart() {
    far.names("a");
    holders("1");
    far.names("b");
    Oracle.Call inEuro = new Oracle.Call(party("1", ""), Optional.of("EUR"), Headers.empty());
    assertThat(names(oracle.lookup(inEuro))).containsExactly("b");
    far.names("c");
    assertThat(names(oracle.lookup(call(party("1", "x"))))).containsExactly("c");
    far.names("d");
    Oracle other = new RememberingOracle("http://two", far, memory);
    assertThat(names(other.lookup(call(party("1", "x"))))).containsExactly("d");
    far.names("e");
    assertThat(holders("2")).containsExactly("e");
  }

  @Test
  void shouldHoldNoMorePartiesThanItMay() {
    far.names("a");
    for (String id : List.of("1", "2", "3", "3", "2", "1")) {
      holders(id);
    }
    assertThat(far.questions).as("1, 2, 3, and 1 again").isEqualTo(4);
  }

  @Test
  void shouldNeitherRememberNobodyNorFaultsNorLongLists() {
    holders("1");
    holders("1");
    assertThat(far.questions).isEqualTo(2);

    far.answer =
        CompletableFuture.failedStage(new FspiopException(ErrorCode.ID_NOT_FOUND, "nobody"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> holders("1"))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(FspiopException.class);
    }
    assertThat(far.questions).isEqualTo(4);

    far.names(Collections.nCopies(5, "a").toArray(String[]::new));
    assertThat(holders("1")).hasSize(5);
    holders("1");
    assertThat(far.questions).isEqualTo(6);

    far.names("a".repeat(129), "b".repeat(128));
    assertThat(holders("1")).hasSize(2);
    holders("1");
    assertThat(far.questions).isEqualTo(8);

    far.names("a", "a", "a", "a".repeat(253));
    holders("1");
    assertThat(holders("1")).hasSize(4);
    assertThat(far.questions).as("the longest that is remembered").isEqualTo(9);
  }

  @Test
  void shouldLetAllWhoAskTheSameMeanwhileWaitForOneAnswer() {
    CompletableFuture<List<Oracle.Entry>> late = new CompletableFuture<>();
    far.answer = late;
    CompletionStage<List<Oracle.Entry>> first = oracle.lookup(call(party("1", "")));
    CompletionStage<List<Oracle.Entry>> second = oracle.lookup(call(party("1", "")));
    assertThat(far.questions).isEqualTo(1);

    late.complete(entries("a"));

    assertThat(names(first)).containsExactly("a");
    assertThat(names(second)).containsExactly("a");
  }

  @Test
  void shouldNotLeaveWaitingWhoAskedWhenTheOracleBreaks() {
    far.broken = true;

    assertThat(oracle.lookup(call(party("1", ""))).toCompletableFuture())
        .isCompletedExceptionally();
  }

  @Test
  void shouldForgetAPartyWhateverChangesItBeforeTheChangeIsTold() {
    List<Runnable> changes =
        List.of(
            () -> oracle.register(call(party("1", "")), "b"),
            () -> oracle.replace(call(party("1", "x")), "b"),
            () -> oracle.remove(call(party("1", ""))),
            () ->
                oracle.registerBatch(
                    "r",
                    List.of(new Oracle.Registration(party("1", ""), "b", Optional.empty())),
                    Headers.empty()));
    for (Runnable change : changes) {
      far.names("a");
      holders("1");
      far.names("b");
      change.run();
      assertThat(holders("1")).containsExactly("b");
      oracle.remove(call(party("1", "")));
    }
    assertThat(announced)
        .hasSize(4 * changes.size())
        .startsWith("after 0", "after 1", "after 1", "after 2");
  }

  @Test
  void shouldForgetWhenNobodyKnowsWhetherAChangeWasMade() {
    far.names("a");
    holders("1");
    far.names("b");
    far.outcome = CompletableFuture.failedStage(new IllegalStateException("no answer"));

    assertThat(oracle.remove(call(party("1", ""))).toCompletableFuture())
        .isCompletedExceptionally();

    assertThat(holders("1")).containsExactly("b");
    assertThat(announced).containsExactly("after 0", "after 1");
  }

  @Test
  void shouldNotRememberWhatWasAskedBeforeAChange() {
    CompletableFuture<List<Oracle.Entry>> late = new CompletableFuture<>();
    far.answer = late;
    CompletionStage<List<Oracle.Entry>> asked = oracle.lookup(call(party("1", "")));
    oracle.replace(call(party("1", "")), "b");
    far.names("b");
    assertThat(holders("1")).as("not made to wait for the old answer").containsExactly("b");

    late.complete(entries("a"));

    assertThat(names(asked)).containsExactly("a");
    assertThat(holders("1")).containsExactly("b");
  }

  @Test
  void shouldForgetEverythingUnderAnotherVersionOfTheRegistry() {
    far.names("a");
    holders("1");
    far.names("b");
    registry.incrementAndGet();
    assertThat(holders("1")).containsExactly("b");
  }

  @Test
  void shouldNotMakeAChangeThatTheOtherNodesCannotBeToldOf() {
    announcement = CompletableFuture.failedStage(new IllegalStateException("no database"));

    assertThat(oracle.register(call(party("1", "")), "b").toCompletableFuture())
        .isCompletedExceptionally();

    assertThat(far.changes).isZero();
    assertThat(later).isEmpty();
  }

  @Test
  void shouldTellTheOtherNodesOfAChangeAsSoonAsTheyCanBeTold() {
    registerAndBeCutOff();
    waitForARepeat();
    assertThat(announced).containsExactly("after 0", "after 1", "after 1");

    announcement = CompletableFuture.completedStage(null);
    waitForARepeat();

    assertThat(announced).hasSize(4);
    assertThat(later).isEmpty();
  }

  @Test
  void shouldRememberNothingWhileTheOtherNodesCouldNotBeTold() {
    far.names("a");
    holders("2");
    registerAndBeCutOff();
    far.names("b");
    assertThat(holders("2")).containsExactly("b");
    holders("2");
    assertThat(far.questions).isEqualTo(3);

    announcement = CompletableFuture.completedStage(null);
    waitForARepeat();
    holders("3");
    holders("3");

    assertThat(far.questions).isEqualTo(4);
  }

  @Test
  void shouldRepeatForALaterChangeThatAnEarlierAnnouncementDoesNotCover() {
    registerAndBeCutOff();
    CompletableFuture<Void> early = new CompletableFuture<>();
    announcement = early;
    waitForARepeat();
    announcement = CompletableFuture.failedStage(new IllegalStateException("no database"));
    memory.changed(List.of(party("2", "")));

    early.complete(null);
    announcement = CompletableFuture.completedStage(null);
    waitForARepeat();

    assertThat(later).isEmpty();
  }

  @Test
  void shouldStopRepeatingOnceTheOtherNodesHaveForgottenByTime() {
    registerAndBeCutOff();
    for (long second = 0; second <= LIFETIME.toSeconds(); second++) {
      waitForARepeat();
    }
    assertThat(later).isEmpty();
  }

  /** The change is made, and told, but the database is lost meanwhile. */
  private void registerAndBeCutOff() {
    cutOffByAChange = true;
    announcement = CompletableFuture.failedStage(new IllegalStateException("no database"));

    assertThat(oracle.register(call(party("1", "")), "b").toCompletableFuture())
        .isCompletedWithValue(null);
  }

  private List<String> holders(String id) {
    return names(oracle.lookup(call(party(id, ""))));
  }

  private static List<String> names(CompletionStage<List<Oracle.Entry>> answer) {
    return answer.toCompletableFuture().join().stream().map(Oracle.Entry::fspId).toList();
  }

  private static List<Oracle.Entry> entries(String... holders) {
    return List.of(holders).stream()
        .map(holder -> new Oracle.Entry(holder, Optional.empty(), Optional.empty()))
        .toList();
  }

  private static Oracle.Call call(PartyKey party) {
    return new Oracle.Call(party, Optional.empty(), Headers.empty());
  }

  private static PartyKey party(String id, String subId) {
    return new PartyKey("ALIAS", id, subId.isEmpty() ? Optional.empty() : Optional.of(subId));
  }
}
