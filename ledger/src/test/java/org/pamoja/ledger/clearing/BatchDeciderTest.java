package org.pamoja.ledger.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/** Batches: claims, order within a batch, strict limits, and what is written. */
class BatchDeciderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String FULFILMENT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  private static final String CONDITION = "Zmh6rfhivXdsj8GLjp-OIAiXFIVu4jOzkCpZHQ1fKSU";

  private final BatchDecider decider = new BatchDecider(LedgerSettings.of("Hub"));

  private static Command prepare(String id, long units) {
    return new Command.Prepare(
        TransferKey.transfer(id),
        "A",
        new Party("A", true, true, 1),
        new Party("B", true, true, 2),
        Money.of("USD", units),
        CONDITION,
        NOW.plusSeconds(9),
        Optional.empty(),
        "hash");
  }

  private static Command fulfil(String id) {
    return new Command.Fulfil(
        TransferKey.transfer(id),
        "B",
        Optional.empty(),
        Action.COMMIT,
        true,
        Optional.of(FULFILMENT),
        Optional.empty(),
        Optional.empty(),
        "hash");
  }

  private static Account account(long id, String name) {
    return new Account(
        id,
        (int) id,
        name,
        "USD",
        "POSITION",
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        Optional.of(BigInteger.valueOf(100)),
        BigInteger.valueOf(1_000),
        7,
        true,
        true,
        true);
  }

  private BatchPlan plan(Command... commands) {
    List<Sequenced> sequenced = new ArrayList<>();
    for (Command command : commands) {
      sequenced.add(
          new Sequenced(new Submission(command, Envelope.NONE, "test"), 10 + sequenced.size()));
    }
    return decider.plan(3, 1, sequenced);
  }

  private static LoadedBatch allNew(BatchPlan plan) {
    return new LoadedBatch(
        NOW,
        new byte[32],
        plan.claims().keySet(),
        Map.of(),
        Map.of(1L, account(1, "A"), 2L, account(2, "B")));
  }

  private static List<Status> statuses(BatchChanges changes) {
    return changes.outcomes().stream().map(outcome -> outcome.status()).toList();
  }

  @Test
  void shouldClaimEachNewIdOnceInKeyOrder() {
    BatchPlan plan =
        plan(prepare("b", 1), fulfil("a"), prepare("a", 2), prepare("b", 3), fulfil("c"));
    assertThat(plan.request().claims().stream().map(claim -> claim.key().id()))
        .containsExactly("a", "b");
    assertThat(plan.request().claims()).allMatch(claim -> claim.state() == TransferState.RESERVED);
    assertThat(plan.claims().get(TransferKey.transfer("b")).source().amount())
        .as("the first")
        .isEqualTo(1);
    assertThat(plan.request().touched()).containsExactly(TransferKey.transfer("c"));
  }

  @Test
  void shouldWriteNothingForClaimsThatStayAsTheyWereClaimed() {
    BatchPlan plan = plan(prepare("a", 10));
    BatchChanges changes = decider.decide(plan, allNew(plan));
    assertThat(changes.transfers()).isEmpty();
    assertThat(changes.due()).hasSize(1);
    assertThat(changes.accounts()).hasSize(1);
    assertThat(changes.accounts().getFirst().debitsPending()).isEqualTo(10);
  }

  @Test
  void shouldKeepLimitsStrictWithinABatch() {
    BatchPlan plan = plan(prepare("a", 60), prepare("b", 60), prepare("c", 40), prepare("d", 1));
    BatchChanges changes = decider.decide(plan, allNew(plan));
    assertThat(statuses(changes))
        .containsExactly(Status.DONE, Status.REFUSED, Status.DONE, Status.REFUSED);
    assertThat(changes.accounts().getFirst().debitsPending()).isEqualTo(100);
    Map<String, TransferState> corrected =
        changes.transfers().stream()
            .collect(Collectors.toMap(row -> row.key().id(), Transfer::state));
    assertThat(corrected)
        .isEqualTo(
            Map.of("b", TransferState.ABORTED_REJECTED, "d", TransferState.ABORTED_REJECTED));
  }

  @Test
  void shouldLetCommandsOnOneIdFollowEachOther() {
    BatchPlan plan =
        plan(
            fulfil("a"),
            prepare("a", 60),
            prepare("a", 60),
            fulfil("a"),
            fulfil("a"),
            prepare("z", 40));
    BatchChanges changes = decider.decide(plan, allNew(plan));
    assertThat(statuses(changes))
        .containsExactly(
            Status.REFUSED, Status.DONE, Status.IGNORED, Status.DONE, Status.IGNORED, Status.DONE);
    assertThat(changes.transfers()).hasSize(1);
    assertThat(changes.transfers().getFirst().state()).isEqualTo(TransferState.COMMITTED);
    assertThat(changes.due()).as("only what is still open").hasSize(1);
    assertThat(changes.postings()).hasSize(2);
    assertThat(changes.accounts().stream().map(Account::id)).containsExactly(1L, 2L);
    assertThat(changes.accounts().getLast().creditsPosted()).isEqualTo(60);
  }

  @Test
  void shouldWriteAnEventForWhatChangedOrOwesAMessageAndNoneForTheRest() {
    Command unknown = new Command.Expire(TransferKey.transfer("x"));
    BatchPlan plan = plan(prepare("a", 60), unknown, fulfil("y"), fulfil("a"));
    BatchChanges changes = decider.decide(plan, allNew(plan));
    assertThat(changes.events().stream().map(event -> event.pointer().sequence()))
        .containsExactly(10L, 12L, 13L);
    Event first = changes.events().getFirst();
    assertThat(first.from()).isEmpty();
    assertThat(first.to()).contains(TransferState.RESERVED);
    Event refused = changes.events().get(1);
    assertThat(refused.to()).as("untouched").isEmpty();
    Event last = changes.events().getLast();
    assertThat(last.from()).contains(TransferState.RESERVED);
    assertThat(last.to()).contains(TransferState.COMMITTED);
    assertThat(changes.outcomes()).hasSize(4);
    assertThat(changes.chainHash()).isEqualTo(ChainHash.next(new byte[32], changes.events()));
  }

  @Test
  void shouldPostTheLargestAmountThereIs() {
    long largest = 922_337_203_685_477_0000L;
    BatchPlan plan = plan(prepare("a", largest), fulfil("a"));
    Account rich =
        account(1, "A")
            .withNetDebitCap(BigInteger.TEN.pow(30))
            .after(new Movement(1, 0, 0, largest, largest));
    LoadedBatch loaded =
        new LoadedBatch(
            NOW,
            new byte[32],
            plan.claims().keySet(),
            Map.of(),
            Map.of(1L, rich, 2L, account(2, "B")));
    BatchChanges changes = decider.decide(plan, loaded);
    assertThat(statuses(changes)).containsExactly(Status.DONE, Status.DONE);
    assertThat(changes.accounts().getLast().creditsPosted()).isEqualTo(largest);
  }

  @Test
  void shouldDecideTheSameAgain() {
    BatchPlan plan = plan(prepare("a", 60), prepare("b", 60), fulfil("a"));
    BatchChanges once = decider.decide(plan, allNew(plan));
    assertThat(decider.decide(plan, allNew(plan))).usingRecursiveComparison().isEqualTo(once);
  }

  @Test
  void shouldRefuseToGoOnWhenTheStoreClaimedWhatNobodyAskedFor() {
    BatchPlan plan = plan(fulfil("a"));
    LoadedBatch wrong =
        new LoadedBatch(NOW, new byte[32], Set.of(TransferKey.transfer("a")), Map.of(), Map.of());
    assertThatIllegalStateException().isThrownBy(() -> decider.decide(plan, wrong));
  }
}
