package org.pamoja.hub.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.transfer.TransferKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the ledger reserves and gives back, five times a second: this node's events into the
 * database, together with a mark up to which event they are counted, then all nodes' counts from
 * there into memory. Also looks whether the rules have changed, and counts on for nodes that are
 * gone. With no rule that limits a period it only looks at the rules' version. Threads may share
 * it.
 *
 * <p>Each event counts once: the mark moves in the same transaction, and only from where it was.
 */
final class UsageFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageFeed.class);

  /** From the end of one round to the next. */
  static final Duration PERIOD = Duration.ofMillis(200);

  /** A transaction that changes counts ends long before this: what it wrote is read next time. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private static final int ROUNDS_PER_FULL_READING = 300;
  private static final int ROUNDS_PER_CATCH_UP = 5;
  private static final int MOST_WAITING = 100_000;
  private static final int SLICE = 1_000;

  private final CachedRules rules;
  private final UsageBook book;
  private final UsageStore store;
  private final CountedTransfers transfers;
  private final EventReader history;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rules").factory());

  // Guarded by this.
  private List<Event> waiting = new ArrayList<>();
  private boolean overflowed;
  private int stream = -1;
  private long seen;

  // The timer thread's own.
  private long counted = -1;
  private Slice unfinished;
  private Instant mark = Instant.EPOCH;
  private long rounds;
  private boolean failing;

  /** Events up to a mark, with what they change. */
  private record Slice(
      long to, Map<UsageBook.Bucket, UsageBook.Count> changes, List<String> transfers) {}

  UsageFeed(
      CachedRules rules,
      UsageBook book,
      UsageStore store,
      CountedTransfers transfers,
      EventReader history,
      InstantSource clock) {
    this.rules = rules;
    this.book = book;
    this.store = store;
    this.transfers = transfers;
    this.history = history;
    this.clock = clock;
  }

  /** Reads what is used, so that no payment is judged without it, and begins; blocks. */
  void start() {
    round();
    timer.scheduleWithFixedDelay(
        this::guardedRound, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Learns what a batch has reserved and given back, in sequence. */
  public synchronized void onCommitted(List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    boolean counts = rules.current().counts();
    for (Event event : events) {
      if (counts && CountedTransfers.concerns(event)) {
        waiting.add(event);
      }
    }
    stream = events.getFirst().pointer().stream();
    seen = events.getLast().pointer().sequence();
    if (waiting.size() > MOST_WAITING) {
      // They are read from the database instead, from the mark on.
      waiting = new ArrayList<>();
      overflowed = true;
    }
  }

  private void guardedRound() {
    try {
      round();
      failing = false;
    } catch (RuntimeException failure) {
      // Caught, since a scheduled task that throws is never run again. Counting goes on where it
      // was.
      if (!failing) {
        LOG.warn("periods of rules cannot be counted now, trying on: {}", failure.toString());
      }
      failing = true;
    }
  }

  /** One round. The timer's, and that of tests which have no timer. */
  void round() {
    rules.refresh();
    RuleSet current = rules.current();
    rounds++;
    if (!current.counts()) {
      stop();
      return;
    }
    countOwn(current);
    if (rounds % ROUNDS_PER_CATCH_UP == 1) {
      catchUp(current);
    }
    read(List.of());
    if (rounds % ROUNDS_PER_FULL_READING == 0) {
      clean(current);
    }
  }

  /** Forgets what no rule looks at any more, and has everything read anew. */
  private void clean(RuleSet current) {
    Map<String, Instant> oldest = current.oldestBuckets(clock.instant());
    store.keep(oldest);
    book.keep(oldest);
    mark = Instant.EPOCH;
  }

  /** Nothing is counted any more. */
  private void stop() {
    int own;
    synchronized (this) {
      waiting = new ArrayList<>();
      overflowed = false;
      own = stream;
    }
    unfinished = null;
    mark = Instant.EPOCH;
    book.clear();
    if (counted >= 0) {
      store.end(own);
      counted = -1;
    }
    if (rounds % ROUNDS_PER_FULL_READING == 1) {
      store.endClosed();
    }
  }

  private void countOwn(RuleSet current) {
    if (unfinished == null) {
      unfinished = next(current);
    }
    if (unfinished == null) {
      return;
    }
    Slice slice = unfinished;
    int own = ownStream();
    if (slice.to() > counted && !store.add(own, counted, slice.to(), slice.changes())) {
      OptionalLong stored = store.sequence(own);
      if (stored.isEmpty() || stored.getAsLong() != slice.to()) {
        LOG.error("stream {} was counted by another node: this node counts no more", own);
      }
    }
    counted = slice.to();
    unfinished = null;
    read(slice.transfers());
  }

  /** What is to be counted next; null when there is nothing. */
  private Slice next(RuleSet current) {
    List<Event> events;
    long to;
    boolean reread;
    int own;
    synchronized (this) {
      if (stream < 0) {
        return null;
      }
      events = waiting;
      waiting = new ArrayList<>();
      reread = overflowed;
      overflowed = false;
      to = seen;
      own = stream;
    }
    if (counted < 0) {
      counted = events.isEmpty() ? to : events.getFirst().pointer().sequence() - 1;
      store.begin(own, counted);
    }
    if (reread) {
      return reread(current, own, to);
    }
    return events.isEmpty() ? null : slice(current, events, to);
  }

  private Slice reread(RuleSet current, int own, long to) {
    List<Event> missed = history.after(own, counted, SLICE);
    long last = missed.isEmpty() ? to : missed.getLast().pointer().sequence();
    if (last < to) {
      synchronized (this) {
        // The rest comes in the following rounds, the newly arrived with it.
        waiting = new ArrayList<>();
        overflowed = true;
      }
    }
    List<Event> upTo =
        missed.stream()
            .filter(event -> event.pointer().sequence() <= to)
            .filter(CountedTransfers::concerns)
            .toList();
    return slice(current, upTo, Math.min(last, to));
  }

  private Slice slice(RuleSet current, List<Event> events, long to) {
    List<String> reserved =
        events.stream()
            .filter(CountedTransfers::isReservation)
            .flatMap(event -> event.about().map(TransferKey::id).stream())
            .toList();
    return new Slice(to, transfers.changes(current, events), reserved);
  }

  /** Counts what streams that have ended left uncounted; whichever node is first. */
  private void catchUp(RuleSet current) {
    for (UsageStore.Ended ended : store.ended()) {
      List<Event> events = history.after(ended.stream(), ended.sequence(), SLICE);
      if (events.isEmpty()) {
        store.end(ended.stream());
      } else {
        store.add(
            ended.stream(),
            ended.sequence(),
            events.getLast().pointer().sequence(),
            transfers.changes(current, events));
      }
    }
  }

  private void read(List<String> countedTransfers) {
    Instant since = mark.equals(Instant.EPOCH) ? mark : mark.minus(OVERLAP);
    UsageStore.Reading reading = store.read(since);
    mark = reading.mark().isAfter(mark) ? reading.mark() : mark;
    book.counted(reading.counts(), countedTransfers);
  }

  private synchronized int ownStream() {
    return stream;
  }

  /** Counts what is left and ends; to be called once clearing takes nothing more. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    guardedRound();
  }
}
