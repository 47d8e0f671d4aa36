package org.pamoja.ledger.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.ledger.transfer.TestLedger.FULFILMENT;
import static org.pamoja.ledger.transfer.TestLedger.LATER;
import static org.pamoja.ledger.transfer.TestLedger.T;
import static org.pamoja.ledger.transfer.TestLedger.UNIT;
import static org.pamoja.ledger.transfer.TestLedger.WRONG_FULFILMENT;
import static org.pamoja.ledger.transfer.TestLedger.commit;
import static org.pamoja.ledger.transfer.TestLedger.fail;
import static org.pamoja.ledger.transfer.TestLedger.fulfil;
import static org.pamoja.ledger.transfer.TestLedger.position;
import static org.pamoja.ledger.transfer.TestLedger.prepare;
import static org.pamoja.ledger.transfer.TestLedger.told;
import static org.pamoja.ledger.transfer.TestLedger.usd;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.event.Notice;

/** transfers §5 and §6. */
class OutcomeRulesTest {
  private final TestLedger ledger = new TestLedger();
  private final TestLedger confirming = new TestLedger(new LedgerSettings("Hub", false, true));

  private static Command.Fulfil with(
      Command.Fulfil it, String source, Optional<String> destination, String hash) {
    return new Command.Fulfil(
        it.key(),
        source,
        destination,
        it.action(),
        it.reserveUnderstood(),
        it.fulfilment(),
        it.completedAt(),
        it.extensions(),
        hash);
  }

  @Test
  void shouldPostBothSidesInTheOpenWindowWhenFulfilled() {
    ledger.decide(prepare(usd(100)));
    Decision decision = ledger.decide(commit());
    assertThat(ledger.state(T)).isEqualTo(TransferState.COMMITTED);
    assertThat(ledger.value("A", "USD")).isEqualTo(100);
    assertThat(ledger.value("B", "USD")).isEqualTo(-100);
    assertThat(decision.postings())
        .containsExactly(
            new Posting(T, position("A", "USD"), true, 100 * UNIT, 7, EntryType.PRINCIPLE_VALUE),
            new Posting(T, position("B", "USD"), false, 100 * UNIT, 7, EntryType.PRINCIPLE_VALUE));
    assertThat(told(decision)).containsExactly("A FORWARD_FULFIL t");
  }

  @Test
  void shouldPostNothingForAnAmountOfZero() {
    ledger.decide(prepare(usd(0)));
    assertThat(ledger.decide(commit()).postings()).isEmpty();
    assertThat(ledger.state(T)).isEqualTo(TransferState.COMMITTED);
  }

  @Test
  void shouldTellBothInTheHubsWordsForReserve() {
    ledger.decide(prepare(usd(1)));
    Decision decision = ledger.decide(fulfil(T, "B", Action.RESERVE, FULFILMENT));
    assertThat(told(decision)).containsExactly("A STATE t COMMITTED", "B STATE_PATCH t COMMITTED");
    assertThat(decision.notices().getFirst().fulfilment()).contains(FULFILMENT);
    assertThat(decision.notices().getLast().fulfilment()).isEmpty();
    assertThat(decision.notices())
        .allSatisfy(
            notice ->
                assertThat(notice.completedAt())
                    .contains(Instant.parse("2026-03-01T12:00:00.123Z")));
  }

  @Test
  void shouldKeepTheMessagesOwnCompletedTimestamp() {
    ledger.decide(prepare(usd(1)));
    Instant own = Instant.parse("2026-03-01T11:59:59.5Z");
    ledger.decide(
        new Command.Fulfil(
            T,
            "B",
            Optional.of("A"),
            Action.COMMIT,
            true,
            Optional.of(FULFILMENT),
            Optional.of(own),
            Optional.empty(),
            "hash"));
    assertThat(ledger.transfers.get(T).completedAt()).contains(own);
    assertThat(ledger.transfers.get(T).extensions()).contains("prepare's extensions");
  }

  @Test
  void shouldConfirmToThePayeeOnlyWhereTheSchemeWantsIt() {
    confirming.decide(prepare(usd(1)));
    assertThat(told(confirming.decide(commit())))
        .containsExactly("A FORWARD_FULFIL t", "B STATE t COMMITTED");
    TestLedger failing = new TestLedger(new LedgerSettings("Hub", false, true));
    failing.decide(prepare(usd(1)));
    assertThat(told(failing.decide(fail(T, "B"))))
        .containsExactly("A FORWARD_ERROR t", "B ERROR t 5104");
  }

  @Test
  void shouldTellOneDfspOnBothSidesOnlyOnce() {
    List<Command> ends =
        List.of(
            fail(T, "A"),
            fulfil(T, "A", Action.COMMIT, WRONG_FULFILMENT),
            with(commit(), "C", Optional.empty(), "hash"),
            new Command.Expire(T));
    for (Command end : ends) {
      TestLedger onUs = new TestLedger(new LedgerSettings("Hub", true, true));
      onUs.decide(prepare("A", "A", usd(1)));
      onUs.now = end instanceof Command.Expire ? LATER : onUs.now;
      assertThat(onUs.decide(end).notices()).as(end.toString()).hasSize(1);
      assertThat(onUs.state(T).external()).isEqualTo("ABORTED");
    }
  }

  @Test
  void shouldTellOneDfspOnBothSidesItsTwoDifferentMessages() {
    TestLedger onUs = new TestLedger(new LedgerSettings("Hub", true, true));
    onUs.decide(prepare("A", "A", usd(1)));
    assertThat(told(onUs.look(fulfil(T, "A", Action.RESERVE, FULFILMENT))))
        .containsExactly("A STATE t COMMITTED", "A STATE_PATCH t COMMITTED");
    assertThat(told(onUs.look(fulfil(T, "A", Action.RESERVE, WRONG_FULFILMENT))))
        .containsExactly("A ERROR t 3100", "A STATE_PATCH t ABORTED 3100");
  }

  @Test
  void shouldIgnoreReserveInVersion10BeforeLookingForTheTransfer() {
    Command.Fulfil it = fulfil(T, "B", Action.RESERVE, FULFILMENT);
    Command.Fulfil old =
        new Command.Fulfil(
            T,
            "B",
            Optional.empty(),
            Action.RESERVE,
            false,
            it.fulfilment(),
            Optional.empty(),
            Optional.empty(),
            "hash");
    assertThat(ledger.decide(old)).isEqualTo(Decision.IGNORED);
    ledger.decide(prepare(usd(1)));
    assertThat(ledger.decide(old)).isEqualTo(Decision.IGNORED);
    assertThat(ledger.state(T)).isEqualTo(TransferState.RESERVED);
  }

  @Test
  void shouldTellTheSenderThatATransferIsUnknown() {
    Decision decision = ledger.decide(commit());
    assertThat(told(decision)).containsExactly("B ERROR t 2001");
    assertThat(decision.outcome().failure().orElseThrow().description())
        .isEqualTo("Internal server error - transfer not found");
    assertThat(told(ledger.decide(fail(T, "B")))).containsExactly("B ERROR t 2001");
  }

  @Test
  void shouldNotLetParticipantsEndRecordsOfFunds() {
    ledger.decide(
        new Command.FundsOutReserve(
            T, TestLedger.funds("A"), usd(10), "out", LATER, Optional.empty(), "hash"));
    assertThat(told(ledger.decide(fulfil(T, "Hub", Action.COMMIT, FULFILMENT))))
        .containsExactly("Hub ERROR t 2001");
    assertThat(told(ledger.decide(fail(T, "Hub")))).containsExactly("Hub ERROR t 2001");
    assertThat(ledger.state(T)).isEqualTo(TransferState.RESERVED);
  }

  @Test
  void shouldAbortWhenTheMessageIsNotBetweenTheParties() {
    ledger.decide(prepare(usd(1)));
    assertThat(ledger.look(with(commit(), "b", Optional.of("a"), "hash")).outcome())
        .as("names ignore case")
        .isEqualTo(Outcome.DONE);
    Decision source = ledger.look(with(commit(), "C", Optional.empty(), "hash"));
    assertThat(source.outcome().failure())
        .contains(
            Failure.validation(
                "fspiop-source does not match payee fsp on the Fulfil callback response"));
    Decision both = ledger.decide(with(commit(), "C", Optional.of("C"), "hash"));
    assertThat(both.outcome().failure())
        .contains(
            Failure.validation(
                "fspiop-destination does not match payer fsp on the Fulfil callback response"));
    assertThat(told(both)).containsExactly("A ERROR t 3100");
    assertThat(ledger.state(T)).isEqualTo(TransferState.ABORTED_ERROR);
    assertThat(ledger.value("A", "USD")).isZero();
    assertThat(ledger.transfers.get(T).fulfilHash()).as("not remembered").isEmpty();
  }

  @Test
  void shouldNeverAbortWhatIsFinishedBecauseOfABadMessage() {
    ledger.decide(prepare(usd(1)));
    ledger.decide(commit());
    Decision decision = ledger.decide(with(commit(), "C", Optional.empty(), "hash"));
    assertThat(told(decision)).containsExactly("C ERROR t 3100");
    assertThat(decision.rows()).isEmpty();
    assertThat(ledger.state(T)).isEqualTo(TransferState.COMMITTED);
  }

  @Test
  void shouldAbortWhenTheFulfilmentIsWrongMissingOrNotDecodable() {
    for (String fulfilment :
        new String[] {WRONG_FULFILMENT, null, "AAAA", "?", FULFILMENT + "AAAAAAAA"}) {
      TestLedger fresh = new TestLedger();
      fresh.decide(prepare(usd(1)));
      Decision decision = fresh.decide(fulfil(T, "B", Action.RESERVE, fulfilment));
      assertThat(told(decision)).containsExactly("A ERROR t 3100", "B STATE_PATCH t ABORTED 3100");
      assertThat(decision.notices().getLast().withId()).isTrue();
      assertThat(fresh.state(T)).isEqualTo(TransferState.ABORTED_ERROR);
      assertThat(fresh.value("A", "USD")).isZero();
      assertThat(fresh.transfers.get(T).failure())
          .contains(Failure.validation("invalid fulfilment"));
    }
  }

  @Test
  void shouldTellThePayeeOfABadCommitOnlyWhereTheSchemeWantsIt() {
    ledger.decide(prepare(usd(1)));
    assertThat(told(ledger.decide(fulfil(T, "B", Action.COMMIT, WRONG_FULFILMENT))))
        .containsExactly("A ERROR t 3100");
    confirming.decide(prepare(usd(1)));
    assertThat(told(confirming.decide(fulfil(T, "B", Action.COMMIT, WRONG_FULFILMENT))))
        .containsExactly("A ERROR t 3100", "B ERROR t 3100");
  }

  @Test
  void shouldAnswerDuplicatesByClause52() {
    ledger.decide(prepare(usd(1)));
    ledger.decide(commit());
    assertThat(told(ledger.decide(commit()))).containsExactly("B STATE t COMMITTED");
    assertThat(told(ledger.decide(with(commit(), "B", Optional.empty(), "other"))))
        .containsExactly("B ERROR t 3106");
    assertThat(told(ledger.decide(fail(T, "B"))))
        .as("a store of its own")
        .containsExactly("B ERROR t 3100");
    assertThat(told(ledger.decide(fail(T, "B")))).containsExactly("B STATE t COMMITTED");
    Transfer settled =
        ledger
            .transfers
            .get(T)
            .inState(TransferState.SETTLED, LATER, ledger.transfers.get(T).prepared());
    ledger.transfers.put(T, settled);
    assertThat(told(ledger.decide(commit())))
        .as("settled shows as committed")
        .containsExactly("B STATE t COMMITTED");
  }

  @Test
  void shouldOnlyRememberARejection() {
    ledger.decide(prepare(usd(1)));
    Decision decision = ledger.decide(fulfil(T, "B", Action.REJECT, null));
    assertThat(decision.notices()).isEmpty();
    assertThat(ledger.state(T)).isEqualTo(TransferState.RESERVED);
    assertThat(ledger.value("A", "USD")).isEqualTo(1);
    assertThat(ledger.decide(fulfil(T, "B", Action.REJECT, null))).isEqualTo(Decision.IGNORED);
    assertThat(told(ledger.decide(with(commit(), "B", Optional.empty(), "genuine"))))
        .containsExactly("B ERROR t 3106");
    assertThat(told(ledger.decide(fail(T, "B")))).containsExactly("A FORWARD_ERROR t");
    assertThat(ledger.state(T)).isEqualTo(TransferState.ABORTED_ERROR);
  }

  @Test
  void shouldTellThePayeeThatItIsTooLate() {
    ledger.decide(prepare(usd(1)));
    ledger.now = LATER;
    Decision late = ledger.look(fulfil(T, "B", Action.RESERVE, FULFILMENT));
    assertThat(told(late)).containsExactly("B ERROR t 3303", "B STATE_PATCH t ABORTED");
    ledger.decide(new Command.Expire(T));
    Decision ended = ledger.decide(fulfil(T, "B", Action.RESERVE, FULFILMENT));
    assertThat(told(ended)).containsExactly("B ERROR t 3100", "B STATE_PATCH t ABORTED");
    assertThat(ended.outcome().failure())
        .contains(Failure.validation("non-RESERVED transfer state"));
    assertThat(ledger.state(T)).isEqualTo(TransferState.EXPIRED_RESERVED);
  }

  @Test
  void shouldAbortOnThePayeesErrorAndForwardIt() {
    ledger.decide(prepare(usd(1)));
    Decision decision = ledger.decide(fail(T, "B"));
    assertThat(told(decision)).containsExactly("A FORWARD_ERROR t");
    assertThat(ledger.state(T)).isEqualTo(TransferState.ABORTED_ERROR);
    assertThat(ledger.transfers.get(T).failure()).contains(new Failure("5104", "Payee rejected"));
    assertThat(ledger.value("A", "USD")).isZero();
  }

  @Test
  void shouldExpireAReservationAndTellBoth() {
    ledger.decide(prepare(usd(1)));
    ledger.now = LATER.minusNanos(1_000);
    Decision early = ledger.decide(new Command.Expire(T));
    assertThat(early.outcome().status()).as("may be asked again").isEqualTo(Status.REFUSED);
    assertThat(early.isRecorded()).isFalse();
    ledger.now = LATER;
    Decision decision = ledger.decide(new Command.Expire(T));
    assertThat(ledger.look(new Command.Expire(T))).as("over").isEqualTo(Decision.IGNORED);
    Failure expired = new Failure("3303", "Transfer expired");
    assertThat(decision.notices())
        .isEqualTo(List.of(Notice.error("A", T, expired), Notice.error("B", T, expired)));
    assertThat(ledger.state(T)).isEqualTo(TransferState.EXPIRED_RESERVED);
    assertThat(ledger.value("A", "USD")).isZero();
  }

  @Test
  void shouldLeaveWhatWasForwardedToTheOtherScheme() {
    ledger.decide(prepare(usd(1)));
    Transfer row = ledger.transfers.get(T);
    ledger.transfers.put(T, row.inState(TransferState.RESERVED_FORWARDED, LATER, row.prepared()));
    ledger.now = LATER.plusSeconds(100);
    assertThat(ledger.decide(new Command.Expire(T))).isEqualTo(Decision.IGNORED);
    ledger.decide(commit());
    assertThat(ledger.state(T)).isEqualTo(TransferState.COMMITTED);
  }
}
