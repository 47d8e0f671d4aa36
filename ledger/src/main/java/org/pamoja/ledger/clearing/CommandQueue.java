package org.pamoja.ledger.clearing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue before the batcher: any number of threads put, one takes. A part of the room is
 * kept for outcomes.
 */
final class CommandQueue {
  private final int capacity;
  private final int ordinaryCapacity;
  private final Deque<PendingCommand> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  CommandQueue(int capacity, int reservedForOutcomes) {
    this.capacity = capacity;
    this.ordinaryCapacity = capacity - reservedForOutcomes;
  }

  /** Adds a command; false when there is no room for it or the queue is closed. */
  boolean offer(PendingCommand command) {
    lock.lock();
    try {
      int room = command.submission().command().isOutcome() ? capacity : ordinaryCapacity;
      if (closed || waiting.size() >= room) {
        return false;
      }
      waiting.addLast(command);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next batch, waiting for the first command, and a little for more.
   *
   * @param most most commands to take
   * @param linger how long to wait while fewer than half of {@code most} are there
   * @return empty when the queue is closed and has been emptied
   */
  List<PendingCommand> take(int most, Duration linger) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        if (closed) {
          return List.of();
        }
        changed.await();
      }
      long left = linger.toNanos();
      while (left > 0 && !closed && waiting.size() < most / 2) {
        left = changed.awaitNanos(left);
      }
      List<PendingCommand> taken = new ArrayList<>(Math.min(most, waiting.size()));
      while (taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.removeFirst());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, at most {@code wait}, but no longer than until the queue is closed. */
  void pause(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    if (isClosed()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), TimeUnit.MILLISECONDS.toNanos(50)));
    }
  }

  /** Accepts nothing more; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes whatever waits. */
  List<PendingCommand> takeAll() {
    lock.lock();
    try {
      List<PendingCommand> taken = List.copyOf(waiting);
      waiting.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** How many commands wait. */
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
