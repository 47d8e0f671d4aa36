package org.pamoja.ledger.clearing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.command.Submission;
import org.pamoja.ledger.event.Envelope;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * Submits {@link Command.Expire} when the time of a reservation comes. Learns of reservations as
 * they become durable, and from the sweep of the database, which finds what this node cannot know
 * of.
 *
 * <p>Only time spans are taken from the node's clock; the instants compared come from one clock,
 * the database's. An hour's difference between the two changes nothing. Whether a transfer has
 * expired is for the batch to say: one that is asked too early is asked again.
 *
 * <p>Threads may share it.
 */
public final class ExpiryTimers {

  /** Under whose name expiries are recorded. */
  public static final String PRINCIPAL = "expiry";

  /**
   * Reservations due later than this are left to the sweep, so that memory holds only what is near.
   */
  public static final Duration HORIZON = Duration.ofMinutes(10);

  private static final Duration TICK = Duration.ofMillis(100);

  /** So that the batch's own time is surely past the expiration. */
  private static final Duration MARGIN = Duration.ofMillis(10);

  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_ARMED = 1_000_000;
  private static final int LEAST_TO_TIDY = 10_000;
  private static final int MOST_UNDER_WAY = 1_000;

  /** Takes commands, as {@link Clearing#submit} does. */
  @FunctionalInterface
  public interface Submitter {
    /** See {@link Clearing#submit}. */
    CompletableFuture<Outcome> submit(Submission submission, Executor completeOn);
  }

  private record Armed(TransferKey key, Instant fireAt, int attempts) implements Comparable<Armed> {
    @Override
    public int compareTo(Armed other) {
      return fireAt.compareTo(other.fireAt);
    }
  }

  private final Timers timers;
  private final InstantSource clock;
  private final Executor executor;
  private final Map<TransferKey, Armed> armed = new HashMap<>();
  private final PriorityQueue<Armed> next = new PriorityQueue<>();
  private final Set<TransferKey> underWay = new HashSet<>();
  private Submitter submitter;

  /**
   * Timers that have not started; reservations are remembered already.
   *
   * @param timers ticks ten times a second
   * @param clock the node's clock
   * @param executor where answers are looked at
   */
  public ExpiryTimers(Timers timers, InstantSource clock, Executor executor) {
    this.timers = timers;
    this.clock = clock;
    this.executor = executor;
  }

  /** Begins to submit. */
  public synchronized void start(Submitter to) {
    submitter = to;
    timers.schedule(TICK, this::tick);
  }

  /** Ends for good. */
  public synchronized void stop() {
    submitter = null;
  }

  /** How many reservations are watched. */
  public synchronized int armed() {
    return armed.size();
  }

  /** Learns what a batch has reserved and ended, to watch it or no longer; in sequence. */
  public synchronized void onCommitted(List<Event> events) {
    for (Event event : events) {
      if (event.about().isPresent() && event.to().isPresent()) {
        follow(event, event.about().get(), event.to().get());
      }
    }
  }

  /**
   * Watches a reservation, unless it is watched already.
   *
   * @param key transfer or conversion
   * @param untilDue time left until it expires by the database's clock; negative when it is overdue
   */
  public synchronized void arm(TransferKey key, Duration untilDue) {
    if (untilDue.compareTo(HORIZON) > 0 || armed.size() >= MOST_ARMED || armed.containsKey(key)) {
      return;
    }
    put(new Armed(key, clock.instant().plus(untilDue).plus(MARGIN), 0));
  }

  private void follow(Event event, TransferKey key, TransferState state) {
    if (state != TransferState.RESERVED) {
      armed.remove(key);
      return;
    }
    for (Notice notice : event.notices()) {
      if (notice.type() == Notice.Type.FORWARD_PREPARE && notice.about().equals(key)) {
        arm(
            key,
            Duration.between(
                event.at(), earlier(notice.validUntil(), event.at().plus(HORIZON).plusSeconds(1))));
      }
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void put(Armed one) {
    armed.put(one.key(), one);
    next.add(one);
    // Most reservations end long before they expire, and leave their place in the queue behind.
    if (next.size() > 2 * armed.size() + LEAST_TO_TIDY) {
      next.clear();
      armed.values().stream().filter(it -> !underWay.contains(it.key())).forEach(next::add);
    }
  }

  private void tick() {
    List<Armed> due = new ArrayList<>();
    Submitter to;
    synchronized (this) {
      to = submitter;
      if (to == null) {
        return;
      }
      collect(due);
    }
    timers.schedule(TICK, this::tick);
    for (Armed one : due) {
      to.submit(new Submission(new Command.Expire(one.key()), Envelope.NONE, PRINCIPAL), executor)
          .whenComplete((outcome, failure) -> answered(one, outcome, failure));
    }
  }

  // Bounded, so that a crowd of expiries leaves room in the queue for fulfilments.
  private void collect(List<Armed> due) {
    Instant now = clock.instant();
    while (!next.isEmpty()
        && !next.peek().fireAt().isAfter(now)
        && underWay.size() < MOST_UNDER_WAY) {
      Armed one = next.poll();
      // Ended meanwhile, or armed anew: the queue keeps what was, the map what is.
      if (armed.get(one.key()) == one && !underWay.contains(one.key())) {
        due.add(one);
        underWay.add(one.key());
      }
    }
  }

  private synchronized void answered(Armed one, Outcome outcome, Throwable failure) {
    underWay.remove(one.key());
    if (armed.get(one.key()) != one) {
      return;
    }
    armed.remove(one.key());
    // Ignored: it has ended, maybe at another node, which is so for most.
    boolean tooEarly = outcome != null && outcome.status() == Outcome.Status.REFUSED;
    if (failure == null && !tooEarly) {
      return;
    }
    // What was not accepted has cost nothing and is asked until it is. The sweep takes care of what
    // is given up here.
    boolean accepted = !(failure instanceof ClearingOverloadedException);
    int attempts = one.attempts() + (accepted ? 1 : 0);
    if (attempts <= MOST_ATTEMPTS) {
      put(new Armed(one.key(), clock.instant().plus(AGAIN), attempts));
    }
  }
}
