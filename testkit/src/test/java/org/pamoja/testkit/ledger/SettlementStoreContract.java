package org.pamoja.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.BatchPlan;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.clearing.Sequenced;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.postgres.WindowFlows.Flow;
import org.pamoja.ledger.store.BatchTransaction;
import org.pamoja.ledger.store.DecidedBatch;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.store.LoadedBatch;
import org.pamoja.ledger.store.StoreUnavailableException;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferKind;
import org.pamoja.ledger.transfer.TransferState;

/** What every {@link LedgerStore} must do for settlement. */
abstract class SettlementStoreContract {
  private static final Money TEN = Money.of("USD", 100_000);
  private static final TransferKey T1 = TransferKey.transfer("t1");
  private static final int ROUNDS = 8;

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
    done(CommandGenerator.opening());
  }

  @AfterEach
  void closeLedger() {
    store.close();
    fixture.close();
  }

  private void done(List<? extends Command> commands) {
    DecidedBatch decided = runner.run(commands);
    assertThat(decided.outcomes()).allMatch(outcome -> outcome.status() == Status.DONE);
  }

  private void done(Command... commands) {
    done(List.of(commands));
  }

  private static Command.Prepare gross(String id) {
    return Commands.prepare(id, "alice", "bob", TEN)
        .settledGross(
            new Command.GrossAccounts(
                World.settlement("alice", "USD"), World.settlement("bob", "USD")));
  }

  private static Command.Prepare withFee(Command.Prepare plain) {
    return plain.withFee(new Command.Fee(600, World.fee("alice", "USD"), World.fee("bob", "USD")));
  }

  private static RecordSettlement record(String id, String name, long net) {
    return new RecordSettlement(
        TransferKey.transfer(id),
        name,
        World.position(name, "USD"),
        World.multilateral("USD"),
        "USD",
        net,
        true,
        "recorded");
  }

  private static ReserveSettlement reserve(String id) {
    return new ReserveSettlement(TransferKey.transfer(id), false, "reserved");
  }

  private static CommitSettlement finalise(String id, String name, long funds, long cap) {
    FundsMovement moved =
        new FundsMovement(
            TransferKey.transfer("funds-" + id),
            World.funds(name, "USD"),
            "USD",
            funds,
            Optional.of("{}"),
            "hash");
    return new CommitSettlement(
        TransferKey.transfer(id),
        Optional.of(new Finalisation(Optional.of(BigInteger.valueOf(cap)), Optional.of(moved))),
        "by the bank's file");
  }

  private Account position(String name) {
    return fixture.reader().accounts().get(World.position(name, "USD"));
  }

  private TransferState state(String id) {
    return fixture.reader().transfers().get(TransferKey.transfer(id)).state();
  }

  @Test
  void shouldLoadTheAccountsOfGrossSettlementAndFees() throws StoreUnavailableException {
    Command.Prepare prepare = withFee(gross("t1"));
    List<Long> accounts =
        List.of("alice", "bob").stream()
            .flatMap(
                name ->
                    List.of(
                        World.position(name, "USD"),
                        World.settlement(name, "USD"),
                        World.fee(name, "USD"))
                        .stream())
            .toList();
    assertThat(load(prepare).accounts().keySet()).containsExactlyInAnyOrderElementsOf(accounts);
    done(prepare);
    assertThat(load(Commands.fulfil(T1, "bob")).accounts().keySet())
        .containsExactlyInAnyOrderElementsOf(accounts);
    done(Commands.fulfil(T1, "bob"));
    assertThat(state("t1")).isEqualTo(TransferState.SETTLED);
    Invariants.check(fixture.reader());
  }

  @Test
  void shouldLoadTheAccountsOfASettlementByItsId() throws StoreUnavailableException {
    done(record("s1", "alice", -5));
    assertThat(load(reserve("s1")).accounts())
        .containsOnlyKeys(World.position("alice", "USD"), World.multilateral("USD"));
    assertThat(load(finalise("s1", "alice", 5, 9)).accounts())
        .containsOnlyKeys(
            World.position("alice", "USD"),
            World.settlement("alice", "USD"),
            World.multilateral("USD"),
            World.reconciliation("USD"));
  }

  private LoadedBatch load(Command command) throws StoreUnavailableException {
    Submission submission = new Submission(command, Envelope.NONE, "test");
    BatchPlan plan = decider.plan(stream, 900, List.of(new Sequenced(submission, 9_000)));
    try (BatchTransaction transaction = store.begin(plan.request())) {
      return transaction.loaded();
    }
  }

  @Test
  void shouldKeepEveryFieldOfWhatWasDecided() {
    done(withFee(gross("t1")), withFee(Commands.prepare("t2", "alice", "bob", TEN)));
    done(record("s1", "alice", -5), record("s2", "bob", 0), record("s3", "carol", 5));
    Map<TransferKey, Transfer> stored = fixture.reader().transfers();
    Transfer paid = stored.get(T1);
    assertThat(paid.target().orElseThrow().debtor()).isEqualTo(World.settlement("alice", "USD"));
    assertThat(paid.target().orElseThrow().creditor()).isEqualTo(World.settlement("bob", "USD"));
    assertThat(paid.fee().orElseThrow().amount()).isEqualTo(600);
    assertThat(paid.fee().orElseThrow().debtor()).isEqualTo(World.fee("alice", "USD"));
    assertThat(paid.fee().orElseThrow().currency()).isEqualTo("USD");
    assertThat(stored.get(TransferKey.transfer("t2")).target()).isEmpty();
    for (String id : List.of("s1", "s2", "s3")) {
      Transfer settlement = stored.get(TransferKey.transfer(id));
      assertThat(settlement.kind()).isEqualTo(TransferKind.SETTLEMENT);
      assertThat(settlement.state()).isEqualTo(TransferState.RECEIVED_PREPARE);
      assertThat(settlement.target()).contains(settlement.source());
    }
  }

  @Test
  void shouldKeepTheKindOfEveryEntry() {
    done(withFee(gross("t1")));
    done(Commands.fulfil(T1, "bob"));
    done(record("s1", "alice", -5), reserve("s1"), record("s2", "bob", 5), reserve("s2"));
    done(finalise("s1", "alice", 5, 9), finalise("s2", "bob", -5, 9));
    Map<TransferKey, List<EntryType>> entries =
        fixture.reader().postings().stream()
            .filter(posting -> !posting.transfer().id().contains("-"))
            .collect(
                Collectors.groupingBy(
                    Posting::transfer, Collectors.mapping(Posting::entry, Collectors.toList())));
    assertThat(entries.get(T1))
        .containsOnly(
            EntryType.PRINCIPLE_VALUE, EntryType.INTERCHANGE_FEE, EntryType.GROSS_SETTLEMENT)
        .hasSize(8);
    assertThat(entries.get(TransferKey.transfer("s1")))
        .containsOnly(EntryType.SETTLEMENT_NET_RECIPIENT);
    assertThat(entries.get(TransferKey.transfer("s2")))
        .containsOnly(EntryType.SETTLEMENT_NET_SENDER);
    List<EntryType> funds =
        fixture.reader().postings().stream()
            .filter(posting -> posting.transfer().id().startsWith("funds-"))
            .map(Posting::entry)
            .distinct()
            .toList();
    assertThat(funds)
        .containsExactlyInAnyOrder(EntryType.RECORD_FUNDS_IN, EntryType.RECORD_FUNDS_OUT);
    List<EntryType> opening =
        fixture.reader().postings().stream()
            .filter(posting -> posting.transfer().id().startsWith("open-"))
            .map(Posting::entry)
            .distinct()
            .toList();
    assertThat(opening)
        .containsExactlyInAnyOrder(EntryType.POSITION_DEPOSIT, EntryType.POSITION_WITHDRAWAL);
  }

  /** In one batch with what follows from it, and in a batch of its own. */
  @Test
  void shouldFinaliseAllOrNothing() {
    done(record("s1", "alice", 30), reserve("s1"));
    Account before = position("alice");
    Command tooMuch = finalise("s1", "alice", -1_500_001, 7);
    assertThat(runner.run(tooMuch).outcomes().getFirst().failure().orElseThrow().code())
        .isEqualTo("4001");
    assertThat(position("alice")).isEqualTo(before);
    assertThat(state("s1")).isEqualTo(TransferState.RESERVED);
    assertThat(state("funds-s1")).isEqualTo(TransferState.INVALID);
    done(record("s2", "bob", 30), reserve("s2"), finalise("s2", "bob", -1_500_000, 7));
    Account after = position("bob");
    assertThat(after.liquidity()).isZero();
    assertThat(after.netDebitCap()).contains(BigInteger.valueOf(7));
    assertThat(after.value()).isEqualTo(20_000 - 30);
    Invariants.check(fixture.reader());
  }

  @Test
  void shouldFinaliseOnceWhenTwoStoresDoItAtOnce() throws Exception {
    try (LedgerStore other = fixture.store()) {
      BatchRunner rival = new BatchRunner(other, decider, fixture.stream());
      for (int round = 0; round < ROUNDS; round++) {
        String id = "s" + round;
        done(record(id, "alice", 30), reserve(id));
        Race.Result commits =
            Race.run(
                () -> runner.run(finalise(id, "alice", -1_000, 7)),
                () -> rival.run(finalise(id, "alice", -1_000, 7)));
        assertThat(commits.statuses()).containsExactly(Status.DONE, Status.DONE);
        String next = "a" + round;
        done(record(next, "bob", -30), reserve(next));
        Race.Result ends =
            Race.run(
                () -> runner.run(new CommitSettlement(TransferKey.transfer(next), "")),
                () -> rival.run(new AbortSettlement(TransferKey.transfer(next), "")));
        assertThat(ends.statuses()).containsExactlyInAnyOrder(Status.DONE, Status.REFUSED);
      }
    }
    assertThat(position("alice").liquidity()).isEqualTo(1_500_000 - ROUNDS * 1_000);
    assertThat(position("alice").value()).isEqualTo(20_000 - ROUNDS * 30);
    Invariants.check(fixture.reader());
  }

  @Test
  void shouldPutWhatComesLaterIntoTheNextWindow() {
    done(withFee(gross("t1")), Commands.prepare("t2", "alice", "bob", TEN));
    done(Commands.fulfil(T1, "bob"));
    long first = fixture.closeWindow();
    done(Commands.fulfil(TransferKey.transfer("t2"), "bob"));
    done(record("s1", "alice", -5), reserve("s1"));
    long second = fixture.closeWindow();
    assertThat(second).isGreaterThan(first);
    List<String> flows = new ArrayList<>();
    for (long window : List.of(first, second)) {
      assertThat(fixture.flows(window))
          .isEqualTo(
              PlainFlows.of(window, fixture.reader().postings(), fixture.reader().accounts()));
      fixture.flows(window).forEach(flow -> flows.add(text(flow)));
    }
    long alice = World.position("alice", "USD");
    long bob = World.position("bob", "USD");
    assertThat(flows)
        .as("settlements are not counted")
        .containsExactly(
            flow(alice, bob, EntryType.PRINCIPLE_VALUE, 100_000),
            flow(World.settlement("alice", "USD"), alice, EntryType.GROSS_SETTLEMENT, 100_000),
            flow(
                World.fee("alice", "USD"), World.fee("bob", "USD"), EntryType.INTERCHANGE_FEE, 600),
            flow(bob, World.settlement("bob", "USD"), EntryType.GROSS_SETTLEMENT, 100_000),
            flow(alice, bob, EntryType.PRINCIPLE_VALUE, 100_000));
  }

  private static String text(Flow flow) {
    return flow(flow.debtor(), flow.creditor(), flow.entry(), flow.amount().longValueExact());
  }

  private static String flow(long debtor, long creditor, EntryType entry, long amount) {
    return debtor + " to " + creditor + " " + entry + " " + amount;
  }
}
