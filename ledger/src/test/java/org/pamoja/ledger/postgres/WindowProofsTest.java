package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.account.EntryType;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;

/** A proof that cannot fail proves nothing: each of its three sides is damaged once. */
@Timeout(60)
final class WindowProofsTest {
  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing clearing = ledger.newNode();
  private final SettlementWindows windows = new SettlementWindows(ledger.pool());
  private final WindowProofs proofs = new WindowProofs(ledger.pool());
  private final LedgerDatabase.Member alice =
      ledger.newMember(clearing, "alice", "USD", 10_000, 10_000);
  private final LedgerDatabase.Member bob =
      ledger.newMember(clearing, "bob", "USD", 10_000, 10_000);
  private long window;

  @BeforeEach
  void closeAWindow() {
    long fees = ledger.open(alice.id(), "alice", "USD", AccountTypes.INTERCHANGE_FEE);
    long otherFees = ledger.open(bob.id(), "bob", "USD", AccountTypes.INTERCHANGE_FEE);
    pay(Commands.prepare("plain", alice, bob, "USD", 30), alice, bob);
    pay(Commands.prepare("back", bob, alice, "USD", 12), bob, alice);
    pay(
        Commands.prepare("fee", alice, bob, "USD", 100)
            .withFee(new Command.Fee(2, fees, otherFees)),
        alice,
        bob);
    pay(
        Commands.prepare("gross", alice, bob, "USD", 7)
            .settledGross(new Command.GrossAccounts(alice.settlement(), bob.settlement())),
        alice,
        bob);
    LedgerDatabase.decide(clearing, Commands.prepare("open", alice, bob, "USD", 55));
    window = windows.close("end").closed().id();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldFindASoundWindowSound() {
    assertThat(proofs.prove(window).orElseThrow().state()).isEqualTo(WindowState.PROCESSING);
    assertThat(proofs.prove(window).orElseThrow().discrepancies()).isEmpty();
    process();
    WindowProof proof = proofs.prove(window).orElseThrow();
    assertThat(proof.discrepancies()).isEmpty();
    assertThat(proofs.discrepancies()).isEmpty();
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
    assertThat(line(proof, alice.position(), EntryType.PRINCIPLE_VALUE).posted())
        .isEqualTo(30 - 12 + 100 + 7);
    assertThat(line(proof, alice.position(), EntryType.GROSS_SETTLEMENT).posted()).isEqualTo(-7);
    assertThat(line(proof, bob.settlement(), EntryType.GROSS_SETTLEMENT).posted()).isEqualTo(-7);
    assertThat(proof.sums())
        .extracting(WindowProof.Sum::net)
        .containsOnly(BigInteger.ZERO)
        .hasSize(3);
    assertThat(proofs.prove(99)).isEmpty();
  }

  /** Each side once, and repaired again: a database for each would take a second. */
  @Test
  void shouldFindDamageOnEachSide() {
    process();
    shouldFind(
        "update transfer set amount = 31 where transfer_id = 'plain'",
        "transfers come to 126, postings to 125, flows to 125",
        "update transfer set amount = 30 where transfer_id = 'plain'");
    shouldFind(
        "update transfer set fee_amount = 3 where transfer_id = 'fee'",
        "transfers come to 3, postings to 2, flows to 2",
        "update transfer set fee_amount = 2 where transfer_id = 'fee'");
    shouldFind(
        "update transfer set transfer_id = 'gone' where transfer_id = 'back'",
        "transfers come to 137, postings to 125, flows to 125",
        "update transfer set transfer_id = 'back' where transfer_id = 'gone'");
    shouldFind(
        "update posting set amount = 29 where debit and transfer_id = 'plain'",
        "transfers come to 125, postings to 124, flows to 125",
        "update posting set amount = 30 where debit and transfer_id = 'plain'");
    shouldFind(
        "update window_flow set amount = amount + 1 where debtor = %d and entry = 1"
            .formatted(alice.position()),
        "transfers come to 125, postings to 125, flows to 126",
        "update window_flow set amount = amount - 1 where debtor = %d and entry = 1"
            .formatted(alice.position()));
    shouldFind(
        "update window_flow set window_id = -window_id",
        "transfers come to 125, postings to 125, flows to 0",
        "update window_flow set window_id = -window_id");
  }

  @Test
  void shouldFindAWindowThatDoesNotSumUpToNothing() {
    process();
    ledger.execute("update posting set amount = 29 where debit and transfer_id = 'plain'");
    assertThat(proofs.prove(window).orElseThrow().discrepancies())
        .anyMatch(text -> text.contains("all accounts together come to -1, not to 0"));
  }

  private void shouldFind(String damage, String text, String repair) {
    ledger.execute(damage);
    assertThat(proofs.prove(window).orElseThrow().discrepancies())
        .anyMatch(found -> found.contains(text));
    assertThat(proofs.discrepancies()).anyMatch(found -> found.contains(text));
    ledger.execute(repair);
    assertThat(proofs.discrepancies()).isEmpty();
  }

  private static WindowProof.Line line(WindowProof proof, long account, EntryType entry) {
    return proof.lines().stream()
        .filter(it -> it.account() == account && it.entry() == entry)
        .findFirst()
        .orElseThrow();
  }

  private void pay(
      Command.Prepare prepare, LedgerDatabase.Member payer, LedgerDatabase.Member payee) {
    assertThat(LedgerDatabase.decide(clearing, prepare)).isEqualTo(Outcome.DONE);
    assertThat(LedgerDatabase.decide(clearing, Commands.commit(prepare.key().id(), payer, payee)))
        .isEqualTo(Outcome.DONE);
  }

  private void process() {
    ledger.inTransaction(
        connection -> {
          new WindowFlows(ledger.pool()).compute(connection, window);
          return windows.setState(connection, window, WindowState.CLOSED, Optional.empty());
        });
  }
}
