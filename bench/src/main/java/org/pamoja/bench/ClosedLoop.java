package org.pamoja.bench;

import io.vertx.core.Future;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.pamoja.bench.dfsp.Payment;
import org.pamoja.bench.dfsp.Phase;
import org.pamoja.bench.dfsp.PhaseListener;
import org.pamoja.bench.dfsp.SimulatedDfsp;
import org.pamoja.bench.dfsp.SimulatedDfsps;

/**
 * A fixed number of customers who each pay again as soon as their last payment has ended. It finds
 * what a hub carries, not how it behaves when more comes than that: payments wait for the hub here,
 * never the other way round.
 *
 * <p>Each customer has a payer DFSP of its own and a payee at each other DFSP that is paid by
 * nobody else of the same payer DFSP, so that callbacks of look-ups cannot be taken for each other.
 */
final class ClosedLoop implements PhaseListener {
  /** One whole unit; small against every limit. */
  private static final long AMOUNT = 10_000;

  private static final long PAUSE_AFTER_FAILURE_MILLIS = 10;

  private final int concurrency;
  private final boolean transfersOnly;
  private final CountDownLatch ended;
  private final long seed;
  private volatile Tally tally = new Tally();
  private volatile boolean stopping;

  /**
   * @param concurrency payments under way at any time
   * @param transfersOnly leaves out look-up and quote
   * @param seed decides who pays whom
   */
  ClosedLoop(int concurrency, boolean transfersOnly, long seed) {
    this.concurrency = concurrency;
    this.transfersOnly = transfersOnly;
    this.ended = new CountDownLatch(concurrency);
    this.seed = seed;
  }

  @Override
  public void took(Phase phase, long nanoseconds) {
    tally.took(phase, nanoseconds);
  }

  /** Starts all customers. */
  void start(SimulatedDfsps dfsps) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SimulatedDfsp> all = dfsps.all();
    for (int customer = 0; customer < concurrency; customer++) {
      int payer = customer % all.size();
      new Customer(all, payer, customer, random.split()).payNext();
    }
  }

  /** Begins a new tally, to which everything counts that ends from now on, and returns it. */
  Tally beginTally() {
    Tally fresh = new Tally();
    tally = fresh;
    return fresh;
  }

  /**
   * Lets every customer finish the payment under way.
   *
   * @return whether all have within the time
   */
  boolean stop(long limitSeconds) throws InterruptedException {
    stopping = true;
    return ended.await(limitSeconds, TimeUnit.SECONDS);
  }

  /** One customer; everything happens on the event loop of its payer DFSP. */
  private final class Customer {
    private final List<SimulatedDfsp> dfsps;
    private final int payer;
    private final int number;
    private final SplittableRandom random;

    private Customer(List<SimulatedDfsp> dfsps, int payer, int number, SplittableRandom random) {
      this.dfsps = dfsps;
      this.payer = payer;
      this.number = number;
      this.random = random;
    }

    private void payNext() {
      if (stopping) {
        ended.countDown();
        return;
      }
      int payee = (payer + 1 + random.nextInt(dfsps.size() - 1)) % dfsps.size();
      Payment payment =
          new Payment(
              SimulatedDfsps.msisdn(payer, number),
              dfsps.get(payee).fspId(),
              SimulatedDfsps.msisdn(payee, number),
              AMOUNT);
      SimulatedDfsp dfsp = dfsps.get(payer);
      Future<Void> end = transfersOnly ? dfsp.transfer(payment) : dfsp.pay(payment);
      end.onComplete(_ -> succeeded(), this::failed);
    }

    private void succeeded() {
      tally.completed();
      payNext();
    }

    /** A pause, so that a hub that refuses everything is not asked as fast as it can refuse. */
    private void failed(Throwable reason) {
      tally.failed(reason);
      dfsps.get(payer).after(PAUSE_AFTER_FAILURE_MILLIS, this::payNext);
    }
  }
}
