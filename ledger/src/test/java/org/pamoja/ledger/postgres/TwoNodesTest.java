package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Two nodes decide on one database. All load is on two accounts, in both directions, which is the
 * worst case for locks and limits. A constraint added by the test turns any overrun of a limit,
 * however brief, into an error.
 */
@Timeout(120)
final class TwoNodesTest {
  private static final long FUNDS = 5_000;
  private static final long CAP = 3_000;
  private static final Executor DIRECT = Runnable::run;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing one = ledger.newNode();
  private final Clearing two = ledger.newNode();
  private final LedgerDatabase.Member alice = ledger.newMember(one, "alice", "USD", FUNDS, CAP);
  private final LedgerDatabase.Member bob = ledger.newMember(two, "bob", "USD", FUNDS, CAP);

  @BeforeEach
  void setTrap() {
    ledger.execute(
        """
        alter table account add constraint limits_hold check (type <> 'POSITION'
          or debits_pending + debits_posted - credits_posted <= least(net_debit_cap, liquidity))""");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldKeepLimitsAndSumsUnderLoadOnTwoHotAccounts() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    long deadlocks = ledger.deadlocks();
    ConcurrentHashMap<Outcome.Status, Integer> ends = new ConcurrentHashMap<>();
    List<CompletableFuture<?>> running = new ArrayList<>();
    for (int number = 0; number < 3_000; number++) {
      String id = "t" + number;
      boolean forth = random.nextBoolean();
      LedgerDatabase.Member payer = forth ? alice : bob;
      LedgerDatabase.Member payee = forth ? bob : alice;
      Clearing first = random.nextBoolean() ? one : two;
      Clearing second = random.nextBoolean() ? one : two;
      Command outcome =
          random.nextInt(4) == 0
              ? Commands.fail(id, payer, payee)
              : Commands.commit(id, payer, payee);
      Command prepare = Commands.prepare(id, payer, payee, "USD", 1 + random.nextInt(200));
      running.add(
          submit(first, prepare)
              .thenCompose(
                  prepared -> {
                    ends.merge(prepared.status(), 1, Integer::sum);
                    return submit(second, outcome);
                  }));
    }
    running.forEach(CompletableFuture::join);
    assertThat(ends.get(Outcome.Status.DONE)).as("reserved").isPositive();
    assertThat(ends.get(Outcome.Status.REFUSED)).as("limits were reached").isPositive();
    assertSound();
    assertThat(ledger.queries().account(alice.position()).orElseThrow().debitsPending()).isZero();
    assertThat(ledger.deadlocks()).isEqualTo(deadlocks);
  }

  @Test
  void shouldDecideOnceWhatBothNodesAreAskedAtTheSameTime() {
    long deadlocks = ledger.deadlocks();
    List<CompletableFuture<?>> running = new ArrayList<>();
    int transfers = 300;
    for (int number = 0; number < transfers; number++) {
      String id = "same" + number;
      Command prepare = Commands.prepare(id, alice, bob, "USD", 1);
      Command commit = Commands.commit(id, alice, bob);
      Command fail = Commands.fail(id, alice, bob);
      running.add(submit(one, prepare));
      running.add(submit(two, prepare));
      running.add(submit(number % 2 == 0 ? one : two, commit));
      running.add(submit(number % 2 == 0 ? two : one, commit));
      running.add(submit(number % 3 == 0 ? one : two, fail));
    }
    running.forEach(CompletableFuture::join);
    for (int number = 0; number < transfers; number++) {
      // An outcome may have come before its prepare: once more, now that all are there.
      submit(one, Commands.commit("same" + number, alice, bob)).join();
    }
    int committed = 0;
    for (int number = 0; number < transfers; number++) {
      committed += check(TransferKey.transfer("same" + number));
    }
    assertThat(ledger.number("select count(*) from event where kind = 'Prepare' and to_state = 2"))
        .isEqualTo(transfers);
    assertThat(
            ledger.number(
                "select count(*) from event where to_state = 6 and about_id like 'same%'"))
        .isEqualTo(committed);
    assertSound();
    assertThat(ledger.deadlocks()).isEqualTo(deadlocks);
  }

  private int check(TransferKey key) {
    Transfer transfer = ledger.queries().transfer(key).orElseThrow();
    List<Posting> postings = ledger.queries().postings(key);
    if (transfer.state() == TransferState.COMMITTED) {
      assertThat(postings).hasSize(2);
      return 1;
    }
    assertThat(transfer.state()).isEqualTo(TransferState.ABORTED_ERROR);
    assertThat(postings).isEmpty();
    return 0;
  }

  private void assertSound() {
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
    ChainVerifier verifier = new ChainVerifier(ledger.pool());
    for (int stream : verifier.streams()) {
      assertThat(verifier.verify(stream, 0, Long.MAX_VALUE).discrepancies()).isEmpty();
    }
  }

  private static CompletableFuture<Outcome> submit(Clearing clearing, Command command) {
    return clearing.submit(LedgerDatabase.submission(command), DIRECT);
  }
}
