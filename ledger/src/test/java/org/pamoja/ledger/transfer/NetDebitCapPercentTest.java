package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pamoja.ledger.transfer.TestLedger.big;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.prepare;
import static org.pamoja.ledger.transfer.TestLedger.settlement;
import static org.pamoja.ledger.transfer.TestLedger.usd;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;

/** A net debit cap that is a share of the liquidity; A has a liquidity of 1000. */
class NetDebitCapPercentTest {
  private static final int HALF = 5_000;

  private final TestLedger ledger = new TestLedger();

  @Test
  void shouldLetEqualityPassAndRefuseOneUnitMore() {
    set(HALF);
    assertThat(refusal(500 * TestLedger.UNIT + 1)).isEqualTo("4200");
    assertThat(refusal(500 * TestLedger.UNIT)).isEmpty();
  }

  @Test
  void shouldFollowFundsIn() {
    set(HALF);
    ledger.decide(
        new Command.FundsIn(
            TransferKey.transfer("in"),
            TestLedger.funds("A"),
            usd(200),
            "deposit",
            Optional.empty(),
            "hash"));
    assertThat(cap()).contains(big(600));
    assertThat(refusal(600 * TestLedger.UNIT + 1)).isEqualTo("4200");
    assertThat(refusal(600 * TestLedger.UNIT)).isEmpty();
  }

  @Test
  void shouldFollowFundsOutFromTheirReservationOn() {
    set(HALF);
    reserveFundsOut();
    assertThat(cap()).contains(big(450));
    ledger.decide(new Command.FundsOutAbort(TransferKey.transfer("out"), "not paid"));
    assertThat(cap()).contains(big(500));
  }

  @Test
  void shouldFollowFundsOutThatAreCommitted() {
    set(HALF);
    reserveFundsOut();
    ledger.decide(new Command.FundsOutCommit(TransferKey.transfer("out"), "paid"));
    assertThat(cap()).contains(big(450));
  }

  @Test
  void shouldRoundDownToTheUnit() {
    assertThat(account(BigInteger.valueOf(10_001), 3_333).netDebitCap())
        .contains(BigInteger.valueOf(3_333));
    assertThat(account(BigInteger.valueOf(2), 9_999).netDebitCap()).contains(BigInteger.ONE);
  }

  @Test
  void shouldNeverBeNegative() {
    assertThat(account(BigInteger.valueOf(-5), HALF).netDebitCap()).contains(BigInteger.ZERO);
  }

  @Test
  void shouldNotBelieveAStoredCapThatLagsBehind() {
    Account account = account(BigInteger.valueOf(100), 10_000);
    assertThat(account.netDebitCap()).contains(BigInteger.valueOf(100));
  }

  @Test
  void shouldHoldHugeLiquidity() {
    BigInteger huge = BigInteger.TEN.pow(37);
    assertThat(account(huge, 10_000).netDebitCap()).contains(huge);
  }

  @Test
  void shouldGiveWayToAValueAgain() {
    set(HALF);
    ledger.decide(new Command.SetNetDebitCap(position("A", "USD"), big(7)));
    Account account = ledger.accounts.get(position("A", "USD"));
    assertThat(account.netDebitCap()).contains(big(7));
    assertThat(account.netDebitCapPercent()).isEmpty();
  }

  @Test
  void shouldKeepThePercentageWhenTheAccountIsSwitchedOffAndOn() {
    set(HALF);
    ledger.decide(new Command.SetAccountActive(position("A", "USD"), false));
    ledger.decide(new Command.SetAccountActive(position("A", "USD"), true));
    assertThat(ledger.accounts.get(position("A", "USD")).netDebitCapPercent()).contains(HALF);
  }

  @Test
  void shouldBeSetWithTheFirstLimit() {
    Account fresh =
        new Account(
            position("A", "USD"),
            2,
            "A",
            "USD",
            AccountTypes.POSITION,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            Optional.empty(),
            big(40),
            7,
            false,
            true,
            false);
    ledger.put(fresh);
    ledger.decide(
        new Command.Initialise(
            fresh.id(),
            List.of(),
            TestLedger.reconciliation(),
            BigInteger.ZERO,
            Optional.of(2_500),
            0,
            TransferKey.transfer("initial")));
    assertThat(cap()).contains(big(10));
  }

  @Test
  void shouldBeRefusedWhereThereIsNoLimitYet() {
    Outcome outcome =
        ledger.decide(new Command.SetNetDebitCapPercent(settlement("A"), HALF)).outcome();
    assertThat(outcome.failure())
        .contains(new Failure("2001", "Internal server error - Participant Limit does not exist"));
    assertThat(ledger.decide(new Command.SetNetDebitCapPercent(999, HALF)).outcome().failure())
        .contains(new Failure("3200", "Generic ID not found - participant not found"));
  }

  @Test
  void shouldRefuseWhatIsNoShare() {
    assertThatThrownBy(() -> new Command.SetNetDebitCapPercent(1, 10_001))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Command.SetNetDebitCapPercent(1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void reserveFundsOut() {
    ledger.decide(
        new Command.FundsOutReserve(
            TransferKey.transfer("out"),
            TestLedger.funds("A"),
            usd(100),
            "withdrawal",
            TestLedger.LATER,
            Optional.empty(),
            "hash"));
  }

  private void set(int percent) {
    assertThat(
            ledger
                .decide(new Command.SetNetDebitCapPercent(position("A", "USD"), percent))
                .outcome())
        .isEqualTo(Outcome.DONE);
  }

  private Optional<BigInteger> cap() {
    return ledger.accounts.get(position("A", "USD")).netDebitCap();
  }

  /** The code for which a prepare of that many minor units would be refused, empty for none. */
  private String refusal(long units) {
    return ledger
        .look(prepare(org.pamoja.ledger.command.Money.of("USD", units)))
        .outcome()
        .failure()
        .map(Failure::code)
        .orElse("");
  }

  private static Account account(BigInteger liquidity, int percent) {
    return new Account(
        1,
        2,
        "A",
        "USD",
        AccountTypes.POSITION,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        Optional.of(BigInteger.TEN),
        Optional.of(percent),
        liquidity,
        7,
        true,
        true,
        true);
  }
}
