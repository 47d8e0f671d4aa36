package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TestLedger.FULFILMENT;
import static org.pamoja.ledger.transfer.TestLedger.FX;
import static org.pamoja.ledger.transfer.TestLedger.LATER;
import static org.pamoja.ledger.transfer.TestLedger.T;
import static org.pamoja.ledger.transfer.TestLedger.WRONG_FULFILMENT;
import static org.pamoja.ledger.transfer.TestLedger.big;
import static org.pamoja.ledger.transfer.TestLedger.commit;
import static org.pamoja.ledger.transfer.TestLedger.convert;
import static org.pamoja.ledger.transfer.TestLedger.eur;
import static org.pamoja.ledger.transfer.TestLedger.fail;
import static org.pamoja.ledger.transfer.TestLedger.fulfil;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.prepare;
import static org.pamoja.ledger.transfer.TestLedger.told;
import static org.pamoja.ledger.transfer.TestLedger.usd;

import org.junit.jupiter.api.Test;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Outcome.Status;

/** transfers §9. */
class ConversionRulesTest {
  private static final TransferKey OUT = TransferKey.conversion("out");

  private final TestLedger ledger = new TestLedger();

  private Decision convertForPayer() {
    return ledger.decide(convert("fx", "A", usd(100), eur(90)));
  }

  private Decision fulfilConversion(TransferKey key) {
    return ledger.decide(fulfil(key, "F", Action.RESERVE, FULFILMENT));
  }

  private void assertPositions(long aUsd, long fUsd, long fEur, long bEur) {
    assertThat(ledger.value("A", "USD")).as("A USD").isEqualTo(aUsd);
    assertThat(ledger.value("F", "USD")).as("F USD").isEqualTo(fUsd);
    assertThat(ledger.value("F", "EUR")).as("F EUR").isEqualTo(fEur);
    assertThat(ledger.value("B", "EUR")).as("B EUR").isEqualTo(bEur);
  }

  private void assertRefused(Decision decision, String detail) {
    assertThat(decision.outcome().failure()).contains(Failure.validation(detail));
    assertThat(decision.movements()).isEmpty();
  }

  @Test
  void shouldFollowTheWorkedExampleOfAPayerConversion() {
    assertThat(told(convertForPayer())).containsExactly("F FORWARD_PREPARE fx");
    assertPositions(100, 0, 0, 0);
    assertThat(told(fulfilConversion(FX))).containsExactly("A FORWARD_FULFIL fx");
    assertThat(ledger.state(FX)).isEqualTo(TransferState.RECEIVED_FULFIL_DEPENDENT);
    assertPositions(100, 0, 0, 0);
    assertThat(told(ledger.decide(prepare(eur(90))))).containsExactly("B FORWARD_PREPARE t");
    assertPositions(100, 0, 90, 0);
    Decision committed = ledger.decide(fulfil(T, "B", Action.RESERVE, FULFILMENT));
    assertThat(told(committed))
        .containsExactly(
            "A STATE t COMMITTED", "B STATE_PATCH t COMMITTED", "F STATE_PATCH fx COMMITTED");
    assertPositions(100, -100, 90, -90);
    assertThat(committed.postings()).hasSize(4);
    assertThat(ledger.state(FX)).isEqualTo(TransferState.COMMITTED);
    assertThat(ledger.state(T)).isEqualTo(TransferState.COMMITTED);
  }

  @Test
  void shouldPostAPayeeConversionWithItsTransfer() {
    ledger.decide(prepare(usd(100)));
    ledger.decide(convert("fx", "B", usd(100), eur(90)));
    assertThat(ledger.transfers.get(FX).kind()).isEqualTo(TransferKind.PAYEE_CONVERSION);
    assertPositions(100, 0, 90, 0);
    Decision early = ledger.decide(commit());
    assertRefused(early, "Related FX Transfer is not fulfilled");
    assertThat(told(early)).containsExactly("B ERROR t 3100");
    fulfilConversion(FX);
    ledger.decide(commit());
    assertPositions(100, -100, 90, -90);
    assertThat(ledger.value("B", "USD")).isZero();
  }

  @Test
  void shouldPostConversionsOnBothSidesTogether() {
    convertForPayer();
    fulfilConversion(FX);
    ledger.decide(prepare(eur(90)));
    ledger.decide(convert("out", "B", eur(90), usd(95)));
    fulfilConversion(OUT);
    Decision committed = ledger.decide(commit());
    assertThat(ledger.value("A", "USD")).isEqualTo(100);
    assertThat(ledger.value("F", "USD")).as("given 100, charged 95").isEqualTo(-5);
    assertThat(ledger.value("F", "EUR")).as("given what it was charged").isZero();
    assertThat(ledger.value("B", "USD")).isEqualTo(-95);
    assertThat(committed.postings().stream().map(posting -> posting.account()).toList())
        .as("the order of §9.4")
        .containsExactly(
            position("A", "USD"),
            position("F", "USD"),
            position("F", "USD"),
            position("B", "USD"),
            position("F", "EUR"),
            position("F", "EUR"));
    assertThat(told(committed)).containsExactly("A FORWARD_FULFIL t", "F STATE_PATCH fx COMMITTED");
  }

  @Test
  void shouldRefuseATransferWhoseConversionIsNotFulfilledAndEndTheConversion() {
    convertForPayer();
    Decision decision = ledger.decide(prepare(eur(90)));
    assertThat(decision.outcome().failure()).contains(LinkedConversions.NOT_FULFILLED);
    assertThat(told(decision)).containsExactly("A ERROR t 3100", "F STATE_PATCH fx ABORTED");
    assertThat(ledger.state(T)).isEqualTo(TransferState.INVALID);
    assertThat(ledger.state(FX)).isEqualTo(TransferState.ABORTED_ERROR);
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldRefuseATransferAfterAFailedConversion() {
    convertForPayer();
    ledger.decide(fail(FX, "F"));
    assertRefused(ledger.decide(prepare(eur(90))), "Related FX Transfer is not fulfilled");
  }

  @Test
  void shouldTakeATransferAsAnOrdinaryOneAfterAConversionThatWasNeverReserved() {
    assertThat(told(ledger.decide(convert("fx", "A", usd(501), eur(450)))))
        .containsExactly("A ERROR fx 4200");
    assertThat(ledger.state(FX)).isEqualTo(TransferState.ABORTED_REJECTED);
    assertThat(ledger.decide(prepare(usd(1))).outcome().status()).isEqualTo(Status.DONE);
  }

  @Test
  void shouldCheckTheProvidersLimitAndTellThePayer() {
    convertForPayer();
    fulfilConversion(FX);
    ledger.decide(new Command.SetNetDebitCap(position("F", "EUR"), big(89)));
    Decision decision = ledger.decide(prepare(eur(90)));
    assertThat(told(decision)).containsExactly("A ERROR t 4200", "F STATE_PATCH fx ABORTED");
    assertThat(ledger.state(T)).isEqualTo(TransferState.ABORTED_REJECTED);
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldEndConversionsWithTheirTransfer() {
    convertForPayer();
    fulfilConversion(FX);
    ledger.decide(prepare(eur(90)));
    assertThat(told(ledger.look(fail(T, "B"))))
        .containsExactly("A FORWARD_ERROR t", "F STATE_PATCH fx ABORTED");
    Decision invalid = ledger.decide(fulfil(T, "B", Action.COMMIT, WRONG_FULFILMENT));
    assertThat(told(invalid)).containsExactly("A ERROR t 3100", "F STATE_PATCH fx ABORTED");
    assertThat(ledger.state(FX)).isEqualTo(TransferState.ABORTED_ERROR);
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldEndTheTransferWithItsConversion() {
    convertForPayer();
    fulfilConversion(FX);
    ledger.decide(prepare(eur(90)));
    Decision decision = ledger.decide(fail(FX, "F"));
    assertThat(told(decision))
        .containsExactly("A FORWARD_ERROR fx", "A ERROR t 5104", "B ERROR t 5104");
    assertThat(ledger.state(T)).isEqualTo(TransferState.ABORTED_ERROR);
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldAbortAConversionWhoseFulfilmentIsWrongButAcceptOneWithout() {
    convertForPayer();
    assertThat(ledger.look(fulfil(FX, "F", Action.RESERVE, null)).outcome().status())
        .isEqualTo(Status.DONE);
    Decision decision = fulfilConversionWith(WRONG_FULFILMENT);
    assertRefusedText(decision, "Generic validation error - Invalid FX fulfilment");
    assertThat(told(decision)).containsExactly("A ERROR fx 3100");
    assertPositions(0, 0, 0, 0);
  }

  private Decision fulfilConversionWith(String fulfilment) {
    return ledger.decide(fulfil(FX, "F", Action.RESERVE, fulfilment));
  }

  private static void assertRefusedText(Decision decision, String description) {
    assertThat(decision.outcome().failure().orElseThrow().description()).isEqualTo(description);
  }

  @Test
  void shouldUseTheTextsOfClause93() {
    Decision unknown = fulfilConversion(FX);
    assertThat(told(unknown)).containsExactly("F ERROR fx 3208");
    assertRefusedText(unknown, "Transfer ID not found - fxTransfer not found");
    convertForPayer();
    assertRefusedText(
        ledger.look(fulfil(FX, "B", Action.RESERVE, FULFILMENT)),
        "Generic validation error - fspiop-source header does not match counterPartyFsp on the fxFulfil callback response");
    ledger.now = LATER;
    assertRefusedText(
        ledger.look(fulfil(FX, "F", Action.RESERVE, FULFILMENT)),
        "Transfer expired - fxTransfer expired");
    ledger.decide(new Command.Expire(FX));
    assertRefusedText(
        fulfilConversion(FX), "Generic validation error - Non-RESERVED fxTransfer state");
  }

  @Test
  void shouldNotLetAStrangerEndAFulfilledConversion() {
    convertForPayer();
    fulfilConversion(FX);
    Decision decision = ledger.decide(fulfil(FX, "B", Action.RESERVE, FULFILMENT));
    assertThat(told(decision)).containsExactly("B ERROR fx 3100");
    assertThat(ledger.state(FX)).isEqualTo(TransferState.RECEIVED_FULFIL_DEPENDENT);
  }

  @Test
  void shouldExpireAConversionOnlyUntilItIsFulfilled() {
    convertForPayer();
    ledger.now = LATER;
    Decision expired = ledger.look(new Command.Expire(FX));
    assertThat(told(expired)).containsExactly("A ERROR fx 3303", "F ERROR fx 3303");
    ledger.now = TestLedger.NOW;
    fulfilConversion(FX);
    ledger.now = LATER;
    assertThat(ledger.decide(new Command.Expire(FX))).isEqualTo(Decision.IGNORED);
    assertPositions(100, 0, 0, 0);
  }

  @Test
  void shouldExpireFulfilledConversionsWithTheirTransfer() {
    convertForPayer();
    fulfilConversion(FX);
    ledger.decide(prepare(eur(90)));
    ledger.now = LATER;
    assertThat(told(ledger.decide(new Command.Expire(T))))
        .containsExactly("A ERROR t 3303", "B ERROR t 3303", "A ERROR fx 3303", "F ERROR fx 3303");
    assertThat(ledger.state(FX)).isEqualTo(TransferState.EXPIRED_RESERVED);
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldExpireTheWholeGroupWithAReservedConversion() {
    convertForPayer();
    fulfilConversion(FX);
    ledger.decide(prepare(eur(90)));
    ledger.decide(convert("out", "B", eur(90), usd(95)));
    ledger.now = LATER;
    ledger.decide(new Command.Expire(OUT));
    assertThat(ledger.transfers.values())
        .allMatch(row -> row.state() == TransferState.EXPIRED_RESERVED);
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldRefuseConversionsThatCannotBeLinked() {
    convertForPayer();
    assertRefused(
        ledger.decide(convert("second", "A", usd(1), eur(1))),
        "Determining transfer has another conversion already");
    fulfilConversion(FX);
    ledger.decide(prepare(eur(90)));
    assertRefused(
        ledger.decide(convert("third", "C", eur(90), usd(95))),
        "Initiating FSP is not the payee of the determining transfer");
    assertRefused(
        ledger.decide(convert("fourth", "B", eur(91), usd(95))),
        "Source amount is not the amount of the determining transfer");
    ledger.decide(fail(T, "B"));
    assertRefused(
        ledger.decide(convert("fifth", "B", eur(90), usd(95))),
        "Determining transfer is not reserved");
  }

  @Test
  void shouldRefuseATransferInAnotherCurrencyThanTheConversionProvides() {
    convertForPayer();
    fulfilConversion(FX);
    assertThat(ledger.decide(prepare(usd(90))).outcome().failure())
        .contains(
            Failure.validation(
                "Currency USD is not the target currency of the related FX Transfer"));
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldNotLetAStrangerSpendWhatAnotherHasReserved() {
    convertForPayer();
    fulfilConversion(FX);
    assertThat(ledger.decide(prepare("C", "B", eur(90))).outcome().failure())
        .contains(Failure.validation("Payer is not the initiating FSP of the related FX Transfer"));
    assertThat(ledger.state(FX)).as("its id is used up").isEqualTo(TransferState.ABORTED_ERROR);
    assertPositions(0, 0, 0, 0);
  }

  @Test
  void shouldRefuseASecondConversionAfterAFailedOneSinceItsTransferCanNeverCome() {
    convertForPayer();
    ledger.decide(fail(FX, "F"));
    assertRefused(
        ledger.decide(convert("second", "A", usd(100), eur(90))),
        "Determining transfer has another conversion already");
  }

  @Test
  void shouldChargeTheConversionsTargetAmountWhateverTheTransferSays() {
    convertForPayer();
    fulfilConversion(FX);
    ledger.decide(prepare(eur(70)));
    ledger.decide(commit());
    assertPositions(100, -100, 90, -90);
  }
}
