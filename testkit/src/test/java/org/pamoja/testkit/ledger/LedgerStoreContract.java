package org.pamoja.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.BatchPlan;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.clearing.Sequenced;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.store.BatchChanges;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/** What every {@link LedgerStore} must do, whatever it is made of. */
abstract class LedgerStoreContract {
  private static final Money TEN = Money.of("USD", 100_000);
  private static final TransferKey T1 = TransferKey.transfer("t1");
  private static final TransferKey C1 = TransferKey.conversion("c1");

  private final BatchDecider decider = new BatchDecider(LedgerSettings.of(World.HUB));
  private LedgerFixture fixture;
  private LedgerStore store;
  private int stream;
  private BatchRunner runner;

  abstract LedgerFixture open();

  @BeforeEach
  void openLedger() {
    fixture = open();
    store = fixture.store();
    stream = fixture.stream();
    runner = new BatchRunner(store, decider, stream);
  }

  @AfterEach
  void closeLedger() {
    store.close();
    fixture.close();
  }

  private void openAccounts() {
    DecidedBatch opened = runner.run(CommandGenerator.opening());
    assertThat(opened.outcomes()).allMatch(outcome -> outcome.status() == Status.DONE);
  }

  private Transfer transfer(TransferKey key) {
    return fixture.reader().transfers().get(key);
  }

  private BatchPlan plan(int ofStream, long number, long sequence, Command command) {
    Submission submission = new Submission(command, Envelope.NONE, "test");
    return decider.plan(ofStream, number, List.of(new Sequenced(submission, sequence)));
  }

  @Test
  void shouldClaimAnAbsentIdOnce() throws StoreUnavailableException {
    BatchPlan plan = plan(stream, 1, 1, Commands.prepare("t1", "alice", "bob", TEN));
    try (BatchTransaction first = store.begin(plan.request())) {
      assertThat(first.alreadyDecided()).isEmpty();
      assertThat(first.loaded().claimed()).containsExactly(T1);
      assertThat(first.loaded().transfers()).isEmpty();
      first.commit(decider.decide(plan, first.loaded()));
    }
    BatchPlan again = plan(stream, 2, 2, Commands.prepare("t1", "alice", "bob", TEN, "other"));
    try (BatchTransaction second = store.begin(again.request())) {
      assertThat(second.loaded().claimed()).isEmpty();
      assertThat(second.loaded().transfers()).containsOnlyKeys(T1);
      assertThat(second.loaded().transfers().get(T1).prepareHash()).isEqualTo("hash");
    }
  }

  @Test
  void shouldForgetWhatWasNotCommitted() throws StoreUnavailableException {
    BatchPlan plan = plan(stream, 1, 1, Commands.prepare("t1", "alice", "bob", TEN));
    try (BatchTransaction first = store.begin(plan.request())) {
      decider.decide(plan, first.loaded());
    }
    try (BatchTransaction second = store.begin(plan.request())) {
      assertThat(second.alreadyDecided()).isEmpty();
      assertThat(second.loaded().claimed()).containsExactly(T1);
    }
    assertThat(fixture.reader().transfers()).isEmpty();
  }

  @Test
  void shouldAnswerACommittedBatchFromWhatWasStored() throws StoreUnavailableException {
    BatchPlan plan = plan(stream, 1, 1, Commands.prepare("t1", "alice", "nobody", TEN));
    BatchChanges changes;
    try (BatchTransaction first = store.begin(plan.request())) {
      changes = decider.decide(plan, first.loaded());
      first.commit(changes);
    }
    try (BatchTransaction second = store.begin(plan.request())) {
      DecidedBatch stored = second.alreadyDecided().orElseThrow();
      assertThat(stored.outcomes()).isEqualTo(changes.outcomes());
      assertThat(stored.events()).usingRecursiveComparison().isEqualTo(changes.events());
      assertThat(stored.chainHash()).isEqualTo(changes.chainHash());
    }
  }

  @Test
  void shouldChainEachBatchToThePreviousOneOfItsStream() throws StoreUnavailableException {
    assertThat(previousHash(stream, 1)).isEqualTo(new byte[32]);
    byte[] first = runner.run(Commands.prepare("t1", "alice", "bob", TEN)).chainHash();
    assertThat(previousHash(stream, 2)).isEqualTo(first);
    byte[] second = runner.run(new Command.Expire(T1)).chainHash();
    assertThat(second).isNotEqualTo(first);
    assertThat(previousHash(stream, 3)).isEqualTo(second);
    assertThat(previousHash(fixture.stream(), 1)).isEqualTo(new byte[32]);
  }

  private byte[] previousHash(int ofStream, long number) throws StoreUnavailableException {
    BatchPlan plan = plan(ofStream, number, 99, new Command.Expire(TransferKey.transfer("none")));
    try (BatchTransaction transaction = store.begin(plan.request())) {
      return transaction.loaded().previousHash();
    }
  }

  @Test
  void shouldTakeTheTimeFromItsClock() throws StoreUnavailableException {
    BatchPlan plan = plan(stream, 1, 1, new Command.Expire(T1));
    try (BatchTransaction transaction = store.begin(plan.request())) {
      assertThat(transaction.loaded().now()).isEqualTo(World.START);
    }
  }

  @Test
  void shouldLoadTheAccountsOfClaimsOfExistingLegsAndThoseAskedFor()
      throws StoreUnavailableException {
    openAccounts();
    runner.run(Commands.prepare("t1", "alice", "bob", TEN));
    LoadedBatch forClaim = load(Commands.prepare("t2", "carol", "dave", TEN));
    assertThat(forClaim.accounts())
        .containsOnlyKeys(World.position("carol", "USD"), World.position("dave", "USD"));
    LoadedBatch forOutcome = load(Commands.fulfil(T1, "bob"));
    assertThat(forOutcome.accounts())
        .containsOnlyKeys(World.position("alice", "USD"), World.position("bob", "USD"));
    LoadedBatch forLimit =
        load(new Command.SetNetDebitCap(World.position("fxp", "EUR"), BigInteger.ONE));
    assertThat(forLimit.accounts()).containsOnlyKeys(World.position("fxp", "EUR"));
    assertThat(load(new Command.SetNetDebitCap(777, BigInteger.ONE)).accounts()).isEmpty();
  }

  private LoadedBatch load(Command command) throws StoreUnavailableException {
    try (BatchTransaction transaction = store.begin(plan(stream, 900, 9_000, command).request())) {
      return transaction.loaded();
    }
  }

  @Test
  void shouldLoadTheWholeSettlementGroupFromAnyOfItsMembers() throws StoreUnavailableException {
    openAccounts();
    runner.run(Commands.convert("c1", "t1", "alice", TEN, Money.of("EUR", 90_000)));
    assertThat(load(Commands.prepare("t1", "alice", "bob", Money.of("EUR", 90_000))).transfers())
        .containsOnlyKeys(C1);
    assertThat(load(Commands.prepare("t1", "alice", "bob", Money.of("EUR", 90_000))).accounts())
        .containsKeys(
            World.position("fxp", "USD"),
            World.position("fxp", "EUR"),
            World.position("bob", "EUR"));
    runner.run(Commands.fulfil(C1, "fxp"));
    runner.run(Commands.prepare("t1", "alice", "bob", Money.of("EUR", 90_000)));
    assertThat(load(new Command.Expire(C1)).transfers()).containsOnlyKeys(C1, T1);
    assertThat(load(new Command.Expire(T1)).transfers()).containsOnlyKeys(C1, T1);
    Command another = Commands.convert("c2", "t1", "bob", Money.of("EUR", 90_000), TEN);
    assertThat(load(another).transfers()).containsOnlyKeys(C1, T1);
    assertThat(load(another).accounts()).containsKey(World.position("bob", "USD"));
  }

  @Test
  void shouldRememberConversionsThatFailedInTheBatchTheyCameIn() throws StoreUnavailableException {
    openAccounts();
    runner.run(
        List.of(
            Commands.convert("c1", "t1", "alice", TEN, Money.of("EUR", 90_000)),
            Commands.fail(C1, "fxp")));
    assertThat(load(Commands.prepare("t1", "alice", "bob", TEN)).transfers()).containsKey(C1);
  }

  @Test
  void shouldKeepEveryFieldOfWhatWasDecided() throws StoreUnavailableException {
    Map<TransferKey, Transfer> expected = new HashMap<>();
    List<List<? extends Command>> history =
        List.of(
            CommandGenerator.opening(),
            List.of(Commands.prepare("plain", "alice", "bob", TEN)),
            List.of(Commands.fulfil(TransferKey.transfer("plain"), "bob")),
            List.of(Commands.prepare("huge", "alice", "bob", World.huge("USD"))),
            List.of(Commands.prepare("invalid", "alice", "nobody", TEN)),
            List.of(
                Commands.convert("c1", "t1", "alice", TEN, Money.of("EUR", 90_000)),
                Commands.fulfil(C1, "fxp")),
            List.of(Commands.prepare("t1", "alice", "bob", Money.of("EUR", 80_000))),
            List.of(Commands.fail(T1, "bob")),
            List.of(Commands.prepare("t2", "alice", "bob", TEN)),
            List.of(Commands.convert("c2", "t2", "bob", TEN, Money.of("EUR", 90_000))),
            List.of(CommandGenerator.opening().getFirst()));
    long number = 0;
    long sequence = 0;
    for (List<? extends Command> commands : history) {
      List<Sequenced> sequenced = new ArrayList<>();
      for (Command command : commands) {
        sequenced.add(new Sequenced(new Submission(command, Envelope.NONE, "test"), ++sequence));
      }
      BatchPlan plan = decider.plan(stream, ++number, sequenced);
      try (BatchTransaction transaction = store.begin(plan.request())) {
        BatchChanges changes = decider.decide(plan, transaction.loaded());
        transaction.loaded().claimed().forEach(key -> expected.put(key, plan.claims().get(key)));
        changes.transfers().forEach(row -> expected.put(row.key(), row));
        transaction.commit(changes);
      }
    }
    Map<TransferKey, Transfer> stored = fixture.reader().transfers();
    expected.forEach((key, row) -> assertThat(stored.get(key)).isEqualTo(row));
    assertThat(stored).hasSameSizeAs(expected);
    assertThat(stored.get(TransferKey.conversion("c2")).kind())
        .isEqualTo(TransferKind.PAYEE_CONVERSION);
    Invariants.check(fixture.reader());
  }

  @Test
  void shouldKeepAccountsWithTheirSettings() {
    openAccounts();
    runner.run(
        List.of(
            new Command.SetNetDebitCap(World.position("alice", "USD"), BigInteger.TEN.pow(30)),
            new Command.SetAccountActive(World.position("alice", "USD"), false)));
    Account account = fixture.reader().accounts().get(World.position("alice", "USD"));
    assertThat(account.netDebitCap()).isEqualTo(Optional.of(BigInteger.TEN.pow(30)));
    assertThat(account.active()).isFalse();
    assertThat(account.initialised()).isTrue();
    assertThat(account.liquidity()).isEqualTo(1_500_000);
    assertThat(account.value()).isEqualTo(20_000);
  }

  @Test
  void shouldHandTheBatchOverWhenTwoStoresWantTheSameRows() throws Exception {
    openAccounts();
    try (LedgerStore other = fixture.store()) {
      BatchRunner rival = new BatchRunner(other, decider, fixture.stream());
      for (int round = 0; round < 20; round++) {
        String id = "race" + round;
        TransferKey key = TransferKey.transfer(id);
        Race.Result prepares =
            Race.run(
                () -> runner.run(Commands.prepare(id, "alice", "bob", Money.of("USD", 10), "one")),
                () -> rival.run(Commands.prepare(id, "alice", "bob", Money.of("USD", 10), "two")));
        assertThat(prepares.statuses()).containsExactlyInAnyOrder(Status.DONE, Status.REFUSED);
        Race.Result ends =
            Race.run(
                () -> runner.run(Commands.fulfil(key, "bob")),
                () -> rival.run(Commands.fail(key, "bob")));
        assertThat(ends.statuses()).containsExactlyInAnyOrder(Status.DONE, Status.REFUSED);
        assertThat(transfer(key).state())
            .isIn(TransferState.COMMITTED, TransferState.ABORTED_ERROR);
      }
    }
    Invariants.check(fixture.reader());
  }

  @Test
  void shouldDecideAConversionAndItsTransferOneAfterTheOther() throws Exception {
    openAccounts();
    try (LedgerStore other = fixture.store()) {
      BatchRunner rival = new BatchRunner(other, decider, fixture.stream());
      for (int round = 0; round < 20; round++) {
        String id = "linked" + round;
        Money money = Money.of("EUR", 10);
        Race.run(
            () -> runner.run(Commands.convert("fx" + id, id, "alice", Money.of("USD", 11), money)),
            () -> rival.run(Commands.prepare(id, "alice", "bob", money)));
        Transfer payment = transfer(TransferKey.transfer(id));
        Transfer conversion = transfer(TransferKey.conversion("fx" + id));
        boolean conversionFirst = conversion.kind() == TransferKind.PAYER_CONVERSION;
        assertThat(payment.state())
            .isEqualTo(conversionFirst ? TransferState.INVALID : TransferState.RESERVED);
        assertThat(conversion.state())
            .isEqualTo(conversionFirst ? TransferState.ABORTED_ERROR : TransferState.INVALID);
      }
    }
    Invariants.check(fixture.reader());
  }
}
