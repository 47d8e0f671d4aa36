package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TestLedger.UNIT;
import static org.pamoja.ledger.transfer.TestLedger.big;
import static org.pamoja.ledger.transfer.TestLedger.fee;
import static org.pamoja.ledger.transfer.TestLedger.multilateral;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.settlement;
import static org.pamoja.ledger.transfer.TransferState.COMMITTED;
import static org.pamoja.ledger.transfer.TransferState.INVALID;
import static org.pamoja.ledger.transfer.TransferState.RESERVED;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;

/** A commit with what the bank's file brings about, all or nothing (settlement §9.3). */
class FinalisingRulesTest {
  private static final TransferKey S = TransferKey.transfer("s");
  private static final TransferKey FUNDS = TransferKey.transfer("f");
  private static final long SETTLED = position("A", "USD");

  private final TestLedger ledger = new TestLedger();

  private void reserve(long net, long account) {
    ledger.decide(
        new RecordSettlement(S, "A", account, multilateral(), "USD", net * UNIT, true, ""));
    ledger.decide(new ReserveSettlement(S, false, ""));
    assertThat(ledger.state(S)).isEqualTo(RESERVED);
  }

  private static CommitSettlement commit(Optional<BigInteger> cap, long funds) {
    return commit(cap, funds, TestLedger.funds("A"));
  }

  private static CommitSettlement commit(
      Optional<BigInteger> cap, long funds, FundsAccounts accounts) {
    Optional<FundsMovement> moved =
        funds == 0
            ? Optional.empty()
            : Optional.of(
                new FundsMovement(FUNDS, accounts, "USD", funds * UNIT, Optional.of("{}"), "hash"));
    return new CommitSettlement(S, Optional.of(new Finalisation(cap, moved)), "bank's file");
  }

  private Account settledAccount() {
    return ledger.accounts.get(SETTLED);
  }

  private long held() {
    return -TestLedger.whole(ledger.accounts.get(settlement("A")).value());
  }

  @Test
  void shouldTakeFundsOutAndSetTheCapTogetherWithTheCommit() {
    reserve(100, SETTLED);
    Decision decision = ledger.decide(commit(Optional.of(big(77)), -100));
    assertThat(decision.outcome()).isEqualTo(Outcome.DONE);
    assertThat(ledger.state(S)).isEqualTo(COMMITTED);
    assertThat(ledger.state(FUNDS)).isEqualTo(COMMITTED);
    assertThat(ledger.transfers.get(FUNDS).kind()).isEqualTo(TransferKind.FUNDS_OUT);
    assertThat(ledger.transfers.get(FUNDS).payer()).isEqualTo("A");
    assertThat(settledAccount().netDebitCap()).contains(big(77));
    assertThat(settledAccount().liquidity()).isEqualTo(big(900));
    assertThat(settledAccount().value()).isEqualTo(big(-100));
    assertThat(held()).isEqualTo(900);
    assertThat(ledger.postings)
        .contains(
            new Posting(FUNDS, settlement("A"), true, 100 * UNIT, 7, EntryType.RECORD_FUNDS_OUT));
  }

  @Test
  void shouldTakeFundsInWithTheCommitOfARecipient() {
    reserve(-100, SETTLED);
    assertThat(ledger.decide(commit(Optional.empty(), 100)).outcome()).isEqualTo(Outcome.DONE);
    assertThat(ledger.transfers.get(FUNDS).kind()).isEqualTo(TransferKind.FUNDS_IN);
    assertThat(settledAccount().netDebitCap()).contains(big(500));
    assertThat(settledAccount().liquidity()).isEqualTo(big(1100));
    assertThat(settledAccount().value()).isEqualTo(big(100));
    assertThat(held()).isEqualTo(1100);
    assertThat(ledger.postings)
        .contains(
            new Posting(FUNDS, settlement("A"), false, 100 * UNIT, 7, EntryType.RECORD_FUNDS_IN));
  }

  @Test
  void shouldTakeOutEverythingButNoMore() {
    reserve(100, SETTLED);
    assertThat(ledger.look(commit(Optional.empty(), -1000)).outcome()).isEqualTo(Outcome.DONE);
    assertNothingHappens(commit(Optional.of(big(77)), -1001), "4001");
  }

  @Test
  void shouldRefuseTheWholeWhenOnePartCannotBe() {
    reserve(100, SETTLED);
    FundsAccounts of = TestLedger.funds("A");
    FundsAccounts others = TestLedger.funds("B");
    FundsAccounts wrong = new FundsAccounts("A", of.position(), of.position(), of.reconciliation());
    FundsAccounts unknown = new FundsAccounts("A", 999, of.position(), of.reconciliation());
    assertNothingHappens(commit(Optional.of(big(77)), 5, others), "3100");
    assertNothingHappens(commit(Optional.of(big(77)), 5, wrong), "2001");
    assertNothingHappens(commit(Optional.of(big(77)), 5, unknown), "2001");
    ledger.put(ledger.accounts.get(settlement("A")).withActive(false));
    assertNothingHappens(commit(Optional.of(big(77)), 5), "2001");
  }

  @Test
  void shouldRefuseACapOnAnAccountWithoutOne() {
    reserve(100, fee("A"));
    assertNothingHappens(commit(Optional.of(big(77)), 5), "2001");
    ledger.transfers.clear();
    ledger.accounts.put(
        SETTLED,
        new Account(
            SETTLED,
            2,
            "A",
            "USD",
            "POSITION",
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            Optional.empty(),
            big(1000),
            7,
            true,
            true,
            true));
    reserve(100, SETTLED);
    assertNothingHappens(commit(Optional.of(big(77)), 0), "2001");
  }

  /** But that the id of the funds is used up, which shows why. */
  private void assertNothingHappens(CommitSettlement command, String code) {
    ledger.transfers.remove(FUNDS);
    Map<Long, Account> before = new TreeMap<>(ledger.accounts);
    TransferState state = ledger.state(S);
    int posted = ledger.postings.size();
    Decision decision = ledger.decide(command);
    assertThat(decision.outcome().status()).isEqualTo(Status.REFUSED);
    Failure failure = decision.outcome().failure().orElseThrow();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(ledger.accounts).isEqualTo(before);
    assertThat(ledger.postings).hasSize(posted);
    assertThat(ledger.state(S)).isEqualTo(state);
    if (command.finalisation().orElseThrow().funds().isPresent()) {
      Transfer refused = ledger.transfers.get(FUNDS);
      assertThat(refused.state()).isEqualTo(INVALID);
      assertThat(refused.failure()).contains(failure);
      assertThat(refused.source().debtor()).isZero();
      assertThat(ledger.decide(command).outcome().status())
          .as("the id is used up")
          .isEqualTo(Status.REFUSED);
    }
  }

  @Test
  void shouldRefuseOutOfOrder() {
    ledger.decide(new RecordSettlement(S, "A", SETTLED, multilateral(), "USD", 5 * UNIT, true, ""));
    assertNothingHappens(commit(Optional.of(big(77)), 5), "3100");
    ledger.transfers.remove(S);
    Decision unknown = ledger.decide(commit(Optional.empty(), 6));
    assertThat(unknown.outcome().status()).isEqualTo(Status.REFUSED);
  }

  @Test
  void shouldDoItOnceHoweverOftenItIsAsked() {
    reserve(100, SETTLED);
    CommitSettlement command = commit(Optional.of(big(77)), -40);
    ledger.decide(command);
    Map<Long, Account> after = new TreeMap<>(ledger.accounts);
    for (CommitSettlement again :
        List.of(command, commit(Optional.of(big(3)), 0), new CommitSettlement(S, "by hand"))) {
      Decision decision = ledger.decide(again);
      assertThat(decision.outcome()).isEqualTo(Outcome.DONE);
      assertThat(decision.isRecorded()).isFalse();
    }
    assertThat(ledger.accounts).isEqualTo(after);
  }

  @Test
  void shouldNotCallFundsBookedThatWereNot() {
    reserve(100, SETTLED);
    ledger.decide(new CommitSettlement(S, "by hand"));
    assertNothingHappens(commit(Optional.empty(), -40), "3100");
    ledger.transfers.remove(FUNDS);
    reserveAgainAndCommit(-40);
    Decision other = ledger.decide(commit(Optional.empty(), -41));
    assertThat(other.outcome().status()).isEqualTo(Status.REFUSED);
    assertThat(other.isRecorded()).isFalse();
  }

  private void reserveAgainAndCommit(long funds) {
    ledger.transfers.remove(S);
    reserve(100, SETTLED);
    assertThat(ledger.decide(commit(Optional.empty(), funds)).outcome()).isEqualTo(Outcome.DONE);
  }
}
