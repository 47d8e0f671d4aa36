package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;
import org.pamoja.ledger.transfer.TransferKey;

/** What settlement posts is proved too; each kind of damage is done once. */
@Timeout(60)
final class SettlementProofTest {
  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final Clearing clearing = ledger.newNode();
  private final LedgerDatabase.Member alice =
      ledger.newMember(clearing, "alice", "USD", 1_000, 900);
  private final LedgerDatabase.Member bob = ledger.newMember(clearing, "bob", "USD", 1_000, 900);

  @BeforeEach
  void settle() {
    long hub = ledger.open(1, LedgerDatabase.HUB, "USD", AccountTypes.HUB_MULTILATERAL_SETTLEMENT);
    decide(
        Commands.prepare("gross", alice, bob, "USD", 7)
            .settledGross(new Command.GrossAccounts(alice.settlement(), bob.settlement())));
    decide(Commands.commit("gross", alice, bob));
    record("recorded", alice, hub, 40);
    record("sender", alice, hub, 40);
    record("recipient", bob, hub, -40);
    record("aborted", bob, hub, -9);
    for (String id : new String[] {"sender", "recipient", "aborted"}) {
      decide(new ReserveSettlement(TransferKey.transfer(id), true, ""));
    }
    decide(new CommitSettlement(TransferKey.transfer("sender"), Optional.empty(), ""));
    decide(new AbortSettlement(TransferKey.transfer("aborted"), ""));
  }

  private void record(String id, LedgerDatabase.Member member, long hub, long net) {
    decide(
        new RecordSettlement(
            TransferKey.transfer(id),
            member.name(),
            member.position(),
            hub,
            "USD",
            net,
            true,
            "recorded"));
  }

  private void decide(Command command) {
    assertThat(LedgerDatabase.decide(clearing, command)).isEqualTo(Outcome.DONE);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldFindSoundBooksSound() {
    assertThat(ledger.queries().proveBooks().discrepancies()).isEmpty();
  }

  @Test
  void shouldFindASettlementThatIsMarkedButDidNotMove() {
    ledger.execute("update transfer set state = 6 where transfer_id = 'recorded'");
    shouldFind("settlement transfer recorded moved 0, not 40");
  }

  @Test
  void shouldFindASettlementThatMovedButIsNotMarked() {
    ledger.execute("update transfer set state = 1 where transfer_id in ('sender', 'recipient')");
    shouldFind("settlement transfer sender moved 40, not 0");
    shouldFind("settlement transfer recipient moved 40, not 0");
  }

  @Test
  void shouldFindAnAbortThatMovedNothingBack() {
    ledger.execute(
        "delete from posting where transfer_id = 'aborted' and account_id = ? and not debit",
        bob.position());
    shouldFind("settlement transfer aborted moved 9, not 0");
  }

  @Test
  void shouldFindAnEntryThatDoesNotFitItsTransfer() {
    ledger.execute("update posting set entry = 1 where transfer_id = 'sender' and debit");
    shouldFind("transfer sender of kind 7 has a posting of entry type 1");
  }

  @Test
  void shouldFindAPostingWithoutATransfer() {
    ledger.execute("update posting set transfer_id = 'lost' where transfer_id = 'sender'");
    shouldFind("transfer lost, which does not exist, has a posting of entry type 7");
  }

  @Test
  void shouldFindAGrossSettlementThatIsMarkedButDidNotMove() {
    ledger.execute("delete from posting where transfer_id = 'gross' and entry = 11");
    shouldFind("transfer gross: settled gross 0, not 14");
  }

  @Test
  void shouldFindAGrossSettlementThatMovedButIsNotMarked() {
    ledger.execute("update transfer set state = 6 where transfer_id = 'gross'");
    shouldFind("transfer gross: settled gross 14, not 0");
  }

  private void shouldFind(String text) {
    assertThat(ledger.queries().proveBooks().discrepancies())
        .anyMatch(found -> found.contains(text));
  }
}
