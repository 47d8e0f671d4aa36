package org.pamoja.testkit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.testkit.ledger.InMemoryLedgerStore.Fault;

/** The contract for the store in memory, and its faults. */
class InMemoryLedgerStoreContractTest extends LedgerStoreContract {

  @Override
  LedgerFixture open() {
    return new InMemoryFixture();
  }

  @Test
  void shouldDecideOnceHoweverTheConnectionIsLost() {
    for (Fault fault : Fault.values()) {
      InMemoryLedger ledger = new InMemoryLedger(new ManualClock(World.START));
      World.accounts().forEach(ledger::put);
      try (InMemoryLedgerStore store = new InMemoryLedgerStore(ledger)) {
        BatchRunner runner =
            new BatchRunner(store, new BatchDecider(LedgerSettings.of(World.HUB)), 1);
        runner.run(CommandGenerator.opening());
        store.inject(fault);
        Status status =
            runner
                .run(Commands.prepare("t1", "alice", "bob", Money.of("USD", 5)))
                .outcomes()
                .getFirst()
                .status();
        assertThat(status).as(fault.name()).isEqualTo(Status.DONE);
        assertThat(ledger.accounts().get(World.position("alice", "USD")).debitsPending())
            .isEqualTo(5);
        assertThat(ledger.due()).hasSize(1);
      }
    }
  }
}
