package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TestLedger.LATER;
import static org.pamoja.ledger.transfer.TestLedger.big;
import static org.pamoja.ledger.transfer.TestLedger.funds;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.reconciliation;
import static org.pamoja.ledger.transfer.TestLedger.settlement;
import static org.pamoja.ledger.transfer.TestLedger.usd;
import static org.pamoja.ledger.transfer.TestLedger.whole;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome.Status;

/** ledger-admin §4 and §5. */
class FundsAndAccountRulesTest {
  private final TestLedger ledger = new TestLedger();

  private Decision in(String id, long amount) {
    return ledger.decide(
        new Command.FundsIn(
            TransferKey.transfer(id), funds("A"), usd(amount), "in", Optional.empty(), "hash"));
  }

  private Decision out(String id, long amount) {
    return ledger.decide(
        new Command.FundsOutReserve(
            TransferKey.transfer(id),
            funds("A"),
            usd(amount),
            "out",
            LATER,
            Optional.empty(),
            "hash"));
  }

  private Decision commit(String id) {
    return ledger.decide(new Command.FundsOutCommit(TransferKey.transfer(id), "paid"));
  }

  private Decision abort(String id) {
    return ledger.decide(new Command.FundsOutAbort(TransferKey.transfer(id), "not paid"));
  }

  private void assertFunds(long settlement, long hub) {
    Account held = ledger.accounts.get(settlement("A"));
    assertThat(whole(held.value())).as("settlement").isEqualTo(settlement);
    assertThat(whole(ledger.accounts.get(reconciliation()).value()))
        .as("reconciliation")
        .isEqualTo(hub);
    assertThat(ledger.accounts.get(position("A", "USD")).liquidity())
        .as("liquidity keeps step")
        .isEqualTo(held.value().negate());
    assertThat(ledger.value("A", "USD")).as("position is never touched").isZero();
  }

  @Test
  void shouldFollowTheWorkedExampleOfClause52() {
    in("1", 10);
    assertFunds(-1010, 10);
    out("2", 50);
    assertFunds(-960, 10);
    commit("2");
    assertFunds(-960, -40);
    Decision refused = out("3", 2000);
    assertThat(refused.outcome().status()).isEqualTo(Status.REFUSED);
    assertThat(ledger.state(TransferKey.transfer("3"))).isEqualTo(TransferState.ABORTED_REJECTED);
    assertFunds(-960, -40);
    out("4", 60);
    assertFunds(-900, -40);
    abort("4");
    assertFunds(-960, -40);
    assertThat(ledger.state(TransferKey.transfer("4"))).isEqualTo(TransferState.ABORTED_REJECTED);
    assertThat(ledger.state(TransferKey.transfer("1"))).isEqualTo(TransferState.COMMITTED);
    assertThat(ledger.state(TransferKey.transfer("2"))).isEqualTo(TransferState.COMMITTED);
  }

  @Test
  void shouldLetEverythingBeWithdrawnButNoMore() {
    assertThat(out("all", 1000).outcome().status()).isEqualTo(Status.DONE);
    assertThat(out("more", 1).outcome().status()).isEqualTo(Status.REFUSED);
  }

  @Test
  void shouldIgnoreRepeatsAndOutcomesOfWhatIsNotReserved() {
    in("1", 10);
    assertThat(in("1", 10)).isEqualTo(Decision.IGNORED);
    assertThat(out("1", 10)).isEqualTo(Decision.IGNORED);
    assertThat(commit("1")).isEqualTo(Decision.IGNORED);
    assertThat(abort("unknown")).isEqualTo(Decision.IGNORED);
    out("2", 10);
    commit("2");
    assertThat(commit("2")).isEqualTo(Decision.IGNORED);
    assertThat(abort("2")).isEqualTo(Decision.IGNORED);
    ledger.decide(TestLedger.prepare(usd(1)));
    assertThat(commit("t")).as("a payment").isEqualTo(Decision.IGNORED);
    ledger.decide(TestLedger.fail(TestLedger.T, "B"));
    assertFunds(-1000, 0);
  }

  @Test
  void shouldGiveAnExpiredWithdrawalBack() {
    out("1", 10);
    ledger.now = LATER;
    assertThat(commit("1")).isEqualTo(Decision.IGNORED);
    Decision expired = ledger.decide(new Command.Expire(TransferKey.transfer("1")));
    assertThat(expired.notices()).isEmpty();
    assertFunds(-1000, 0);
    assertThat(ledger.state(TransferKey.transfer("1"))).isEqualTo(TransferState.EXPIRED_RESERVED);
  }

  @Test
  void shouldRefuseFundsOnAccountsThatCannotTakeThem() {
    ledger.put(ledger.accounts.get(settlement("A")).withActive(false));
    Decision decision = in("1", 10);
    assertThat(decision.outcome().failure())
        .contains(new Failure("2001", "Internal server error - Account is currently set inactive"));
    assertThat(ledger.state(TransferKey.transfer("1"))).isEqualTo(TransferState.INVALID);
    Command.FundsAccounts wrong =
        new Command.FundsAccounts("A", position("A", "USD"), 0, reconciliation());
    Decision position =
        ledger.decide(
            new Command.FundsIn(
                TransferKey.transfer("2"), wrong, usd(1), "in", Optional.empty(), "hash"));
    assertThat(position.outcome().failure())
        .contains(new Failure("2001", "Internal server error - Account is not SETTLEMENT type"));
  }

  private Decision initialise(long start) {
    return ledger.decide(
        new Command.Initialise(
            position("A", "USD"),
            List.of(settlement("A")),
            reconciliation(),
            big(70),
            start * TestLedger.UNIT,
            TransferKey.transfer("initial")));
  }

  private void forget() {
    for (long id : List.of(position("A", "USD"), settlement("A"))) {
      Account it = ledger.accounts.get(id);
      ledger.put(
          new Account(
              it.id(),
              it.participantId(),
              it.participant(),
              it.currency(),
              it.type(),
              BigInteger.ZERO,
              BigInteger.ZERO,
              BigInteger.ZERO,
              Optional.empty(),
              BigInteger.ZERO,
              7,
              false,
              true,
              false));
    }
  }

  @Test
  void shouldPostAnInitialPositionAgainstTheReconciliationAccount() {
    for (long start : new long[] {25, -25}) {
      forget();
      ledger.transfers.clear();
      ledger.put(ledger.accounts.get(reconciliation()));
      long before = whole(ledger.accounts.get(reconciliation()).value());
      Decision decision = initialise(start);
      assertThat(decision.outcome().status()).isEqualTo(Status.DONE);
      assertThat(ledger.value("A", "USD")).isEqualTo(start);
      assertThat(whole(ledger.accounts.get(reconciliation()).value())).isEqualTo(before - start);
      Transfer row = ledger.transfers.get(TransferKey.transfer("initial"));
      assertThat(row.payer()).isEqualTo("A");
      assertThat(row.source().currency()).isEqualTo("USD");
      assertThat(row.state()).isEqualTo(TransferState.COMMITTED);
    }
  }

  @Test
  void shouldMakeTheAccountsActiveWithTheirLimit() {
    forget();
    Decision decision = initialise(0);
    assertThat(decision.rows()).isEmpty();
    Account account = ledger.accounts.get(position("A", "USD"));
    assertThat(account.active() && account.initialised()).isTrue();
    assertThat(account.netDebitCap()).contains(big(70));
    assertThat(ledger.accounts.get(settlement("A")).active()).isTrue();
  }

  @Test
  void shouldRefuseToInitialiseTwice() {
    Failure already =
        new Failure(
            "2001", "Internal server error - Participant Limit or Initial Position already set");
    assertThat(initialise(0).outcome().failure()).contains(already);
    assertThat(initialise(5).outcome().failure()).contains(already);
    assertThat(ledger.state(TransferKey.transfer("initial")))
        .as("the claimed id")
        .isEqualTo(TransferState.INVALID);
    assertThat(ledger.value("A", "USD")).isZero();
  }

  @Test
  void shouldRefuseALimitWhereThereIsNone() {
    assertThat(
            ledger.decide(new Command.SetNetDebitCap(settlement("A"), big(1))).outcome().failure())
        .contains(new Failure("2001", "Internal server error - Participant Limit does not exist"));
    assertThat(ledger.decide(new Command.SetNetDebitCap(999, big(1))).outcome().failure())
        .contains(new Failure("3200", "Generic ID not found - participant not found"));
    assertThat(ledger.decide(new Command.SetAccountActive(999, true)).outcome().failure())
        .contains(new Failure("3200", "Generic ID not found - participant not found"));
  }
}
