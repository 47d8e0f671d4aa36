package org.pamoja.hub.delivery;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes of the table of undelivered messages, in the order they come, many in one
 * transaction, and tries again until the database takes them. Threads may share it.
 *
 * <p>{@link #add} never waits, since event loops call it: what it may be given is bounded by the
 * messages in memory. The one source without such a bound, newly committed events, waits in {@link
 * #awaitRoom}.
 */
final class ChangeWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWriter.class);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(200);

  /**
   * @param change what is to be written
   * @param written called once it is durable, on the writer's thread; must not block
   */
  private record Entry(DeliveryChange change, Runnable written) {}

  private final DeliveryStore store;
  private final String node;
  private final int batchSize;
  private final int room;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final Thread thread;
  private int writing;
  private boolean ended;

  ChangeWriter(DeliveryParts parts, DeliverySettings settings) {
    this.store = parts.store();
    this.node = parts.node();
    this.batchSize = settings.writeBatch();
    this.room = settings.writeQueue();
    this.thread = Thread.ofVirtual().name("delivery-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  synchronized void add(DeliveryChange change, Runnable written) {
    waiting.add(new Entry(change, written));
    notifyAll();
  }

  /** Returns when fewer changes than the queue's bound wait, or the writer has ended. */
  synchronized void awaitRoom() {
    boolean interrupted = false;
    while (waiting.size() >= room && !ended) {
      try {
        wait();
      } catch (InterruptedException keepWaiting) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until everything added so far is durable; false when that takes longer than {@code
   * limit}.
   */
  synchronized boolean flush(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!waiting.isEmpty() || writing > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /**
   * Writes nothing more; what still waits is left to the cursor. A write under way is not
   * interrupted, since that would break its connection.
   */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Whether it writes. */
  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    try {
      for (List<Entry> batch = take(); !batch.isEmpty(); batch = take()) {
        if (write(batch)) {
          batch.forEach(ChangeWriter::tellWritten);
        }
        finished();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** A defect of one listener must not end the writing for all. */
  private static void tellWritten(Entry entry) {
    try {
      entry.written().run();
    } catch (RuntimeException defect) {
      LOG.error("What follows from the stored {} failed", entry.change(), defect);
    }
  }

  /** What is to be written next; nothing when the end has come. */
  private synchronized List<Entry> take() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    List<Entry> batch = new ArrayList<>();
    if (ended) {
      return batch;
    }
    while (batch.size() < batchSize && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    writing = batch.size();
    return batch;
  }

  private synchronized void finished() {
    writing = 0;
    notifyAll();
  }

  /** Writes until it is durable; false when the end comes before. */
  private boolean write(List<Entry> batch) throws InterruptedException {
    List<DeliveryChange> changes = batch.stream().map(Entry::change).toList();
    boolean complained = false;
    while (true) {
      try {
        store.apply(node, changes);
        return true;
      } catch (RuntimeException failure) {
        if (isEnded()) {
          LOG.debug("Left to the cursor: {}", failure.toString());
          return false;
        }
        if (isFaultOfData(failure)) {
          return writeApart(batch, failure);
        }
        if (!complained) {
          LOG.warn("Undelivered messages cannot be written, trying on: {}", failure.toString());
          complained = true;
        }
        pause();
      }
    }
  }

  /**
   * One change the database refuses for good must not hold up all others: it is found by halving,
   * told and left out.
   */
  private boolean writeApart(List<Entry> batch, RuntimeException failure)
      throws InterruptedException {
    if (batch.size() == 1) {
      LOG.error("A change of undelivered messages is lost: {}", batch.getFirst().change(), failure);
      return true;
    }
    int half = batch.size() / 2;
    return write(batch.subList(0, half)) && write(batch.subList(half, batch.size()));
  }

  /** SQLSTATE classes 22 and 23: data exception, integrity constraint. */
  private static boolean isFaultOfData(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
      }
    }
    return false;
  }

  private synchronized boolean isEnded() {
    return ended;
  }

  private synchronized void pause() throws InterruptedException {
    if (!ended) {
      wait(PAUSE_AFTER_FAULT.toMillis());
    }
  }
}
