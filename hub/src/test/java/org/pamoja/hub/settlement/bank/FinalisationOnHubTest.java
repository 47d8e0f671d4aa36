package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.audit.PostgresAuditLog;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;

/** Finalisations on a real ledger: what moves, what is refused, and every interruption. */
class FinalisationOnHubTest extends FinalisationScene {
  /** The node dies. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void shouldFinaliseToTheLastUnit() {
    Job job = started(good(), EVERYTHING);
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());

    assertFinalised(job.key());
    assertThat(cap(alice)).isEqualTo("899.5");
    assertThat(cap(bob)).isEqualTo("1090.25");
    assertThat(find(job.key()).rows().stream().map(Job.Row::participant)).startsWith(alice);
    assertThat(audited())
        .contains(
            "settlement.finalisation.start",
            "settlement.finalise",
            "settlement.finalisation.completed");
  }

  @Test
  void shouldOnlyMoveTheSettlementOnWhenNothingElseIsChosen() {
    Job job = started(good(), Scene.NOTHING);
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());

    assertThat(find(job.key()).state()).isEqualTo(Job.State.COMPLETED);
    assertThat(state()).isEqualTo("SETTLED");
    assertThat(positions()).containsExactly("0", "0", "0");
    assertThat(funds()).containsExactly("-1000", "-1000", "-1000");
    assertThat(cap(alice)).isEqualTo("10000");
  }

  @Test
  void shouldEndTheSameWhenItIsInterruptedAtEveryPointInTurn() {
    Job job = started(good(), EVERYTHING);
    Set<FinalisationRunner.Point> deaths = EnumSet.noneOf(FinalisationRunner.Point.class);
    FinalisationRunner.Interruptions atNewPoints =
        point -> {
          if (deaths.add(point)) {
            throw new Death();
          }
        };
    for (int run = 0; run < FinalisationRunner.Point.values().length; run++) {
      assertThatThrownBy(() -> runner(atNewPoints).run(job.key())).isInstanceOf(Death.class);
      assertThat(find(job.key()).state()).isEqualTo(Job.State.RUNNING);
    }
    runner(atNewPoints).run(job.key());
    assertFinalised(job.key());
  }

  @Test
  void shouldEndTheSameWhenEachRunGetsOneStepFurther() {
    Job job = started(good(), EVERYTHING);
    AtomicInteger runs = new AtomicInteger();
    boolean alive = false;
    while (!alive) {
      AtomicInteger left = new AtomicInteger(runs.incrementAndGet());
      try {
        runner(
                _ -> {
                  if (left.decrementAndGet() == 0) {
                    throw new Death();
                  }
                })
            .run(job.key());
        alive = true;
      } catch (Death expected) {
        assertThat(find(job.key()).state()).isEqualTo(Job.State.RUNNING);
      }
    }
    assertThat(runs.get()).isGreaterThan(5);
    assertFinalised(job.key());
  }

  @ParameterizedTest
  @EnumSource(
      value = FinalisationRunner.Point.class,
      names = {"ASKING", "COMMITTED"})
  void shouldNotBookTwiceWhenFundsMoveBetweenTwoAttempts(FinalisationRunner.Point point) {
    Job job = started(good(), FUNDS);
    AtomicInteger deaths = new AtomicInteger();
    assertThatThrownBy(
            () ->
                runner(
                        reached -> {
                          if (reached == point && deaths.getAndIncrement() == 0) {
                            throw new Death();
                          }
                        })
                    .run(job.key()))
        .isInstanceOf(Death.class);
    admin.call(
        "POST",
        "/participants/" + alice + "/accounts/" + admin.account(alice, "SETTLEMENT"),
        TestAdmin.fundsIn("7"));

    runner(FinalisationRunner.Interruptions.NONE).run(job.key());

    if (point == FinalisationRunner.Point.ASKING) {
      assertThat(find(job.key()).state()).isEqualTo(Job.State.STOPPED);
      finalisations().resume(job.key(), true, OPERATOR);
      runner(FinalisationRunner.Interruptions.NONE).run(job.key());
    }
    // Asked anew, the bank's balance counts; committed before, what came in later is on top.
    String expected = point == FinalisationRunner.Point.ASKING ? "-899.5" : "-906.5";
    assertThat(funds()).containsExactly(expected, "-1090.25", "-1010.25");
    assertThat(positions()).containsExactly("0", "0", "0");
    assertThat(find(job.key()).rows().stream().map(Job.Row::state)).containsOnly(Job.RowState.DONE);
  }

  @Test
  void shouldDoNothingOfAFileWithErrors() {
    Finalisations.Started refused =
        finalisations()
            .start(settlement, upload(good().replace("899.5", "-1")), FUNDS, "r", OPERATOR);
    assertThat(refused.job()).isEmpty();
    assertThat(refused.preview().findings())
        .extracting(Finding::code)
        .contains(FindingCode.BALANCE_BELOW_ZERO);
    assertUntouched();
  }

  @Test
  void shouldWantEachWarningConfirmed() {
    String odd = good().replace(",899.5,", ",900,");
    assertThat(finalisations().start(settlement, upload(odd), FUNDS, "r", OPERATOR).job())
        .isEmpty();
    Choice other = new Choice(true, false, false, Set.of(FindingCode.SUM_NOT_ZERO));
    assertThat(finalisations().start(settlement, upload(odd), other, "r", OPERATOR).job())
        .isEmpty();
    assertUntouched();

    Choice confirmed = new Choice(true, false, false, Set.of(FindingCode.BALANCE_DIFFERS));
    Job job =
        finalisations()
            .start(settlement, upload(odd), confirmed, "r", OPERATOR)
            .job()
            .orElseThrow();
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());
    assertThat(funds()).containsExactly("-900", "-1090.25", "-1010.25");
  }

  @Test
  void shouldSettleWhoIsMissingInTheFileWithoutTouchingItsFunds() {
    String without =
        good().lines().filter(line -> !line.contains(carol)).reduce("", (a, b) -> a + b + "\n");
    Choice confirmed =
        new Choice(true, true, true, Set.of(FindingCode.ACCOUNT_MISSING, FindingCode.SUM_NOT_ZERO));
    Job job =
        finalisations()
            .start(settlement, upload(without), confirmed, "r", OPERATOR)
            .job()
            .orElseThrow();
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());
    assertThat(state()).isEqualTo("SETTLED");
    assertThat(funds()).containsExactly("-899.5", "-1090.25", "-1000");
    assertThat(positions()).containsExactly("0", "0", "0");
  }

  @Test
  void shouldStopBeforeAnybodyIsPaidWhenWhoOwesIsRefusedAndGoOnWhenResumed() {
    Job job = started(good(), FUNDS);
    List<String> asked = new ArrayList<>();
    runner(refusingFirst(1, asked), FinalisationRunner.Interruptions.NONE).run(job.key());

    Job stopped = find(job.key());
    assertThat(stopped.state()).isEqualTo(Job.State.STOPPED);
    assertThat(stopped.detail()).isEqualTo("refused for " + alice);
    assertThat(stopped.rows().getFirst().state()).isEqualTo(Job.RowState.FAILED);
    assertThat(stopped.rows().getFirst().detail()).isEqualTo("not today");
    assertThat(asked).as("nobody who is owed").hasSize(1);
    assertThat(funds()).containsExactly("-1000", "-1000", "-1000");
    assertThat(state()).isEqualTo("PS_TRANSFERS_RESERVED");

    finalisations().resume(job.key(), false, OPERATOR);
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());
    assertFinalised(job.key());
  }

  @Test
  void shouldBookNothingThatWasNotAcceptedWhenFundsHaveMovedSince() throws InterruptedException {
    Job job = started(good(), FUNDS);
    runner(refusingFirst(1, new ArrayList<>()), FinalisationRunner.Interruptions.NONE)
        .run(job.key());
    admin.call(
        "POST",
        "/participants/" + alice + "/accounts/" + admin.account(alice, "SETTLEMENT"),
        TestAdmin.fundsIn("1000000"));

    finalisations().resume(job.key(), false, OPERATOR);
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());

    Job stopped = find(job.key());
    assertThat(stopped.state()).isEqualTo(Job.State.STOPPED);
    assertThat(stopped.rows().getFirst().state()).isEqualTo(Job.RowState.FAILED);
    assertThat(stopped.rows().getFirst().detail())
        .startsWith("balance moved since the file was accepted: it was 1000.00, it is 1001000.00");
    assertThat(funds()).containsExactly("-1001000", "-1000", "-1000");

    TestAdmin.Answer resumed =
        admin.call(
            "POST",
            "/settlements/%d/finalisations/1/resume?confirm=BALANCE_MOVED".formatted(settlement));
    assertThat(resumed.status()).as(resumed.toString()).isEqualTo(202);
    assertThat(resumed.json().at("/accounts/0/hubBalance").asString()).isEqualTo("1001000");
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());
    Instant end = Instant.now().plusSeconds(30);
    while (find(job.key()).state() == Job.State.RUNNING && Instant.now().isBefore(end)) {
      Thread.sleep(20); // the node itself may have taken it
    }
    assertThat(find(job.key()).state()).isEqualTo(Job.State.COMPLETED);
    assertThat(funds()).containsExactly("-899.5", "-1090.25", "-1010.25");
  }

  @Test
  void shouldNoteWhatTheLedgerDidThoughItSeemedRefused() {
    Job job = started(good(), FUNDS);
    SettlementSteps real = admin.steps();
    SettlementSteps deaf =
        new SettlementSteps() {
          @Override
          public Optional<String> advance(
              long id, List<Long> accounts, String target, String reason, Principal by) {
            return real.advance(id, accounts, target, reason, by);
          }

          @Override
          public Optional<String> commit(
              long id,
              long account,
              Optional<Finalisation> finalisation,
              String reason,
              Principal by) {
            return real.commit(id, account, finalisation, reason, by).or(() -> Optional.of("?"));
          }
        };
    runner(deaf, FinalisationRunner.Interruptions.NONE).run(job.key());
    assertFinalised(job.key());
  }

  @Test
  void shouldWantThePermissionsOfAllThatIsChanged() {
    AdminRoute finalise = route("POST", "/v2/settlements/{id}/finalisations");
    assertThat(finalise.permissionsFor(Map.of("processFunds", "true")))
        .containsOnly(Permission.ADMIN_SETTLEMENT, Permission.ADMIN_FUNDS);
    for (String caps : List.of("processNdcIncreases", "processNdcDecreases")) {
      assertThat(finalise.permissionsFor(Map.of(caps, "true")))
          .containsOnly(
              Permission.ADMIN_SETTLEMENT, Permission.ADMIN_FUNDS, Permission.ADMIN_PARTICIPANTS);
    }
    assertThat(route("PUT", "/participants/{name}/bank-identifier").permissionsFor(Map.of()))
        .containsOnly(Permission.ADMIN_PARTICIPANTS, Permission.ADMIN_FUNDS);
  }

  private static AdminRoute route(String method, String template) {
    return admin.routes().stream()
        .filter(route -> route.method().equals(method) && route.template().equals(template))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldNeitherStartNorFinaliseWhatTheAuditLogDoesNotHold() {
    BankParts unaudited = parts(admin.steps(), failing("settlement.finalisation.start"));
    assertThatThrownBy(
            () ->
                new Finalisations(unaudited, stoppedJobs(unaudited))
                    .start(settlement, upload(good()), FUNDS, "r", OPERATOR))
        .hasMessage("no audit");
    assertThat(finalisations().of(settlement)).isEmpty();

    Job job = started(good(), FUNDS);
    BankParts dying = parts(admin.steps(), failing("settlement.finalise"));
    assertThatThrownBy(
            () ->
                new FinalisationRunner(dying, FinalisationRunner.Interruptions.NONE).run(job.key()))
        .hasMessage("no audit");
    assertThat(find(job.key()).rows().stream().map(Job.Row::state))
        .as("what the log does not tell is not noted either")
        .containsOnly(Job.RowState.PLANNED);
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());
    assertFinalised(job.key());
  }

  private static AuditLog failing(String lost) {
    AuditLog real = new PostgresAuditLog(admin.jdbi(), "test", InstantSource.system());
    return (by, action, target, details) -> {
      if (action.equals(lost)) {
        throw new IllegalStateException("no audit");
      }
      real.record(by, action, target, details);
    };
  }

  @Test
  void shouldNoteWhatWasCommittedByHand() {
    Job job = started(good(), FUNDS);
    assertThatThrownBy(
            () ->
                runner(
                        reached -> {
                          if (reached == FinalisationRunner.Point.RESERVED) {
                            throw new Death();
                          }
                        })
                    .run(job.key()))
        .isInstanceOf(Death.class);
    long account = admin.account(alice, "POSITION");
    admin.steps().commit(settlement, account, Optional.empty(), "by hand", OPERATOR);

    runner(FinalisationRunner.Interruptions.NONE).run(job.key());

    Job done = find(job.key());
    assertThat(done.state()).isEqualTo(Job.State.COMPLETED);
    assertThat(done.rows().getFirst().state()).isEqualTo(Job.RowState.SKIPPED);
    assertThat(funds()).containsExactly("-1000", "-1090.25", "-1010.25");
  }

  @Test
  void shouldFindTheSameFileAgainAndRefuseAnotherWhileOneRuns() {
    Job job = started(good(), FUNDS);
    assertThat(started(good(), FUNDS).key()).isEqualTo(job.key());
    assertThatThrownBy(() -> started(good(), EVERYTHING))
        .isInstanceOf(FspiopException.class)
        .hasMessageContaining("finalisation 1 of the settlement is running");
    runner(FinalisationRunner.Interruptions.NONE).run(job.key());
    assertThat(started(good(), FUNDS).key()).isEqualTo(job.key());
    int starts =
        admin
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT count(*) FROM audit_entry WHERE target = :id"
                                + " AND action = 'settlement.finalisation.start'")
                        .bind("id", Long.toString(settlement))
                        .mapTo(Integer.class)
                        .one());
    assertThat(starts).isEqualTo(1);
    assertThat(finalisations().of(settlement)).hasSize(1);
  }

  @Test
  void shouldLetOneNodeAtATimeWorkOnAFinalisation() {
    Job job = started(good(), FUNDS);
    FinalisationRunner other = runner(FinalisationRunner.Interruptions.NONE);
    runner(
            reached -> {
              if (reached == FinalisationRunner.Point.RESERVED) {
                other.run(job.key()); // does nothing: this one holds it
                assertThat(positions().getFirst()).isNotEqualTo("0");
              }
            })
        .run(job.key());
    assertFinalised(job.key());
  }

  @Test
  void shouldCarryOnWhatAnotherNodeHasLeft() throws InterruptedException {
    Job job = started(good(), EVERYTHING);
    BankParts parts = parts(admin.steps());
    try (FinalisationJobs survivor =
        new FinalisationJobs(
            parts.jdbi(), parts.store(), runner(FinalisationRunner.Interruptions.NONE))) {
      survivor.start(Duration.ofMillis(50));
      Instant end = Instant.now().plusSeconds(30);
      while (find(job.key()).state() == Job.State.RUNNING && Instant.now().isBefore(end)) {
        Thread.sleep(20);
      }
    }
    assertFinalised(job.key());
  }

  @Test
  void shouldRefuseUnknownSettlementsAndFinalisations() {
    assertThatThrownBy(() -> finalisations().preview(99, upload(good()), FUNDS))
        .hasMessageContaining("Settlement with ID '99' not found");
    assertThatThrownBy(() -> find(new Job.Key(settlement, 1)))
        .hasMessageContaining("settlement " + settlement + " has no finalisation 1");
    assertThatThrownBy(() -> finalisations().of(99)).isInstanceOf(FspiopException.class);
  }
}
