package org.pamoja.testkit.ledger;

class InMemorySettlementStoreContractTest extends SettlementStoreContract {

  @Override
  LedgerFixture open() {
    return new InMemoryFixture();
  }
}
