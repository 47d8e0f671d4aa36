package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TestLedger.CONDITION;
import static org.pamoja.ledger.transfer.TestLedger.LATER;
import static org.pamoja.ledger.transfer.TestLedger.T;
import static org.pamoja.ledger.transfer.TestLedger.UNIT;
import static org.pamoja.ledger.transfer.TestLedger.big;
import static org.pamoja.ledger.transfer.TestLedger.party;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.prepare;
import static org.pamoja.ledger.transfer.TestLedger.told;
import static org.pamoja.ledger.transfer.TestLedger.usd;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Movement;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.command.Refusal;
import org.pamoja.ledger.event.Notice;

/** transfers §3. */
class PrepareRulesTest {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  private final TestLedger ledger = new TestLedger();

  private static Command.Prepare all(
      String source, Party payer, Party payee, Money amount, String condition, Instant expiration) {
    return new Command.Prepare(
        T, source, payer, payee, amount, condition, expiration, Optional.empty(), "hash");
  }

  private void assertInvalid(Command.Prepare command, String detail) {
    Decision decision = ledger.decide(command);
    Failure failure = new Failure("3100", "Generic validation error - " + detail);
    assertThat(decision.outcome().failure()).contains(failure);
    assertThat(decision.notices()).containsExactly(Notice.error(command.source(), T, failure));
    Transfer stored = ledger.transfers.remove(T);
    assertThat(stored.state()).isEqualTo(TransferState.INVALID);
    assertThat(stored.failure()).contains(failure);
    assertThat(stored.source().debtor()).isZero();
    assertThat(decision.movements()).isEmpty();
  }

  @Test
  void shouldReserveThePayersPositionAndForwardTheRequest() {
    Decision decision = ledger.decide(prepare(usd(100)));
    assertThat(decision.outcome().status()).isEqualTo(Status.DONE);
    assertThat(ledger.state(T)).isEqualTo(TransferState.RESERVED);
    assertThat(ledger.value("A", "USD")).isEqualTo(100);
    assertThat(ledger.value("B", "USD")).isZero();
    assertThat(decision.notices())
        .containsExactly(Notice.forward(Notice.Type.FORWARD_PREPARE, "B", T, LATER));
    assertThat(decision.postings()).isEmpty();
  }

  @Test
  void shouldReportOnlyTheFirstFaultInTheOrderOfClause31() {
    Money scale = new Money("USD", "1.23456", OptionalLong.empty());
    Money precision = new Money("USD", "123456789012345678.5", OptionalLong.empty());
    Party nobody = Party.unknown("nobody");
    Party nemo = Party.unknown("nemo");
    assertInvalid(
        all("B", nobody, nemo, scale, "", PAST), "FSPIOP-Source header should match Payer");
    assertInvalid(
        all("nobody", nobody, nemo, scale, "", PAST), "Amount 1.23456 exceeds allowed scale of 4");
    assertInvalid(
        all("nobody", nobody, nemo, precision, "", PAST),
        "Amount 123456789012345678.5 exceeds allowed precision of 18");
    assertInvalid(all("nobody", nobody, nemo, usd(1), "", PAST), "Participant nobody not found");
    Party payer = party("A", "USD");
    assertInvalid(all("A", payer, nemo, usd(1), "", PAST), "Participant nemo not found");
    assertInvalid(
        all("A", payer, payer, usd(1), "", PAST),
        "Condition is required for a conditional transfer");
    assertInvalid(all("A", payer, payer, usd(1), "AAAA", PAST), "Condition validation failed");
    assertInvalid(
        all("A", payer, payer, usd(1), CONDITION, PAST),
        "Expiration date 2020-01-01T00:00:00.000Z is already in the past");
    assertInvalid(
        all("A", payer, payer, usd(1), CONDITION, LATER),
        "Payer FSP and Payee FSP should be different, unless on-us tranfers are allowed by the Scheme");
  }

  @Test
  void shouldReadActiveFlagsFromTheLockedAccounts() {
    Account payer = ledger.accounts.get(position("A", "USD"));
    Account payee = ledger.accounts.get(position("B", "USD"));
    ledger.put(withParticipantActive(payer, false));
    assertInvalid(prepare(usd(1)), "Participant A is inactive");
    ledger.put(payer.withActive(false));
    assertInvalid(prepare(usd(1)), "Participant A USD account is inactive");
    ledger.put(payer);
    ledger.put(withParticipantActive(payee, false));
    assertInvalid(prepare(usd(1)), "Participant B is inactive");
    ledger.put(payee.withActive(false));
    assertInvalid(prepare(usd(1)), "Participant B USD account is inactive");
    Party inactive = new Party("B", true, false, 0);
    assertInvalid(
        all("A", party("A", "USD"), inactive, usd(1), CONDITION, LATER),
        "Participant B is inactive");
  }

  private static Account withParticipantActive(Account it, boolean active) {
    return new Account(
        it.id(),
        it.participantId(),
        it.participant(),
        it.currency(),
        it.type(),
        it.debitsPending(),
        it.debitsPosted(),
        it.creditsPosted(),
        it.netDebitCap(),
        it.liquidity(),
        it.window(),
        it.active(),
        active,
        it.initialised());
  }

  @Test
  void shouldRefuseAbsentAccountsAndThoseOfAnotherCurrency() {
    Party without = new Party("A", true, true, 0);
    assertInvalid(
        all("A", without, party("B", "USD"), usd(1), CONDITION, LATER),
        "Participant A USD account not found");
    assertInvalid(
        all("A", party("A", "USD"), party("B", "EUR"), usd(1), CONDITION, LATER),
        "Participant B USD account not found");
  }

  @Test
  void shouldAcceptAnExpirationThatIsExactlyNow() {
    ledger.now = LATER;
    assertThat(ledger.decide(prepare(usd(1))).outcome().status()).isEqualTo(Status.DONE);
  }

  @Test
  void shouldExpireWhatWasInTimeButWaitedTooLong() {
    ledger.now = LATER.plusMillis(10);
    ledger.waited = Duration.ofMillis(10);
    Decision decision = ledger.decide(prepare(usd(1)));
    assertThat(told(decision)).containsExactly("A ERROR t 3303");
    assertThat(decision.movements()).isEmpty();
    assertThat(ledger.state(T)).isEqualTo(TransferState.EXPIRED_PREPARED);
    assertThat(told(ledger.decide(prepare(usd(1))))).containsExactly("A STATE t ABORTED 3303");
    ledger.transfers.clear();
    ledger.waited = Duration.ofNanos(9_999_999);
    assertInvalid(
        prepare(usd(1)), "Expiration date 2026-03-01T12:00:30.000Z is already in the past");
  }

  @Test
  void shouldTellAnInvalidPrepareItsFaultThoughItHasExpired() {
    ledger.now = LATER.plusSeconds(10);
    ledger.waited = Duration.ofMinutes(1);
    assertInvalid(
        all("A", party("A", "USD"), Party.unknown("nemo"), usd(1), CONDITION, LATER),
        "Participant nemo not found");
  }

  @Test
  void shouldFollowTheExamplesOfClause33() {
    assertThat(transfer("1", 400)).isEqualTo("");
    assertThat(transfer("2", 200)).isEqualTo("4200 Payer limit error");
    assertThat(transfer("3", 100)).as("equality passes").isEqualTo("");
    assertThat(ledger.value("A", "USD")).isEqualTo(500);
    ledger.put(
        ledger
            .accounts
            .get(position("A", "USD"))
            .after(Movement.credit(position("A", "USD"), 300 * UNIT)));
    ledger.decide(new Command.SetNetDebitCap(position("A", "USD"), big(5000)));
    assertThat(transfer("4", 900)).isEqualTo("4001 Payer FSP insufficient liquidity");
    assertThat(transfer("5", 800)).isEqualTo("");
  }

  private String transfer(String id, long amount) {
    Command.Prepare it = prepare(usd(amount));
    Decision decision =
        ledger.decide(
            new Command.Prepare(
                TransferKey.transfer(id),
                it.source(),
                it.payer(),
                it.payee(),
                it.amount(),
                it.condition(),
                it.expiration(),
                it.extensions(),
                it.hash()));
    return decision
        .outcome()
        .failure()
        .map(failure -> failure.code() + " " + failure.description())
        .orElse("");
  }

  @Test
  void shouldKeepTheCauseOfAFailedPositionCheck() {
    Decision decision = ledger.decide(prepare(usd(501)));
    assertThat(told(decision)).containsExactly("A ERROR t 4200");
    assertThat(ledger.state(T)).isEqualTo(TransferState.ABORTED_REJECTED);
    assertThat(ledger.transfers.get(T).failure())
        .contains(new Failure("4200", "Payer limit error"));
    assertThat(ledger.transfers.get(T).completedAt())
        .contains(Instant.parse("2026-03-01T12:00:00.123Z"));
  }

  @Test
  void shouldTakeAnAmountThatNoLongHoldsForMoreThanTheLiquidity() {
    Money huge = new Money("USD", "999999999999999999", OptionalLong.empty());
    assertThat(told(ledger.decide(prepare(huge)))).containsExactly("A ERROR t 4001");
    assertThat(ledger.transfers.get(T).source().amount()).isEqualTo(-1);
  }

  @Test
  void shouldAnswerDuplicatesByClause32() {
    Command.Prepare first = prepare(usd(1));
    Command.Prepare changed =
        new Command.Prepare(
            T,
            "C",
            first.payer(),
            first.payee(),
            first.amount(),
            first.condition(),
            first.expiration(),
            Optional.empty(),
            "other");
    ledger.decide(first);
    assertThat(told(ledger.decide(first))).containsExactly("A STATE t RESERVED");
    Decision modified = ledger.decide(changed);
    assertThat(told(modified)).containsExactly("C ERROR t 3106");
    assertThat(modified.rows()).isEmpty();
    ledger.decide(TestLedger.commit());
    Notice state = ledger.decide(first).notices().getFirst();
    assertThat(state.state()).contains("COMMITTED");
    assertThat(state.fulfilment()).contains(TestLedger.FULFILMENT);
    assertThat(state.extensions()).contains("fulfil's extensions");
  }

  @Test
  void shouldMoveNothingOnBalanceForOnUsTransfersWhereTheyAreAllowed() {
    TestLedger onUs = new TestLedger(new LedgerSettings("Hub", true, true));
    onUs.decide(prepare("A", "A", usd(10)));
    assertThat(onUs.value("A", "USD")).isEqualTo(10);
    Decision committed =
        onUs.decide(TestLedger.fulfil(T, "A", Command.Action.COMMIT, TestLedger.FULFILMENT));
    assertThat(onUs.value("A", "USD")).isZero();
    assertThat(told(committed))
        .as("no confirmation to itself")
        .containsExactly("A FORWARD_FULFIL t");
  }

  @Test
  void shouldStoreWhatASchemeRuleForbidsAsInvalidAndNameTheRuleInTheHistoryOnly() {
    Failure failure = new Failure("4300", "Payer permission error - may not send");
    Command.Prepare forbidden = prepare(usd(100)).refusedBy(new Refusal(failure, "receive-only"));
    Decision decision = ledger.decide(forbidden);
    assertThat(decision.outcome().failure()).contains(failure);
    assertThat(decision.detail()).isEqualTo(failure.description() + " [rule receive-only]");
    assertThat(decision.notices()).containsExactly(Notice.error("A", T, failure));
    assertThat(ledger.state(T)).isEqualTo(TransferState.INVALID);
    assertThat(ledger.transfers.get(T).failure()).contains(failure);
    assertThat(ledger.value("A", "USD")).isZero();
    Notice again = ledger.decide(prepare(usd(100))).notices().getFirst();
    assertThat(again.state())
        .as("a repeat is answered, whatever the rules say now")
        .contains("ABORTED");
  }

  @Test
  void shouldAnswerARepeatWhateverTheRulesSayByNow() {
    ledger.decide(prepare(usd(100)));
    Failure failure = new Failure("4300", "Payer permission error");
    Decision decision = ledger.decide(prepare(usd(100)).refusedBy(new Refusal(failure, "r")));
    assertThat(told(decision)).containsExactly("A STATE t RESERVED");
    assertThat(ledger.state(T)).isEqualTo(TransferState.RESERVED);
  }

  @Test
  void shouldTellItsOwnFaultsBeforeThoseOfSchemeRules() {
    Failure failure = new Failure("4300", "Payer permission error");
    Command.Prepare both =
        all("A", party("A", "USD"), Party.unknown("nemo"), usd(1), CONDITION, LATER)
            .refusedBy(new Refusal(failure, "r"));
    assertInvalid(both, "Participant nemo not found");
  }
}
