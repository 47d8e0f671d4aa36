package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TestLedger.FULFILMENT;
import static org.pamoja.ledger.transfer.TestLedger.T;
import static org.pamoja.ledger.transfer.TestLedger.UNIT;
import static org.pamoja.ledger.transfer.TestLedger.big;
import static org.pamoja.ledger.transfer.TestLedger.eur;
import static org.pamoja.ledger.transfer.TestLedger.fee;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.settlement;
import static org.pamoja.ledger.transfer.TestLedger.told;
import static org.pamoja.ledger.transfer.TestLedger.usd;
import static org.pamoja.ledger.transfer.TransferState.ABORTED_ERROR;
import static org.pamoja.ledger.transfer.TransferState.COMMITTED;
import static org.pamoja.ledger.transfer.TransferState.EXPIRED_RESERVED;
import static org.pamoja.ledger.transfer.TransferState.INVALID;
import static org.pamoja.ledger.transfer.TransferState.SETTLED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Command.Expire;
import org.pamoja.ledger.command.Command.Fee;
import org.pamoja.ledger.command.Command.GrossAccounts;
import org.pamoja.ledger.command.Command.Prepare;
import org.pamoja.ledger.command.Outcome;

/** Transfers that are settled as soon as they commit, and fees (settlement §7, §8). */
class GrossAndFeeRulesTest {
  private final TestLedger ledger = new TestLedger();

  private static Prepare gross(Prepare plain) {
    return plain.settledGross(
        new GrossAccounts(settlement(plain.payer().name()), settlement(plain.payee().name())));
  }

  private static Prepare gross() {
    return gross(TestLedger.prepare(usd(100)));
  }

  private static Prepare withFee() {
    return TestLedger.prepare(usd(100)).withFee(new Fee(6000, fee("A"), fee("B")));
  }

  private void assertMoved(String name, long settled, long liquidity) {
    Account position = ledger.accounts.get(position(name, "USD"));
    assertThat(position.value()).isEqualTo(big(0));
    assertThat(position.liquidity()).isEqualTo(big(liquidity));
    assertThat(ledger.accounts.get(settlement(name)).value()).isEqualTo(big(settled));
  }

  @Test
  void shouldMoveSettlementAccountsInsteadOfPositionsForCommitAndReserveAlike() {
    for (Action action : List.of(Action.COMMIT, Action.RESERVE)) {
      GrossAndFeeRulesTest fresh = new GrossAndFeeRulesTest();
      fresh.ledger.decide(gross());
      fresh.ledger.decide(TestLedger.fulfil(T, "B", action, FULFILMENT));
      assertThat(fresh.ledger.state(T)).isEqualTo(SETTLED);
      fresh.assertMoved("A", -900, 900);
      fresh.assertMoved("B", -1100, 1100);
    }
  }

  @Test
  void shouldPostThePrincipalAndItsSettlementSideBySide() {
    ledger.decide(gross());
    ledger.decide(TestLedger.commit());
    EntryType settled = EntryType.GROSS_SETTLEMENT;
    assertThat(ledger.postings)
        .containsExactlyInAnyOrder(
            new Posting(T, position("A", "USD"), true, 100 * UNIT, 7, EntryType.PRINCIPLE_VALUE),
            new Posting(T, position("B", "USD"), false, 100 * UNIT, 7, EntryType.PRINCIPLE_VALUE),
            new Posting(T, settlement("A"), true, 100 * UNIT, 7, settled),
            new Posting(T, position("A", "USD"), false, 100 * UNIT, 7, settled),
            new Posting(T, position("B", "USD"), true, 100 * UNIT, 7, settled),
            new Posting(T, settlement("B"), false, 100 * UNIT, 7, settled));
  }

  @Test
  void shouldTellParticipantsTheSameAsOfAnyTransfer() {
    TestLedger plain = new TestLedger();
    for (Action action : Action.values()) {
      plain.transfers.clear();
      ledger.transfers.clear();
      plain.decide(TestLedger.prepare(usd(100)));
      ledger.decide(gross());
      for (int times = 0; times < 2; times++) {
        assertThat(told(ledger.decide(TestLedger.fulfil(T, "B", action, FULFILMENT))))
            .isEqualTo(told(plain.decide(TestLedger.fulfil(T, "B", action, FULFILMENT))));
        assertThat(told(ledger.decide(gross())))
            .isEqualTo(told(plain.decide(TestLedger.prepare(usd(100)))));
      }
      assertThat(told(ledger.decide(TestLedger.fail(T, "B"))))
          .isEqualTo(told(plain.decide(TestLedger.fail(T, "B"))));
    }
  }

  @Test
  void shouldTouchNothingButTheReservationWhenItEndsBadly() {
    ledger.decide(gross());
    ledger.decide(TestLedger.fail(T, "B"));
    assertThat(ledger.state(T)).isEqualTo(ABORTED_ERROR);
    assertMoved("A", -1000, 1000);
    ledger.transfers.clear();
    ledger.decide(gross());
    ledger.now = TestLedger.LATER;
    ledger.decide(new Expire(T));
    assertThat(ledger.state(T)).isEqualTo(EXPIRED_RESERVED);
    assertMoved("A", -1000, 1000);
    assertMoved("B", -1000, 1000);
    assertThat(ledger.postings).isEmpty();
  }

  @Test
  void shouldChargeTheNextTransferAgainstWhatIsLeft() {
    ledger.decide(gross(TestLedger.prepare(usd(500))));
    ledger.decide(TestLedger.commit());
    ledger.transfers.clear();
    ledger.decide(gross(TestLedger.prepare(usd(500))));
    ledger.decide(TestLedger.commit());
    assertMoved("A", 0, 0);
    ledger.transfers.clear();
    Decision third = ledger.decide(gross(TestLedger.prepare(usd(1))));
    assertThat(third.outcome().failure().orElseThrow().code()).isEqualTo("4001");
  }

  @Test
  void shouldMoveNothingForWhoPaysItself() {
    TestLedger own = new TestLedger(new LedgerSettings("Hub", true, false));
    Map<Long, Account> before = new TreeMap<>(own.accounts);
    own.decide(gross(TestLedger.prepare("A", "A", usd(100))));
    own.decide(TestLedger.fulfil(T, "A", Action.COMMIT, FULFILMENT));
    assertThat(own.state(T)).isEqualTo(SETTLED);
    assertThat(own.accounts.get(settlement("A"))).isEqualTo(before.get(settlement("A")));
    assertThat(own.accounts.get(position("A", "USD")).liquidity()).isEqualTo(big(1000));
  }

  @Test
  void shouldNotSettleGrossWhatIsPaidThroughAConversion() {
    ledger.decide(TestLedger.convert("fx", "A", eur(90), usd(100)));
    ledger.decide(TestLedger.fulfil(TestLedger.FX, "F", Action.COMMIT, null));
    ledger.decide(gross());
    assertThat(ledger.transfers.get(T).target()).isEmpty();
    ledger.decide(TestLedger.commit());
    assertThat(ledger.state(T)).isEqualTo(COMMITTED);
    assertThat(ledger.value("F", "USD")).isEqualTo(100);
    assertThat(ledger.value("B", "USD")).isEqualTo(-100);
  }

  @Test
  void shouldNotSettleGrossWhatThePayeeConverts() {
    ledger.decide(gross());
    ledger.decide(TestLedger.convert("fx", "B", usd(100), eur(90)));
    ledger.decide(TestLedger.fulfil(TestLedger.FX, "F", Action.COMMIT, null));
    ledger.decide(TestLedger.commit());
    assertThat(ledger.state(T)).isEqualTo(COMMITTED);
    assertThat(ledger.transfers.get(T).target()).isEmpty();
    assertThat(ledger.value("A", "USD")).isEqualTo(100);
    assertThat(ledger.value("F", "USD")).isEqualTo(-100);
  }

  @Test
  void shouldRefuseAccountsThatAreNotTheParticipants() {
    Prepare plain = TestLedger.prepare(usd(100));
    List<Prepare> wrong =
        List.of(
            plain.settledGross(new GrossAccounts(999, settlement("B"))),
            plain.settledGross(new GrossAccounts(settlement("A"), 0)),
            plain.settledGross(new GrossAccounts(settlement("B"), settlement("A"))),
            plain.settledGross(new GrossAccounts(fee("A"), settlement("B"))),
            TestLedger.prepare(eur(100))
                .settledGross(new GrossAccounts(settlement("A"), settlement("B"))),
            plain.withFee(new Fee(1, settlement("A"), fee("B"))),
            plain.withFee(new Fee(1, fee("A"), fee("C"))),
            plain.withFee(new Fee(1, fee("A"), 999)));
    for (Prepare command : wrong) {
      ledger.transfers.clear();
      Decision decision = ledger.decide(command);
      assertThat(decision.outcome().failure().orElseThrow().description())
          .startsWith("Generic validation error - Participant ")
          .endsWith(" account not found");
      assertThat(ledger.state(T)).isEqualTo(INVALID);
      assertThat(ledger.transfers.get(T).target()).isEmpty();
      assertThat(ledger.accounts.get(position("A", "USD")).debitsPending()).isZero();
    }
  }

  @Test
  void shouldPostAFeeWithItsTransfer() {
    ledger.decide(withFee());
    assertThat(ledger.accounts.get(fee("A")).value()).isZero();
    ledger.decide(TestLedger.commit());
    assertThat(ledger.state(T)).isEqualTo(COMMITTED);
    assertThat(ledger.accounts.get(fee("A")).value()).isEqualTo(6000);
    assertThat(ledger.accounts.get(fee("B")).value()).isEqualTo(-6000);
    assertThat(ledger.value("A", "USD")).isEqualTo(100);
    assertThat(ledger.postings)
        .contains(
            new Posting(T, fee("A"), true, 6000, 7, EntryType.INTERCHANGE_FEE),
            new Posting(T, fee("B"), false, 6000, 7, EntryType.INTERCHANGE_FEE));
  }

  @Test
  void shouldPostAFeeBesideAGrossSettlementAndBesideAConversion() {
    ledger.decide(gross(withFee()));
    ledger.decide(TestLedger.commit());
    assertThat(ledger.state(T)).isEqualTo(SETTLED);
    assertThat(ledger.accounts.get(fee("A")).value()).isEqualTo(6000);
    assertMoved("A", -900, 900);
    ledger.transfers.clear();
    ledger.decide(TestLedger.convert("fx", "A", eur(90), usd(100)));
    ledger.decide(TestLedger.fulfil(TestLedger.FX, "F", Action.COMMIT, null));
    ledger.decide(withFee());
    assertThat(ledger.decide(TestLedger.commit()).outcome()).isEqualTo(Outcome.DONE);
    assertThat(ledger.accounts.get(fee("A")).value()).isEqualTo(12000);
  }

  @Test
  void shouldPostNoFeeForATransferThatEndsBadly() {
    ledger.decide(withFee());
    ledger.decide(TestLedger.fail(T, "B"));
    assertThat(ledger.accounts.get(fee("A")).value()).isZero();
    assertThat(ledger.transfers.get(T).fee())
        .isEqualTo(Optional.of(new Leg("USD", 6000, fee("A"), fee("B"))));
  }
}
