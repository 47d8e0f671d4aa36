package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.clearing.Clearing;

/** A proof that cannot fail proves nothing: each kind of damage is done once. */
@Timeout(60)
final class BooksProofTest {
  private static final long FUNDS = 500;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing clearing = ledger.newNode();
  private final LedgerDatabase.Member alice =
      ledger.newMember(clearing, "alice", "USD", FUNDS, 900);
  private final LedgerDatabase.Member bob = ledger.newMember(clearing, "bob", "USD", FUNDS, 900);

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldFindSoundBooksSound() {
    LedgerDatabase.decide(clearing, Commands.prepare("open", alice, bob, "USD", 30));
    LedgerDatabase.decide(clearing, Commands.prepare("paid", alice, bob, "USD", 40));
    LedgerDatabase.decide(clearing, Commands.commit("paid", alice, bob));
    BooksProof proof = ledger.queries().proveBooks();
    assertThat(proof.isSound()).isTrue();
    BooksProof.Total total = proof.totals().getFirst();
    assertThat(proof.totals()).hasSize(1);
    assertThat(total.currency()).isEqualTo("USD");
    assertThat(total.debits()).isEqualTo(2 * FUNDS + 40).isEqualTo(total.credits());
    assertThat(total.pending()).isEqualTo(30);
  }

  @Test
  void shouldFindACounterThatWasChanged() {
    shouldFind(
        "update account set debits_posted = debits_posted + 1 where account_id = ?", "debits");
  }

  @Test
  void shouldFindAReservationWithoutATransfer() {
    shouldFind("update account set debits_pending = 7 where account_id = ?", "pending 7");
  }

  @Test
  void shouldFindLiquidityThatIsNotThere() {
    shouldFind(
        "update account set liquidity = liquidity + 1 where account_id = ?", "liquidity 501");
  }

  @Test
  void shouldFindACapThatDoesNotFollowItsLiquidity() {
    shouldFind(
        "update account set net_debit_cap_percent = 5000 where account_id = ?",
        "net debit cap 900, but 5000 hundredths of a percent of a liquidity of 500");
  }

  @Test
  void shouldFindAnAccountWithAnotherWindow() {
    shouldFind("update account set window_id = 99 where account_id = ?", "window 99");
  }

  @Test
  void shouldFindAPostingThatWasChanged() {
    ledger.execute(
        "update posting set amount = amount + 1 where debit and transfer_id = ?",
        "funds-" + alice.position());
    assertThat(ledger.queries().proveBooks().discrepancies())
        .anyMatch(
            text -> text.contains("funds-" + alice.position() + " is out of balance by 1 USD"));
  }

  @Test
  void shouldFindATransferThatIsMarkedButPostedNothing() {
    LedgerDatabase.decide(clearing, Commands.prepare("open", alice, bob, "USD", 30));
    ledger.execute("update transfer set state = 6 where transfer_id = 'open'");
    assertThat(ledger.queries().proveBooks().discrepancies())
        .contains("transfer open: posted principal of 0 and fee of 0, not 30 and 0");
  }

  @Test
  void shouldFindATransferWhosePostingsAreGone() {
    LedgerDatabase.decide(clearing, Commands.prepare("paid", alice, bob, "USD", 40));
    LedgerDatabase.decide(clearing, Commands.commit("paid", alice, bob));
    ledger.execute("delete from posting where transfer_id = 'paid'");
    assertThat(ledger.queries().proveBooks().discrepancies())
        .contains("transfer paid: posted principal of 0 and fee of 0, not 40 and 0");
  }

  @Test
  void shouldFindATransferThatPostedButIsNotMarked() {
    LedgerDatabase.decide(clearing, Commands.prepare("paid", alice, bob, "USD", 40));
    LedgerDatabase.decide(clearing, Commands.commit("paid", alice, bob));
    ledger.execute("update transfer set state = 2 where transfer_id = 'paid'");
    assertThat(ledger.queries().proveBooks().discrepancies())
        .contains("transfer paid: posted principal of 40 and fee of 0, not 0 and 0");
  }

  @Test
  void shouldFindAFeeThatWasNotPosted() {
    LedgerDatabase.decide(clearing, Commands.prepare("paid", alice, bob, "USD", 40));
    LedgerDatabase.decide(clearing, Commands.commit("paid", alice, bob));
    ledger.execute(
        "update transfer set fee_amount = 3, fee_debtor = debtor, fee_creditor = creditor"
            + " where transfer_id = 'paid'");
    assertThat(ledger.queries().proveBooks().discrepancies())
        .contains("transfer paid: posted principal of 40 and fee of 0, not 40 and 3");
  }

  private void shouldFind(String damage, String text) {
    ledger.execute(damage, alice.position());
    List<String> discrepancies = ledger.queries().proveBooks().discrepancies();
    assertThat(discrepancies)
        .anyMatch(found -> found.contains("account " + alice.position()) && found.contains(text));
  }
}
