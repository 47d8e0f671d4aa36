package org.pamoja.hub.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The end of one stream as far as it is in memory: which events still owe a notice that is neither
 * confirmed nor in the table. Its length is bounded by the time a message may stay in memory.
 * Threads may share it.
 */
final class StreamTail {
  /** One event with notices. */
  static final class Entry {
    private final long sequence;
    private final AtomicInteger open;

    private Entry(long sequence, int notices) {
      this.sequence = sequence;
      this.open = new AtomicInteger(notices);
    }

    /** One of its notices is confirmed or in the table. */
    void settle() {
      open.decrementAndGet();
    }
  }

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long last;
  private long saved;

  /** Takes note of an event; events come in sequence. */
  synchronized Entry add(long sequence, int notices) {
    last = sequence;
    Entry entry = new Entry(sequence, notices);
    if (notices > 0) {
      entries.add(entry);
    }
    return entry;
  }

  /** The sequence up to which, itself included, nothing is open any more. */
  synchronized long cursor() {
    while (!entries.isEmpty() && entries.peek().open.get() <= 0) {
      entries.poll();
    }
    return entries.isEmpty() ? last : entries.peek().sequence - 1;
  }

  /** Whether the cursor has moved since {@link #markSaved}. */
  synchronized boolean hasMoved() {
    return cursor() != saved;
  }

  synchronized void markSaved(long sequence) {
    saved = sequence;
  }
}
