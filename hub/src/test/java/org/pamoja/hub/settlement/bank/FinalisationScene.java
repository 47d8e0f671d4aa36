package org.pamoja.hub.settlement.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.pamoja.hub.admin.TestAdmin;
import org.pamoja.hub.admin.TestPayments;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.audit.PostgresAuditLog;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import tools.jackson.databind.JsonNode;

/**
 * Three participants whose day is to be finalised, and what the tests of it do and look at: alice
 * owes 100.50, bob is owed 90.25 and carol 10.25. Each begins with funds of 1000 and a cap of
 * 10000.
 */
abstract class FinalisationScene {
  static final Principal OPERATOR = new Principal("alice", Principal.Kind.OPERATOR);
  static final Choice FUNDS = new Choice(true, false, false, Set.of());
  static final Choice EVERYTHING = new Choice(true, true, true, Set.of());

  private static final AtomicInteger TESTS = new AtomicInteger();
  static TestAdmin admin;

  private final int test = TESTS.incrementAndGet();
  final String alice = "alice" + test;
  final String bob = "bob" + test;
  final String carol = "carol" + test;
  long settlement;

  @BeforeAll
  static void open() {
    admin = new TestAdmin();
  }

  @AfterAll
  static void close() {
    admin.close();
  }

  @BeforeEach
  void settleADay() {
    admin.provisioned(alice, bob, carol);
    TestPayments payments = new TestPayments(admin);
    payments.pay(alice, bob, "USD", 90_2500);
    payments.pay(alice, carol, "USD", 10_2500);
    long window =
        admin
            .call("GET", "/v2/settlementWindows?state=OPEN")
            .json()
            .get(0)
            .get("settlementWindowId")
            .asLong();
    assertThat(
            admin
                .call(
                    "POST", "/v2/settlementWindows/" + window, "{'state':'CLOSED','reason':'end'}")
                .status())
        .isEqualTo(200);
    JsonNode made =
        admin
            .call(
                "POST",
                "/v2/settlements",
                "{'settlementModel':'DEFAULTDEFERREDNET','reason':'daily','settlementWindows':[{'id':"
                    + window
                    + "}]}")
            .json();
    settlement = made.get("id").asLong();
  }

  void assertFinalised(Job.Key key) {
    Job job = find(key);
    assertThat(job.state()).as(job.detail()).isEqualTo(Job.State.COMPLETED);
    assertThat(job.rows().stream().map(Job.Row::state)).containsOnly(Job.RowState.DONE);
    assertThat(state()).isEqualTo("SETTLED");
    assertThat(positions()).containsExactly("0", "0", "0");
    assertThat(funds()).containsExactly("-899.5", "-1090.25", "-1010.25");
    assertThat(job.rows().stream().map(row -> row.done().funds().orElse(0)))
        .containsExactlyInAnyOrder(-1_005_000L, 902_500L, 102_500L);
    assertThat(admin.queries().proveBooks().discrepancies()).isEmpty();
  }

  void assertUntouched() {
    assertThat(finalisations().of(settlement)).isEmpty();
    assertThat(state()).isEqualTo("PENDING_SETTLEMENT");
    assertThat(funds()).containsExactly("-1000", "-1000", "-1000");
    assertThat(cap(alice)).isEqualTo("10000");
  }

  /** Refuses the first commits without asking the ledger. */
  SettlementSteps refusingFirst(int commits, List<String> asked) {
    SettlementSteps real = admin.steps();
    return new SettlementSteps() {
      @Override
      public Optional<String> advance(
          long id, List<Long> accounts, String target, String reason, Principal by) {
        return real.advance(id, accounts, target, reason, by);
      }

      @Override
      public Optional<String> commit(
          long id, long account, Optional<Finalisation> finalisation, String reason, Principal by) {
        asked.add(Long.toString(account));
        return asked.size() <= commits
            ? Optional.of("not today")
            : real.commit(id, account, finalisation, reason, by);
      }
    };
  }

  Job started(String file, Choice choice) {
    return finalisations()
        .start(settlement, upload(file), choice, "test", OPERATOR)
        .job()
        .orElseThrow();
  }

  Job find(Job.Key key) {
    return finalisations().find(key);
  }

  /** Jobs that never run by themselves: the tests run them. */
  Finalisations finalisations() {
    BankParts parts = parts(admin.steps());
    return new Finalisations(parts, stoppedJobs(parts));
  }

  FinalisationJobs stoppedJobs(BankParts parts) {
    FinalisationJobs jobs =
        new FinalisationJobs(
            parts.jdbi(), parts.store(), runner(FinalisationRunner.Interruptions.NONE));
    jobs.close();
    return jobs;
  }

  FinalisationRunner runner(FinalisationRunner.Interruptions interruptions) {
    return runner(admin.steps(), interruptions);
  }

  FinalisationRunner runner(SettlementSteps steps, FinalisationRunner.Interruptions interruptions) {
    return new FinalisationRunner(parts(steps), interruptions);
  }

  static BankParts parts(SettlementSteps steps) {
    return parts(steps, new PostgresAuditLog(admin.jdbi(), "test", InstantSource.system()));
  }

  static BankParts parts(SettlementSteps steps, AuditLog audit) {
    InstantSource clock = InstantSource.system();
    return new BankParts(
        admin.jdbi(),
        new JobStore(),
        new FactsReader(),
        steps,
        admin.queries(),
        audit,
        clock,
        () -> UUID.randomUUID().toString());
  }

  static Finalisations.Upload upload(String csv) {
    return new Finalisations.Upload("text/csv", csv.getBytes(StandardCharsets.UTF_8));
  }

  /** The file of a bank that has done as it was told. */
  String good() {
    return "Settlement ID,%d\n,\n,\n,\n\nheadings\n".formatted(settlement)
        + row(alice, "899.5", "100.50")
        + row(bob, "\"1,090.25\"", "(90.25)")
        + row(carol, "1010.25", "-10.25");
  }

  String row(String name, String balance, String transfer) {
    long id =
        admin
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT id FROM participant WHERE name = :n")
                        .bind("n", name)
                        .mapTo(Long.class)
                        .one());
    return "%d %d %s,BANK,%s,%s,USD\n"
        .formatted(id, admin.account(name, "POSITION"), name, balance, transfer);
  }

  List<String> positions() {
    return List.of(alice, bob, carol).stream().map(name -> admin.value(name, "POSITION")).toList();
  }

  List<String> funds() {
    return List.of(alice, bob, carol).stream()
        .map(name -> new BigDecimal(admin.value(name, "SETTLEMENT")).toPlainString())
        .toList();
  }

  String cap(String name) {
    return admin
        .call("GET", "/participants/" + name + "/limits")
        .json()
        .get(0)
        .at("/limit/value")
        .asString();
  }

  String state() {
    return admin.call("GET", "/v2/settlements/" + settlement).json().get("state").asString();
  }

  Set<String> audited() {
    return admin
        .jdbi()
        .withHandle(
            handle ->
                Set.copyOf(
                    handle
                        .createQuery("SELECT action FROM audit_entry")
                        .mapTo(String.class)
                        .list()));
  }
}
