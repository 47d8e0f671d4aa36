package org.pamoja.hub.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Compares what is in memory with the database for messages that are about to be refused because of
 * it. One comparison runs at a time, and all who ask meanwhile share the next: bad messages,
 * however many come, occupy one worker and one connection. Threads may share it.
 */
public final class Renewal {
  private final Runnable comparison;
  private final BoundedWorkers workers;
  private CompletableFuture<Void> running;
  private CompletableFuture<Void> next;

  /**
   * @param comparison reads the version in the database, and everything when it is another one
   * @param workers where that may block
   */
  public Renewal(Runnable comparison, BoundedWorkers workers) {
    this.comparison = comparison;
    this.workers = workers;
  }

  /** Ends after a comparison that began after this call; fails when it could not be made. */
  public CompletionStage<Void> renewed() {
    CompletableFuture<Void> mine;
    synchronized (this) {
      if (running != null) {
        if (next == null) {
          next = new CompletableFuture<>();
        }
        return next;
      }
      running = new CompletableFuture<>();
      mine = running;
    }
    compare(mine);
    return mine;
  }

  private void compare(CompletableFuture<Void> asked) {
    workers
        .run(
            () -> {
              comparison.run();
              return true;
            })
        .whenComplete(
            (_, fault) -> {
              CompletableFuture<Void> following = follow();
              if (following != null) {
                compare(following);
              }
              if (fault == null) {
                asked.complete(null);
              } else {
                asked.completeExceptionally(fault);
              }
            });
  }

  private synchronized CompletableFuture<Void> follow() {
    running = next;
    next = null;
    return running;
  }
}
