package org.pamoja.testkit.ledger;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.store.DecidedBatch;

/** Two batches of one command each, started at the same moment. */
final class Race {
  private static final long LONGEST_SECONDS = 30;

  record Result(List<Status> statuses) {}

  private Race() {}

  static Result run(Callable<DecidedBatch> one, Callable<DecidedBatch> two) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<DecidedBatch> first = threads.submit(() -> atOnce(start, one));
      Future<DecidedBatch> second = threads.submit(() -> atOnce(start, two));
      return new Result(List.of(status(first), status(second)));
    }
  }

  private static DecidedBatch atOnce(CyclicBarrier start, Callable<DecidedBatch> batch)
      throws Exception {
    start.await(LONGEST_SECONDS, TimeUnit.SECONDS);
    return batch.call();
  }

  private static Status status(Future<DecidedBatch> batch) throws Exception {
    return batch.get(LONGEST_SECONDS, TimeUnit.SECONDS).outcomes().getFirst().status();
  }
}
