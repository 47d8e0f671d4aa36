package org.pamoja.wallet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Brings callbacks to those who wait for them. A wait ends with the callback or with its time;
 * nothing is kept longer. Threads may share it.
 *
 * @param <T> what a callback brings
 */
final class Waiting<T> {
  private final Map<String, List<CompletableFuture<T>>> waiters = new ConcurrentHashMap<>();

  /** Waits for what {@link #arrived} or {@link #failed} says of {@code key}. */
  CompletableFuture<T> waitFor(String key, Duration patience) {
    CompletableFuture<T> waiter = new CompletableFuture<>();
    waiters.computeIfAbsent(key, absent -> new CopyOnWriteArrayList<>()).add(waiter);
    waiter.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    waiter.whenComplete((value, failure) -> forget(key, waiter));
    return waiter;
  }

  /** A callback brought {@code value}. */
  void arrived(String key, T value) {
    waiters.getOrDefault(key, List.of()).forEach(waiter -> waiter.complete(value));
  }

  /** A callback brought a failure. */
  void failed(String key, RuntimeException failure) {
    waiters.getOrDefault(key, List.of()).forEach(waiter -> waiter.completeExceptionally(failure));
  }

  private void forget(String key, CompletableFuture<T> waiter) {
    waiters.computeIfPresent(
        key,
        (same, list) -> {
          list.remove(waiter);
          return list.isEmpty() ? null : list;
        });
  }
}
