package org.pamoja.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pamoja.ledger.clearing.Clearing;

@Timeout(60)
final class PartitionMaintenanceTest {
  private static final long PLENTY = 1_000_000_0000L;

  private final LedgerDatabase ledger = LedgerDatabase.create();
  private final PartitionMaintenance maintenance = new PartitionMaintenance(ledger.pool());

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldMakePartitionsOnceAndHaveTheLedgerUseThem() {
    assertThat(maintenance.run()).isEqualTo(16);
    assertThat(maintenance.run()).isZero();
    Clearing clearing = ledger.newNode();
    LedgerDatabase.Member alice = ledger.newMember(clearing, "alice", "USD", PLENTY, PLENTY);
    LedgerDatabase.Member bob = ledger.newMember(clearing, "bob", "USD", PLENTY, PLENTY);
    LedgerDatabase.decide(clearing, Commands.prepare("t", alice, bob, "USD", 1));
    assertThat(ledger.number("select count(*) from event")).isPositive();
    assertThat(ledger.number("select count(*) from event_default")).isZero();
    assertThat(ledger.number("select count(*) from due")).isEqualTo(1);
    assertThat(ledger.number("select count(*) from due_default")).isZero();
  }

  @Test
  void shouldLeaveADayToTheDefaultPartitionWhenItHasRowsAlready() {
    Clearing clearing = ledger.newNode();
    ledger.newMember(clearing, "alice", "USD", PLENTY, PLENTY);
    assertThat(maintenance.run()).as("today's history cannot move").isEqualTo(15);
    ledger.newMember(clearing, "bob", "USD", PLENTY, PLENTY);
    assertThat(ledger.number("select count(*) from event_default")).isGreaterThan(2);
  }

  @Test
  void shouldDropDueTimesThatHaveBeenSwept() {
    maintenance.run();
    ledger.execute(
        "create table due_20200101 partition of due for values from ('2020-01-01 00:00+00') to ('2020-01-02 00:00+00')");
    maintenance.run();
    assertThat(partitions("due_20200101")).as("nothing was swept yet").isEqualTo(1);
    ledger.execute("update due_cursor set minute = clock_timestamp()");
    maintenance.run();
    assertThat(partitions("due_20200101")).isZero();
    assertThat(ledger.number("select count(*) from pg_inherits where inhparent = 'due'::regclass"))
        .isEqualTo(9);
  }

  private long partitions(String name) {
    return ledger.number("select count(*) from pg_class where relname = ?", name);
  }
}
