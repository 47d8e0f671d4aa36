package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.postgres.AccountHistory.EntrySum;
import org.pamoja.ledger.postgres.AccountHistory.Statement;

/** Point-in-time balances and window statements against balances noted down at the time. */
@Timeout(120)
final class AccountHistoryTest {
  private static final long PLENTY = 1_000_000;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing clearing = ledger.newNode();
  private final AccountHistory history = new AccountHistory(ledger.pool());
  private final SettlementWindows windows = new SettlementWindows(ledger.pool());
  private final LedgerDatabase.Member alice =
      ledger.newMember(clearing, "alice", "USD", PLENTY, PLENTY);
  private final LedgerDatabase.Member bob =
      ledger.newMember(clearing, "bob", "USD", PLENTY, PLENTY);

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldTellWhatWasHeldAtEveryMomentOfARandomHistory() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("AccountHistoryTest seed " + seed);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<Instant, Map<Long, BigInteger>> noted = new TreeMap<>();
    Map<Long, Map<Long, BigInteger>> openings = new TreeMap<>();
    openings.put(1L, zeroes());
    for (int step = 0; step < 60; step++) {
      act(random, step, openings);
      if (random.nextInt(3) == 0) {
        noted.put(now(), balances());
      }
    }
    noted.forEach(
        (moment, balances) ->
            assertThat(asOf(moment)).as("seed %d at %s", seed, moment).isEqualTo(balances));
    Map<Long, BigInteger> before = balances();
    for (long window = windows.open().id(); window > 0; window--) {
      List<Statement> statements = history.ofWindow(window, Optional.empty()).orElseThrow();
      assertThat(values(statements, it -> it.opening().value()))
          .as("seed %d opening of window %d", seed, window)
          .isEqualTo(openings.get(window));
      assertThat(values(statements, Statement::closing))
          .as("seed %d closing of window %d", seed, window)
          .isEqualTo(before);
      before = openings.get(window);
    }
  }

  private void act(RandomGenerator random, int step, Map<Long, Map<Long, BigInteger>> openings) {
    switch (random.nextInt(8)) {
      case 0 -> {
        Map<Long, BigInteger> now = balances();
        openings.put(windows.close("step " + step).opened().id(), now);
        if (random.nextBoolean()) {
          process();
        }
      }
      case 1 ->
          LedgerDatabase.decide(
              clearing, ledger.fundsIn("in" + step, bob, "USD", 1 + random.nextInt(500)));
      case 2 ->
          LedgerDatabase.decide(
              clearing, Commands.prepare("open" + step, alice, bob, "USD", 1 + random.nextInt(50)));
      default -> pay("t" + step, random.nextBoolean(), 1 + random.nextInt(100));
    }
  }

  @Test
  void shouldSayWhatKindsOfEntriesAnAccountSaw() {
    pay("one", true, 30);
    pay("two", true, 12);
    pay("three", false, 5);
    long window = windows.close("end").closed().id();
    process();
    pay("later", true, 999);
    Statement position = statement(window, alice.position());
    assertThat(position.opening().value()).isZero();
    assertThat(position.entries())
        .containsExactly(new EntrySum(EntryType.PRINCIPLE_VALUE, big(42), big(5)));
    assertThat(position.closing()).isEqualTo(big(37));
    assertThat(statement(window, alice.settlement()).entries())
        .containsExactly(new EntrySum(EntryType.RECORD_FUNDS_IN, big(0), big(PLENTY)));
  }

  @Test
  void shouldKnowNothingOfAWindowThatThereIsNot() {
    assertThat(history.ofWindow(99, Optional.empty())).isEmpty();
  }

  @Test
  void shouldKeepToTheParticipantAskedFor() {
    assertThat(history.asOf(Optional.of(alice.id()), now()))
        .extracting(AccountHistory.Balance::account)
        .containsExactly(alice.position(), alice.settlement());
    assertThat(history.ofWindow(1, Optional.of(alice.id())).orElseThrow()).hasSize(2);
  }

  @Test
  void shouldNotCountWhatIsOnlyReserved() {
    LedgerDatabase.decide(clearing, Commands.prepare("open", alice, bob, "USD", 70));
    assertThat(asOf(now()).get(alice.position())).isZero();
  }

  private void pay(String id, boolean forth, long amount) {
    LedgerDatabase.Member payer = forth ? alice : bob;
    LedgerDatabase.Member payee = forth ? bob : alice;
    LedgerDatabase.decide(clearing, Commands.prepare(id, payer, payee, "USD", amount));
    LedgerDatabase.decide(clearing, Commands.commit(id, payer, payee));
  }

  private void process() {
    ledger.inTransaction(
        connection -> {
          long window = windows.takeProcessing(connection).orElseThrow().id();
          new WindowFlows(ledger.pool()).compute(connection, window);
          return windows.setState(connection, window, WindowState.CLOSED, Optional.empty());
        });
  }

  private Statement statement(long window, long account) {
    return history.ofWindow(window, Optional.empty()).orElseThrow().stream()
        .filter(it -> it.opening().account() == account)
        .findFirst()
        .orElseThrow();
  }

  private Instant now() {
    return new Queries(ledger.pool())
        .one("select clock_timestamp()", row -> Times.read(row, 1))
        .orElseThrow();
  }

  private Map<Long, BigInteger> asOf(Instant moment) {
    Map<Long, BigInteger> values = new TreeMap<>();
    history
        .asOf(Optional.empty(), moment)
        .forEach(balance -> values.put(balance.account(), balance.value()));
    return values;
  }

  private Map<Long, BigInteger> balances() {
    Map<Long, BigInteger> values = new TreeMap<>();
    for (Account account : ledger.queries().accounts()) {
      values.put(account.id(), account.debitsPosted().subtract(account.creditsPosted()));
    }
    return values;
  }

  private Map<Long, BigInteger> zeroes() {
    Map<Long, BigInteger> values = balances();
    values.replaceAll((_, _) -> BigInteger.ZERO);
    return values;
  }

  private static Map<Long, BigInteger> values(
      List<Statement> statements, Function<Statement, BigInteger> value) {
    Map<Long, BigInteger> values = new TreeMap<>();
    new ArrayList<>(statements).forEach(it -> values.put(it.opening().account(), value.apply(it)));
    return values;
  }

  private static BigInteger big(long units) {
    return BigInteger.valueOf(units);
  }
}
