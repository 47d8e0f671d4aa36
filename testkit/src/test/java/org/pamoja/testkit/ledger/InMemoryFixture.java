package org.pamoja.testkit.ledger;

import java.util.List;
import java.util.Map;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.Posting;
import org.pamoja.ledger.postgres.WindowFlows.Flow;
import org.pamoja.ledger.store.LedgerStore;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/** A ledger in memory. */
final class InMemoryFixture implements LedgerFixture, LedgerReader {
  private final ManualClock clock = new ManualClock(World.START);
  private final InMemoryLedger ledger = new InMemoryLedger(clock);
  private int streams;

  InMemoryFixture() {
    World.accounts().forEach(ledger::put);
  }

  @Override
  public LedgerStore store() {
    return new InMemoryLedgerStore(ledger);
  }

  @Override
  public int stream() {
    return ++streams;
  }

  @Override
  public LedgerReader reader() {
    return this;
  }

  @Override
  public ManualClock clock() {
    return clock;
  }

  @Override
  public long closeWindow() {
    return ledger.closeWindow();
  }

  @Override
  public List<Flow> flows(long window) {
    return PlainFlows.of(window, ledger.postings(), ledger.accounts());
  }

  @Override
  public Map<TransferKey, Transfer> transfers() {
    return ledger.transfers();
  }

  @Override
  public Map<Long, Account> accounts() {
    return ledger.accounts();
  }

  @Override
  public List<Posting> postings() {
    return ledger.postings();
  }

  @Override
  public void close() {}
}
