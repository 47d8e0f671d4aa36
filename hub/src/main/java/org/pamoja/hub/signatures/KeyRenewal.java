package org.pamoja.hub.signatures;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.pamoja.hub.cache.BoundedWorkers;

/**
 * Compares the keys in memory with the database for messages that are about to be refused. One
 * comparison runs at a time, and all who ask meanwhile share the next: bad signatures, however many
 * come, occupy one worker and one connection. Threads may share it.
 */
final class KeyRenewal {
  private final CachedKeys keys;
  private final BoundedWorkers workers;
  private CompletableFuture<Void> running;
  private CompletableFuture<Void> next;

  KeyRenewal(CachedKeys keys, BoundedWorkers workers) {
    this.keys = keys;
    this.workers = workers;
  }

  /** Ends after a comparison that began after this call; fails when it could not be made. */
  CompletionStage<Void> renewed() {
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
              keys.renewIfBehind();
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
