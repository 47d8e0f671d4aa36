package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.postgres.SettlementWindows.Attempt;
import org.pamoja.ledger.postgres.SettlementWindows.Closing;
import org.pamoja.ledger.postgres.SettlementWindows.Refused;
import org.pamoja.ledger.transfer.TransferKey;

@Timeout(60)
final class SettlementWindowsTest {
  private static final long PLENTY = 1_000_000_0000L;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final SettlementWindows windows = new SettlementWindows(ledger.pool());
  private final WindowFlows flows = new WindowFlows(ledger.pool());

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldPutNoPostingIntoAWindowThatHasBeenClosed() {
    Clearing one = ledger.newNode();
    Clearing two = ledger.newNode();
    LedgerDatabase.Member alice = ledger.newMember(one, "alice", "USD", PLENTY, PLENTY);
    LedgerDatabase.Member bob = ledger.newMember(one, "bob", "USD", PLENTY, PLENTY);
    List<CompletableFuture<Outcome>> running = new ArrayList<>();
    List<Long> countedAtClosing = new ArrayList<>();
    List<Closing> closings = new ArrayList<>();
    for (int number = 0; number < 2_000; number++) {
      String id = "t" + number;
      Clearing node = number % 2 == 0 ? one : two;
      running.add(
          node.submit(
                  LedgerDatabase.submission(Commands.prepare(id, alice, bob, "USD", 1)),
                  Runnable::run)
              .thenCompose(
                  prepared ->
                      node.submit(
                          LedgerDatabase.submission(Commands.commit(id, alice, bob)),
                          Runnable::run)));
      if (number % 400 == 399) {
        Closing closing = windows.close("round " + number);
        closings.add(closing);
        countedAtClosing.add(postings(closing.closed().id()));
        sumUp(closing.closed().id());
      }
    }
    running.forEach(CompletableFuture::join);
    for (int index = 0; index < closings.size(); index++) {
      assertThat(postings(closings.get(index).closed().id()))
          .as("postings of window " + closings.get(index).closed().id())
          .isEqualTo(countedAtClosing.get(index));
    }
    List<Long> closed = closings.stream().map(closing -> closing.closed().id()).toList();
    for (long window : closed) {
      assertThat(flows.flows(List.of(window)))
          .as("what was summed up at once, though transfers went on")
          .isEqualTo(flows.reckon(window));
    }
    long transfers =
        flows.flows(closed).stream().mapToLong(WindowFlows.Flow::transfers).sum()
            + flows.reckon(windows.open().id()).stream()
                .mapToLong(WindowFlows.Flow::transfers)
                .sum();
    assertThat(transfers).isEqualTo(2_000);
    assertThat(ledger.number("select count(distinct window_id) from posting")).isGreaterThan(1);
    assertThat(ledger.queries().postings(TransferKey.transfer("t0"))).hasSize(2);
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
  }

  private void sumUp(long window) {
    ledger.inTransaction(
        connection -> {
          assertThat(windows.takeProcessing(connection).orElseThrow().id()).isEqualTo(window);
          flows.compute(connection, window);
          return windows.setState(connection, window, WindowState.CLOSED, Optional.empty());
        });
  }

  @Test
  void shouldStampTheNextWindowOnEveryAccount() {
    long early = ledger.open(2, "a", "USD", AccountTypes.POSITION);
    Closing closing = windows.close("end of day");
    long late = ledger.open(3, "b", "USD", AccountTypes.POSITION);
    assertThat(closing.closed().state()).isEqualTo(WindowState.PROCESSING);
    assertThat(closing.opened().state()).isEqualTo(WindowState.OPEN);
    assertThat(closing.closed().reason()).isEqualTo("end of day");
    assertThat(closing.closed().closedAt()).isPresent();
    assertThat(closing.opened().id()).isEqualTo(closing.closed().id() + 1);
    assertThat(windows.open()).isEqualTo(closing.opened());
    assertThat(windows.find(closing.closed().id())).contains(closing.closed());
    for (long id : List.of(early, late)) {
      Account account = ledger.queries().account(id).orElseThrow();
      assertThat(account.window()).isEqualTo(closing.opened().id());
    }
  }

  @Test
  void shouldCloseAWindowByNumberOnlyWhileItIsOpen() {
    long open = windows.open().id();
    assertThat(closeIfOpen(open + 1)).isEqualTo(Refused.UNKNOWN);
    assertThat(closeIfOpen(open)).isInstanceOf(Closing.class);
    assertThat(closeIfOpen(open)).isEqualTo(Refused.NOT_OPEN);
    assertThat(windows.open().id()).isEqualTo(open + 1);
  }

  private Attempt closeIfOpen(long id) {
    return ledger.inTransaction(
        connection -> windows.closeIfOpen(connection, id, "by number", true));
  }

  @Test
  void shouldKeepOneWindowOpenWhenSeveralCloseAndAccountsAreOpenedAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<?>> running = new ArrayList<>();
      for (int number = 0; number < 30; number++) {
        int participant = 100 + number;
        running.add(threads.submit(() -> windows.close("again")));
        running.add(
            threads.submit(
                () -> ledger.open(participant, "p" + participant, "USD", AccountTypes.POSITION)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    assertThat(ledger.number("select count(*) from settlement_window")).isEqualTo(31);
    assertThat(ledger.number("select count(*) from settlement_window where state = 'OPEN'"))
        .isEqualTo(1);
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
  }

  @Test
  void shouldRefuseASecondAccountOfTheSameKind() {
    ledger.open(2, "a", "USD", AccountTypes.POSITION);
    assertThatThrownBy(() -> ledger.open(2, "a", "USD", AccountTypes.POSITION))
        .hasMessageContaining("account_participant_id_currency_type_key");
  }

  @Test
  void shouldMakeAllAccountsOfAParticipantInactive() {
    long usd = ledger.open(2, "a", "USD", AccountTypes.POSITION);
    long eur = ledger.open(2, "a", "EUR", AccountTypes.POSITION);
    long other = ledger.open(3, "b", "EUR", AccountTypes.POSITION);
    int changed =
        ledger.inTransaction(
            connection -> new AccountRegistry().setParticipantActive(connection, 2, false));
    assertThat(changed).isEqualTo(2);
    assertThat(ledger.queries().accountsOf(2)).extracting(Account::id).containsExactly(usd, eur);
    assertThat(ledger.queries().accountsOf(2)).noneMatch(Account::participantActive);
    assertThat(ledger.queries().account(other).orElseThrow().participantActive()).isTrue();
  }

  private long postings(long window) {
    return ledger.number("select count(*) from posting where window_id = ?", window);
  }
}
