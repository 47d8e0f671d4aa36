package org.pamoja.hub.transfers;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.ledger.store.StoreUnavailableException;

/**
 * How long a participant's request waits for the database. A ledger that has taken a command
 * decides it in the end, however long the database is away; its sender is told before it gives up
 * by itself that nobody knows yet. It learns more by sending the message again, which has no second
 * effect, or by GET. Threads may share it.
 *
 * @param limit longest wait
 */
record Patience(Duration limit) {

  /**
   * The result of {@code stage} if it comes in time; else 503/2003, as when the hub stops before
   * the database is back.
   */
  <T> CompletionStage<T> await(CompletionStage<T> stage) {
    // A copy, since it is only this wait that is given up.
    return stage
        .toCompletableFuture()
        .copy()
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(Patience::translated);
  }

  private static <T> T translated(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException || cause instanceof StoreUnavailableException) {
      throw new FspiopException(
          ErrorCode.SERVICE_UNAVAILABLE, "no answer in time; the message may still take effect");
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }
}
