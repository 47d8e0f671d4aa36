package org.pamoja.hub.cache;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A small memory of answers: at most {@code capacity} of them, the least recently used leaves
 * first, and none is used longer than {@code lifetime} after it was put in. Threads may share it;
 * one lock, held for a map operation.
 *
 * <p>An answer read before a change must not be remembered after it: readers take {@link
 * #generation} first, and {@link #put} forgets an answer of an earlier generation than the last
 * {@link #clear} or {@link #remove}.
 */
public final class RecentValues<K, V> {
  private record Held<V>(V value, long until) {}

  private final InstantSource clock;
  private final long lifetimeMillis;
  private final Map<K, Held<V>> values;
  private long generation;

  /** An empty memory. */
  public RecentValues(int capacity, Duration lifetime, InstantSource clock) {
    this.clock = clock;
    this.lifetimeMillis = lifetime.toMillis();
    this.values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Held<V>> eldest) {
            return size() > capacity;
          }
        };
  }

  /** To be asked before a value is read from the source. */
  public synchronized long generation() {
    return generation;
  }

  /** The value, if it is still to be used. */
  public synchronized Optional<V> get(K key) {
    Held<V> held = values.get(key);
    if (held == null) {
      return Optional.empty();
    }
    if (held.until() <= clock.millis()) {
      values.remove(key);
      return Optional.empty();
    }
    return Optional.of(held.value());
  }

  /**
   * Remembers a value read after {@code readIn} was current, unless there was a change meanwhile.
   */
  public synchronized void put(K key, V value, long readIn) {
    if (readIn == generation) {
      values.put(key, new Held<>(value, clock.millis() + lifetimeMillis));
    }
  }

  /** Forgets the value of a key, because what it was read from has changed. */
  public synchronized void remove(K key) {
    generation++;
    values.remove(key);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    generation++;
    values.clear();
  }

  /** How many are held, used or not. */
  public synchronized int size() {
    return values.size();
  }
}
