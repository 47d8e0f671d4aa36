package org.pamoja.testkit.ledger;

class PostgresSettlementStoreContractTest extends SettlementStoreContract {

  @Override
  LedgerFixture open() {
    return new PostgresFixture();
  }
}
