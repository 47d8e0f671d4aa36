package org.pamoja.hub.quotes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * Virtual threads for what would hold an event loop up: a few work at a time, a bounded number
 * waits, more are refused. Threads may share it.
 */
public final class BoundedThreads implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore working;
  private final Semaphore admitted;

  /**
   * @param atATime pieces of work done at the same time
   * @param admitted those plus what may wait
   */
  public BoundedThreads(int atATime, int admitted) {
    this.working = new Semaphore(atATime, true);
    this.admitted = new Semaphore(admitted);
  }

  /** Does the work; the stage fails with 503 / 2003 when too much waits, else with its failure. */
  <T> CompletionStage<T> run(Supplier<T> work) {
    if (!admitted.tryAcquire()) {
      return CompletableFuture.failedFuture(tooMuch());
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> complete(result, work));
    } catch (RejectedExecutionException closed) {
      admitted.release();
      result.completeExceptionally(tooMuch());
    }
    return result;
  }

  private <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      working.acquire();
      T done;
      try {
        done = work.get();
      } finally {
        working.release();
        admitted.release();
      }
      result.complete(done);
    } catch (InterruptedException closed) {
      admitted.release();
      Thread.currentThread().interrupt();
      result.completeExceptionally(tooMuch());
    } catch (Throwable fault) {
      result.completeExceptionally(fault);
    }
  }

  private static FspiopException tooMuch() {
    return new FspiopException(ErrorCode.SERVICE_UNAVAILABLE, "too many quotes are waiting");
  }

  /** Takes no more and interrupts what is being done. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
