package org.pamoja.hub.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One piece of work with the database that many may ask for at once: to compare it with what is in
 * memory for messages that are about to be refused because of it, or to announce a change. It runs
 * once at a time, and all who ask meanwhile share the next run: messages, however many come, occupy
 * one worker and one connection. Threads may share it.
 */
public final class Renewal {
  private final Runnable work;
  private final BoundedWorkers workers;
  private CompletableFuture<Void> running;
  private CompletableFuture<Void> next;

  /**
   * @param work may block
   * @param workers run it
   */
  public Renewal(Runnable work, BoundedWorkers workers) {
    this.work = work;
    this.workers = workers;
  }

  /** Ends after a run that began after this call; fails when that could not be made. */
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
    run(mine);
    return mine;
  }

  private void run(CompletableFuture<Void> asked) {
    workers
        .run(
            () -> {
              work.run();
              return true;
            })
        .whenComplete(
            (_, fault) -> {
              CompletableFuture<Void> following = follow();
              if (following != null) {
                run(following);
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
