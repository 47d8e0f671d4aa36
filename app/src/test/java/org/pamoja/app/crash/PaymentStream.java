package org.pamoja.app.crash;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.pamoja.bench.dfsp.Payment;
import org.pamoja.bench.dfsp.SimulatedDfsp;
import org.pamoja.bench.dfsp.SimulatedDfsps;

/**
 * Payers that send one prepare after the other, each until the hub has acknowledged it, and leave
 * what becomes of it to the journal.
 */
final class PaymentStream {
  private static final int PAYERS = 3;
  private static final long PAUSE_MILLIS = 8;
  private static final int LARGEST_AMOUNT = 90_000;

  private final List<SimulatedDfsp> dfsps;
  private final CountDownLatch ended = new CountDownLatch(PAYERS);
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean stopping;

  PaymentStream(SimulatedDfsps dfsps) {
    this.dfsps = dfsps.all();
  }

  void start(SplittableRandom random) {
    for (int payer = 0; payer < PAYERS; payer++) {
      payNext(payer, random.split());
    }
  }

  /**
   * Waits until the hub has answered some more prepares, or the time is over: a slow machine must
   * not stop a test.
   */
  void awaitAnswers(int more, long limitMillis) throws InterruptedException {
    long wanted = answered.get() + more;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    while (answered.get() < wanted && System.nanoTime() < deadline) {
      Thread.sleep(1);
    }
  }

  /** No new payments; returns when every prepare under way was answered. */
  boolean stop(long limitSeconds) throws InterruptedException {
    stopping = true;
    return ended.await(limitSeconds, TimeUnit.SECONDS);
  }

  private void payNext(int payer, SplittableRandom random) {
    if (stopping) {
      ended.countDown();
      return;
    }
    int payee = (payer + 1 + random.nextInt(dfsps.size() - 1)) % dfsps.size();
    // Few different amounts: each needs an agreement of its own.
    long amount = 10_000L * (1 + random.nextInt(LARGEST_AMOUNT / 10_000));
    Payment payment =
        new Payment(
            SimulatedDfsps.msisdn(payer, 0),
            dfsps.get(payee).fspId(),
            SimulatedDfsps.msisdn(payee, 0),
            amount);
    SimulatedDfsp dfsp = dfsps.get(payer);
    dfsp.prepare(payment)
        .onComplete(
            _ -> {
              answered.incrementAndGet();
              dfsp.after(PAUSE_MILLIS, () -> payNext(payer, random));
            });
  }
}
