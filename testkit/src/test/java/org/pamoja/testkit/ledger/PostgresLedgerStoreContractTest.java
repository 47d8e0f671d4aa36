package org.pamoja.testkit.ledger;

/** The contract for PostgreSQL. */
class PostgresLedgerStoreContractTest extends LedgerStoreContract {

  @Override
  LedgerFixture open() {
    return new PostgresFixture();
  }
}
