package org.pamoja.app.crash;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.pamoja.bench.dfsp.Told;
import org.pamoja.bench.dfsp.TransactionJournal;

/** Keeps the fate of every transfer. Threads may share it. */
final class FateJournal implements TransactionJournal {
  private final Map<String, Fate> fates = new ConcurrentHashMap<>();
  private final LongAdder strangers = new LongAdder();

  @Override
  public void preparing(Prepared transfer) {
    fates.put(transfer.id(), Fate.of(transfer));
  }

  @Override
  public void prepareAnswered(String id, int status) {
    change(id, fate -> fate.answered(status));
  }

  @Override
  public void fulfilling(String id) {
    change(id, Fate::fulfilling);
  }

  @Override
  public void fulfilAnswered(String id, int status, Instant at) {
    if (status == 200) {
      change(id, fate -> fate.fulfilled(at));
    }
  }

  @Override
  public void told(String dfsp, String id, Told told) {
    change(id, fate -> fate.prepared().payer().equals(dfsp) ? fate.payer(told) : fate.payee(told));
  }

  private void change(String id, UnaryOperator<Fate> change) {
    if (fates.computeIfPresent(id, (_, fate) -> change.apply(fate)) == null) {
      strangers.increment();
    }
  }

  /** All transfers as they stand now. */
  Map<String, Fate> fates() {
    return Map.copyOf(fates);
  }

  /** Messages about transfers that nobody has sent. */
  long strangers() {
    return strangers.sum();
  }
}
