package org.pamoja.bench.dfsp;

import java.util.concurrent.atomic.LongAdder;

/**
 * What one DFSP has sent and received in committed transfers, as the payers were told. Threads may
 * share it.
 */
public final class Flows {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  void addSent(long amount) {
    sent.add(amount);
  }

  void addReceived(long amount) {
    received.add(amount);
  }

  /** Minor units at scale 4 that its POSITION should have changed by: sent less received. */
  public long position() {
    return sent.sum() - received.sum();
  }
}
