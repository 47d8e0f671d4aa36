package org.pamoja.hub.cache;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * A few threads for database reads that event loops need: as many run at a time as there are
 * threads, a bounded number waits, more are refused. Threads may share it.
 */
public final class BoundedWorkers implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;

  private final ThreadPoolExecutor threads;

  /**
   * Workers.
   *
   * @param name prefix of the threads' names
   * @param count threads, not more than the connections it may take from the pool
   * @param waiting calls that may wait
   */
  public BoundedWorkers(String name, int count, int waiting) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the work; the stage fails with 503/2003 when too much is waiting, else with what the work
   * threw.
   */
  public <T> CompletionStage<T> run(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> complete(result, work));
    } catch (RejectedExecutionException full) {
      result.completeExceptionally(
          new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, "too many reads are waiting"));
    }
    return result;
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (Throwable fault) {
      result.completeExceptionally(fault);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
