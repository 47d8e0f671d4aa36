package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TestLedger.UNIT;
import static org.pamoja.ledger.transfer.TestLedger.big;
import static org.pamoja.ledger.transfer.TestLedger.fee;
import static org.pamoja.ledger.transfer.TestLedger.multilateral;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.usd;
import static org.pamoja.ledger.transfer.TransferState.ABORTED_REJECTED;
import static org.pamoja.ledger.transfer.TransferState.COMMITTED;
import static org.pamoja.ledger.transfer.TransferState.INVALID;
import static org.pamoja.ledger.transfer.TransferState.RECEIVED_PREPARE;
import static org.pamoja.ledger.transfer.TransferState.RESERVED;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Command.Expire;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.SettlementCommand;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;

/** The steps of one account's settlement (settlement §5, §5.2). */
class SettlementRulesTest {
  private static final TransferKey S = TransferKey.transfer("01HQ0000000000000000000000");
  private static final long SETTLED = position("A", "USD");

  private final TestLedger ledger = new TestLedger();

  private static RecordSettlement record(long net, boolean moves) {
    return new RecordSettlement(S, "A", SETTLED, multilateral(), "USD", net * UNIT, moves, "why");
  }

  private static ReserveSettlement reserve() {
    return new ReserveSettlement(S, false, "why");
  }

  private static CommitSettlement commit() {
    return new CommitSettlement(S, "why");
  }

  private static AbortSettlement abort() {
    return new AbortSettlement(S, "why");
  }

  private void done(SettlementCommand... commands) {
    for (SettlementCommand command : commands) {
      assertThat(ledger.decide(command).outcome()).as("%s", command).isEqualTo(Outcome.DONE);
    }
  }

  private long hub() {
    return TestLedger.whole(ledger.accounts.get(multilateral()).value());
  }

  @Test
  void shouldChargeARecipientWhenItIsReserved() {
    done(record(-70, true));
    assertThat(ledger.state(S)).isEqualTo(RECEIVED_PREPARE);
    assertThat(ledger.postings).isEmpty();
    done(reserve());
    assertThat(ledger.value("A", "USD")).isEqualTo(70);
    assertThat(hub()).isEqualTo(-70);
    assertThat(ledger.postings)
        .containsExactly(
            new Posting(S, SETTLED, true, 70 * UNIT, 7, EntryType.SETTLEMENT_NET_RECIPIENT),
            new Posting(
                S, multilateral(), false, 70 * UNIT, 7, EntryType.SETTLEMENT_NET_RECIPIENT));
    done(commit());
    assertThat(ledger.state(S)).isEqualTo(COMMITTED);
    assertThat(ledger.postings).hasSize(2);
  }

  @Test
  void shouldFreeASenderWhenItIsCommitted() {
    done(record(70, true), reserve());
    assertThat(ledger.state(S)).isEqualTo(RESERVED);
    assertThat(ledger.postings).isEmpty();
    done(commit());
    assertThat(ledger.value("A", "USD")).isEqualTo(-70);
    assertThat(hub()).isEqualTo(70);
    assertThat(ledger.postings)
        .containsExactly(
            new Posting(S, multilateral(), true, 70 * UNIT, 7, EntryType.SETTLEMENT_NET_SENDER),
            new Posting(S, SETTLED, false, 70 * UNIT, 7, EntryType.SETTLEMENT_NET_SENDER));
  }

  @Test
  void shouldReserveNothingAndTouchNeitherLiquidityNorSettlementAccounts() {
    Account before = ledger.accounts.get(TestLedger.settlement("A"));
    done(record(-70, true), reserve(), commit());
    Account position = ledger.accounts.get(SETTLED);
    assertThat(position.debitsPending()).isZero();
    assertThat(position.liquidity()).isEqualTo(big(1000));
    assertThat(ledger.accounts.get(TestLedger.settlement("A"))).isEqualTo(before);
  }

  @Test
  void shouldMoveNothingForZeroOrForAModelThatLeavesPositionsAlone() {
    for (RecordSettlement recorded :
        List.of(record(0, true), record(9, false), record(-9, false))) {
      ledger.transfers.clear();
      done(recorded, reserve(), commit());
      assertThat(ledger.state(S)).isEqualTo(COMMITTED);
    }
    ledger.transfers.clear();
    done(record(-9, false), reserve(), abort());
    assertThat(ledger.postings).isEmpty();
    assertThat(ledger.value("A", "USD")).isZero();
  }

  @Test
  void shouldMoveBackWhatAReservationMovedWhenAborted() {
    done(record(-70, true), reserve(), abort());
    assertThat(ledger.state(S)).isEqualTo(ABORTED_REJECTED);
    assertThat(ledger.value("A", "USD")).isZero();
    assertThat(hub()).isZero();
    assertThat(ledger.postings).hasSize(4);
    assertThat(ledger.postings.stream().map(it -> it.account() + " " + it.debit()))
        .as("what identifies a posting must not repeat")
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldSettleAnInterchangeFeeAccount() {
    done(
        new RecordSettlement(S, "B", fee("B"), multilateral(), "USD", -3 * UNIT, true, "fees"),
        reserve(),
        commit());
    assertThat(TestLedger.whole(ledger.accounts.get(fee("B")).value())).isEqualTo(3);
  }

  @Test
  void shouldRaiseTheCapOfARecipientThatWouldPassIt() {
    ledger.put(ledger.accounts.get(SETTLED).withNetDebitCap(big(50)));
    ledger.put(ledger.accounts.get(SETTLED).after(Movement.credit(SETTLED, 20 * UNIT)));
    done(record(-100, true));
    Decision raising = ledger.decide(new ReserveSettlement(S, true, "why"));
    assertThat(raising.detail())
        .isEqualTo(
            "why (net debit cap raised for good from %d to %d minor units)"
                .formatted(50 * UNIT, 150 * UNIT));
    assertThat(ledger.value("A", "USD")).isEqualTo(80);
    assertThat(ledger.accounts.get(SETTLED).netDebitCap()).contains(big(150));
    done(abort());
    assertThat(ledger.accounts.get(SETTLED).netDebitCap()).contains(big(150));
  }

  @Test
  void shouldLeaveTheCapWhenItIsReachedButNotPassedOrNobodyAsks() {
    ledger.put(ledger.accounts.get(SETTLED).withNetDebitCap(big(100)));
    done(record(-100, true), new ReserveSettlement(S, true, "why"));
    assertThat(ledger.accounts.get(SETTLED).netDebitCap()).contains(big(100));
    ledger.transfers.clear();
    done(record(-100, true), new ReserveSettlement(S, false, "why"));
    assertThat(ledger.accounts.get(SETTLED).netDebitCap()).contains(big(100));
    assertThat(ledger.value("A", "USD")).isEqualTo(200);
  }

  @Test
  void shouldRaiseNoCapForASender() {
    ledger.put(ledger.accounts.get(SETTLED).withNetDebitCap(BigInteger.ZERO));
    done(record(100, true), new ReserveSettlement(S, true, "why"), commit());
    assertThat(ledger.accounts.get(SETTLED).netDebitCap()).contains(BigInteger.ZERO);
  }

  /** Every state under every command: where it leads, or that it is refused. */
  @Test
  void shouldTakeEveryStepOnlyInOrderAndRepeatItWithoutEffect() {
    Map<TransferState, List<SettlementCommand>> ways = new TreeMap<>();
    ways.put(RECEIVED_PREPARE, List.of());
    ways.put(RESERVED, List.of(reserve()));
    ways.put(COMMITTED, List.of(reserve(), commit()));
    ways.put(ABORTED_REJECTED, List.of(reserve(), abort()));
    for (long net : new long[] {-70, 0, 70}) {
      List<SettlementCommand> commands = List.of(record(net, true), reserve(), commit(), abort());
      Map<TransferState, List<TransferState>> table =
          Map.of(
              RECEIVED_PREPARE,
              List.of(RECEIVED_PREPARE, RESERVED, INVALID, ABORTED_REJECTED),
              RESERVED,
              List.of(RESERVED, RESERVED, COMMITTED, ABORTED_REJECTED),
              COMMITTED,
              List.of(COMMITTED, COMMITTED, COMMITTED, INVALID),
              ABORTED_REJECTED,
              List.of(INVALID, INVALID, INVALID, ABORTED_REJECTED));
      table.forEach(
          (state, expected) -> {
            for (int index = 0; index < commands.size(); index++) {
              check(record(net, true), ways.get(state), commands.get(index), expected.get(index));
            }
          });
    }
  }

  /** INVALID stands for a refusal. */
  private static void check(
      SettlementCommand first,
      List<SettlementCommand> way,
      SettlementCommand command,
      TransferState expected) {
    SettlementRulesTest other = new SettlementRulesTest();
    other.done(first);
    way.forEach(other::done);
    TransferState before = other.ledger.state(S);
    Decision decision = other.ledger.decide(command);
    String name = before + " under " + command;
    if (expected == INVALID) {
      assertThat(decision.outcome().status()).as(name).isEqualTo(Status.REFUSED);
      assertThat(decision.outcome().failure().orElseThrow().description())
          .as(name)
          .contains(S.id() + " is " + before);
    } else {
      assertThat(decision.outcome()).as(name).isEqualTo(Outcome.DONE);
    }
    boolean stays = expected == INVALID || expected == before;
    assertThat(decision.isRecorded()).as(name).isEqualTo(!stays);
    assertThat(other.ledger.state(S)).as(name).isEqualTo(stays ? before : expected);
    assertThat(decision.notices()).as(name).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNotKnownOrIsSomethingElse() {
    for (SettlementCommand command : List.of(reserve(), commit(), abort())) {
      Decision decision = ledger.look(command);
      assertThat(decision.outcome().failure().orElseThrow().description())
          .isEqualTo("Generic validation error - Settlement transfer " + S.id() + " is not known");
      assertThat(decision.isRecorded()).isFalse();
    }
    ledger.decide(TestLedger.prepare(usd(10)));
    RecordSettlement taken =
        new RecordSettlement(
            TestLedger.T, "A", SETTLED, multilateral(), "USD", 1, true, "an id of a transfer");
    assertThat(ledger.decide(taken).outcome().status()).isEqualTo(Status.REFUSED);
    assertThat(ledger.decide(new ReserveSettlement(TestLedger.T, false, "")).outcome().status())
        .isEqualTo(Status.REFUSED);
    assertThat(ledger.transfers.get(TestLedger.T).kind()).isEqualTo(TransferKind.TRANSFER);
  }

  @Test
  void shouldRefuseAnIdThatIsKnownWithOtherFacts() {
    done(record(-70, true));
    for (RecordSettlement other :
        List.of(record(70, true), record(-71, true), record(-70, false))) {
      Decision decision = ledger.decide(other);
      assertThat(decision.outcome().status()).isEqualTo(Status.REFUSED);
      assertThat(decision.isRecorded()).isFalse();
    }
    assertThat(ledger.transfers.get(S).source().amount()).isEqualTo(70 * UNIT);
  }

  @Test
  void shouldRefuseAccountsThatCannotBeSettledAndUseTheIdUp() {
    long other = position("B", "USD");
    List<RecordSettlement> wrong =
        List.of(
            new RecordSettlement(S, "A", 999, multilateral(), "USD", 1, true, ""),
            new RecordSettlement(S, "A", SETTLED, 999, "USD", 1, true, ""),
            new RecordSettlement(S, "A", SETTLED, multilateral(), "EUR", 1, true, ""),
            new RecordSettlement(S, "A", SETTLED, other, "USD", 1, true, ""),
            new RecordSettlement(S, "A", other, multilateral(), "USD", 1, true, ""),
            new RecordSettlement(S, "Hub", multilateral(), multilateral(), "USD", 1, true, ""));
    for (RecordSettlement command : wrong) {
      ledger.transfers.clear();
      assertThat(ledger.decide(command).outcome().status())
          .as("%s", command)
          .isEqualTo(Status.REFUSED);
      assertThat(ledger.state(S)).isEqualTo(INVALID);
      assertThat(ledger.transfers.get(S).source().debtor()).isZero();
      assertThat(ledger.decide(reserve()).outcome().status()).isEqualTo(Status.REFUSED);
    }
  }

  @Test
  void shouldNeverExpireNorBeFulfilledByAParticipant() {
    done(record(-70, true));
    ledger.now = ledger.now.plusSeconds(100_000_000);
    assertThat(ledger.look(new Expire(S)).isRecorded()).isFalse();
    done(reserve());
    assertThat(ledger.look(new Expire(S)).isRecorded()).isFalse();
    Decision fulfilled = ledger.look(TestLedger.fulfil(S, "Hub", Action.COMMIT, null));
    assertThat(fulfilled.outcome().failure().orElseThrow().code()).isEqualTo("2001");
    assertThat(fulfilled.rows()).isEmpty();
  }

  @Test
  void shouldKeepTheReasonInTheHistory() {
    assertThat(ledger.decide(record(5, true)).detail()).isEqualTo("why");
    assertThat(ledger.decide(reserve()).detail()).isEqualTo("why");
    assertThat(ledger.decide(commit()).detail()).isEqualTo("why");
  }
}
