package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.postgres.SettlementWindows.Attempt;
import org.pamoja.ledger.postgres.SettlementWindows.Closing;
import org.pamoja.ledger.postgres.SettlementWindows.Refused;
import org.pamoja.ledger.postgres.SettlementWindows.SettlementWindow;
import org.pamoja.ledger.postgres.WindowFlows.Flow;
import org.pamoja.ledger.postgres.WindowFlows.Turnover;
import org.pamoja.ledger.transfer.TransferKey;

/** What windows come to, who sums them up, and how they are found. */
@Timeout(60)
final class WindowFlowsTest {
  private static final long PLENTY = 1_000_000;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing clearing = ledger.newNode();
  private final SettlementWindows windows = new SettlementWindows(ledger.pool());
  private final WindowFlows flows = new WindowFlows(ledger.pool());
  private final LedgerDatabase.Member alice = member("alice", "USD");
  private final LedgerDatabase.Member bob = member("bob", "USD");

  @AfterEach
  void close() {
    ledger.close();
  }

  private LedgerDatabase.Member member(String name, String currency) {
    return ledger.newMember(clearing, name, currency, PLENTY, PLENTY);
  }

  private void pay(
      String id, LedgerDatabase.Member payer, LedgerDatabase.Member payee, String currency) {
    decide(Commands.prepare(id, payer, payee, currency, 10));
    decide(Commands.commit(id, payer, payee));
  }

  private void decide(Command command) {
    assertThat(LedgerDatabase.decide(clearing, command)).isEqualTo(Outcome.DONE);
  }

  private long closeAndSumUp() {
    long window = windows.close("end of day").closed().id();
    assertThat(sumUp()).contains(window);
    return window;
  }

  private Optional<Long> sumUp() {
    return ledger.inTransaction(
        connection -> {
          Optional<SettlementWindow> taken = windows.takeProcessing(connection);
          if (taken.isPresent()) {
            flows.compute(connection, taken.get().id());
            windows.setState(connection, taken.get().id(), WindowState.CLOSED, Optional.empty());
          }
          return taken.map(SettlementWindow::id);
        });
  }

  private static List<String> texts(List<Flow> flows) {
    return flows.stream()
        .map(
            it ->
                "%d>%d %s %s %s"
                    .formatted(it.debtor(), it.creditor(), it.entry(), it.amount(), it.transfers()))
        .toList();
  }

  @Test
  void shouldAddUpEachWayByItself() {
    pay("a", alice, bob, "USD");
    pay("b", alice, bob, "USD");
    pay("c", bob, alice, "USD");
    decide(Commands.prepare("open", alice, bob, "USD", 500));
    long window = closeAndSumUp();
    pay("later", alice, bob, "USD");
    assertThat(texts(flows.flows(List.of(window))))
        .containsExactly(
            "%d>%d PRINCIPLE_VALUE 20 2".formatted(alice.position(), bob.position()),
            "%d>%d PRINCIPLE_VALUE 10 1".formatted(bob.position(), alice.position()));
    assertThat(flows.reckon(window)).hasSameElementsAs(flows.flows(List.of(window)));
    assertThat(texts(flows.reckon(windows.open().id())))
        .containsExactly("%d>%d PRINCIPLE_VALUE 10 1".formatted(alice.position(), bob.position()));
    assertThat(flows.flows(List.of(windows.open().id()))).isEmpty();
  }

  @Test
  void shouldTellTheTurnoverOfEveryAccount() {
    pay("a", alice, bob, "USD");
    pay("c", bob, alice, "USD");
    decide(
        Commands.prepare("g", alice, bob, "USD", 7)
            .settledGross(new Command.GrossAccounts(alice.settlement(), bob.settlement())));
    decide(Commands.commit("g", alice, bob));
    long window = closeAndSumUp();
    List<Turnover> turnovers = flows.turnovers(List.of(window));
    Turnover paid = turnovers.getFirst();
    assertThat(paid.account()).isEqualTo(alice.position());
    assertThat(paid.participant()).isEqualTo("alice");
    assertThat(paid.participantId()).isEqualTo(alice.id());
    assertThat(paid.type()).isEqualTo(AccountTypes.POSITION);
    assertThat(paid.currency()).isEqualTo("USD");
    assertThat(paid.entry()).isEqualTo(EntryType.PRINCIPLE_VALUE);
    assertThat(paid.debits()).isEqualTo(17);
    assertThat(paid.credits()).isEqualTo(10);
    assertThat(paid.transfers()).isEqualTo(3);
    long left =
        turnovers.stream()
            .filter(it -> it.account() == alice.position())
            .mapToLong(it -> it.net().longValueExact())
            .sum();
    assertThat(left).as("what is left to settle").isZero();
    assertThat(turnovers).as("two accounts each, gross on both").hasSize(6);
  }

  @Test
  void shouldCountConversionsInBothCurrencies() {
    LedgerDatabase.Member euros =
        ledger.addCurrency(clearing, bob.id(), "bob", "EUR", PLENTY, PLENTY);
    LedgerDatabase.Member provider = member("fxp", "USD");
    LedgerDatabase.Member other =
        ledger.addCurrency(clearing, provider.id(), "fxp", "EUR", PLENTY, PLENTY);
    decide(
        new Command.PrepareConversion(
            TransferKey.conversion("fx"),
            "t",
            "alice",
            Commands.party(alice),
            new Party("alice", true, true, 0),
            Commands.party(provider),
            Commands.party(other),
            Money.of("USD", 100),
            Money.of("EUR", 90),
            Commands.condition("fx"),
            Instant.now().plusSeconds(600),
            Optional.empty(),
            "hash"));
    decide(Commands.fulfil(TransferKey.conversion("fx"), provider, alice, Action.COMMIT));
    decide(Commands.prepare("t", alice, euros, "EUR", 90));
    decide(Commands.commit("t", alice, euros));
    long window = closeAndSumUp();
    assertThat(texts(flows.flows(List.of(window))))
        .containsExactlyInAnyOrder(
            "%d>%d PRINCIPLE_VALUE 100 1".formatted(alice.position(), provider.position()),
            "%d>%d PRINCIPLE_VALUE 90 1".formatted(other.position(), euros.position()));
  }

  @Test
  void shouldHandEachClosedWindowToOneOnly() {
    long first = windows.close("one").closed().id();
    long second = windows.close("two").closed().id();
    Optional<Long> rival =
        ledger.inTransaction(
            connection -> {
              assertThat(windows.takeProcessing(connection).orElseThrow().id()).isEqualTo(first);
              return sumUp();
            });
    assertThat(rival).contains(second);
    assertThat(windows.find(second).orElseThrow().state()).isEqualTo(WindowState.CLOSED);
    assertThat(windows.find(first).orElseThrow().state())
        .as("given back by who had taken it")
        .isEqualTo(WindowState.PROCESSING);
    assertThat(sumUp()).contains(first);
    assertThat(sumUp()).isEmpty();
  }

  @Test
  void shouldNotCloseAWindowThatNothingWasFulfilledIn() {
    long open = windows.open().id();
    decide(Commands.prepare("t", alice, bob, "USD", 5));
    assertThat(close(open, false)).isEqualTo(Refused.EMPTY);
    assertThat(windows.open().id()).isEqualTo(open);
    decide(Commands.commit("t", alice, bob));
    assertThat(close(open, false)).isInstanceOf(Closing.class);
    assertThat(close(open, false)).isEqualTo(Refused.NOT_OPEN);
    assertThat(close(open + 1, true)).isInstanceOf(Closing.class);
    assertThat(close(open + 9, true)).isEqualTo(Refused.UNKNOWN);
  }

  private Attempt close(long id, boolean evenIfEmpty) {
    return ledger.inTransaction(
        connection -> windows.closeIfOpen(connection, id, "by number", evenIfEmpty));
  }

  @Test
  void shouldChangeStatesButNeverOfTheOpenWindow() {
    long closed = closeAndSumUp();
    SettlementWindow before = windows.find(closed).orElseThrow();
    assertThat(before.reason()).isEqualTo("end of day");
    SettlementWindow settled = set(closed, WindowState.SETTLED, Optional.of("paid")).orElseThrow();
    assertThat(settled.state()).isEqualTo(WindowState.SETTLED);
    assertThat(settled.reason()).isEqualTo("paid");
    assertThat(settled.changedAt()).isAfter(before.changedAt());
    assertThat(settled.closedAt()).isEqualTo(before.closedAt());
    assertThat(set(windows.open().id(), WindowState.SETTLED, Optional.empty())).isEmpty();
    assertThat(set(99, WindowState.SETTLED, Optional.empty())).isEmpty();
    List<SettlementWindow> locked =
        ledger.inTransaction(
            connection -> windows.lock(connection, List.of(closed, windows.open().id(), 99L)));
    assertThat(locked).containsExactly(settled, windows.open());
  }

  private Optional<SettlementWindow> set(long id, WindowState state, Optional<String> reason) {
    return ledger.inTransaction(connection -> windows.setState(connection, id, state, reason));
  }

  @Test
  void shouldFindWindowsByStateTimeCurrencyAndParticipant() {
    LedgerDatabase.Member carol = member("carol", "EUR");
    LedgerDatabase.Member dave = member("dave", "EUR");
    pay("usd", alice, bob, "USD");
    long first = closeAndSumUp();
    pay("eur", carol, dave, "EUR");
    long second = windows.close("not summed up yet").closed().id();
    long third = windows.open().id();
    Instant opened = windows.find(second).orElseThrow().createdAt();
    assertThat(search(null, null, null, null, null)).containsExactly(third, second, first);
    assertThat(search(WindowState.CLOSED, null, null, null, null)).containsExactly(first);
    assertThat(search(null, opened, null, null, null)).containsExactly(third, second);
    assertThat(search(null, null, opened, null, null)).containsExactly(second, first);
    assertThat(search(null, null, null, "USD", null)).containsExactly(first);
    assertThat(search(null, null, null, "EUR", null)).containsExactly(second);
    assertThat(search(null, null, null, null, dave.id())).containsExactly(second);
    assertThat(search(null, null, null, null, bob.id())).containsExactly(first);
    assertThat(search(null, null, null, "EUR", bob.id())).isEmpty();
    assertThat(search(WindowState.OPEN, null, null, "EUR", null)).isEmpty();
    pay("again", carol, dave, "EUR");
    assertThat(search(WindowState.OPEN, null, null, "EUR", null)).containsExactly(third);
    assertThat(windows.search(WindowFilter.ALL, 2)).hasSize(2);
  }

  private List<Long> search(
      WindowState state, Instant from, Instant to, String currency, Integer participant) {
    WindowFilter filter =
        new WindowFilter(
            Optional.ofNullable(state),
            Optional.ofNullable(from),
            Optional.ofNullable(to),
            Optional.ofNullable(currency),
            Optional.ofNullable(participant));
    return windows.search(filter, 100).stream().map(SettlementWindow::id).toList();
  }
}
