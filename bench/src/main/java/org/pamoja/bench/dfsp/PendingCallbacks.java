package org.pamoja.bench.dfsp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits for which callback of one kind, each for a limited time. One sweep over all of them
 * replaces a timer for each. To be used on one event loop only.
 */
final class PendingCallbacks {
  private final String what;
  private final long patienceNanos;
  private final Map<String, Waiting> waiting = new HashMap<>();

  private record Waiting(Promise<Void> promise, long deadline) {}

  /**
   * @param what name of what is waited for, for messages
   * @param patience longest wait
   */
  PendingCallbacks(String what, Duration patience) {
    this.what = what;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Completes with the callback for {@code key}; fails when that brings an error or does not come
   * in time.
   */
  Future<Void> waitFor(String key) {
    Promise<Void> promise = Promise.promise();
    waiting.put(key, new Waiting(promise, System.nanoTime() + patienceNanos));
    return promise.future();
  }

  void arrived(String key) {
    Waiting one = waiting.remove(key);
    if (one != null) {
      one.promise().complete();
    }
  }

  void failed(String key, String reason) {
    Waiting one = waiting.remove(key);
    if (one != null) {
      one.promise().fail(new PaymentFailedException(what + ": " + reason));
    }
  }

  /** Ends the waits that have lasted too long. */
  void sweep() {
    long now = System.nanoTime();
    List<String> late = new ArrayList<>();
    waiting.forEach(
        (key, one) -> {
          if (now - one.deadline() >= 0) {
            late.add(key);
          }
        });
    late.forEach(key -> failed(key, "no callback in time"));
  }
}
