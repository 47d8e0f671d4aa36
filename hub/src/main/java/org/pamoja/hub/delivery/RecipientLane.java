package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * The fresh messages for one participant: a bounded queue, a bounded number under way, and of one
 * transfer never more than one at a time. Each message gets one try from here; one that fails, that
 * is late, or for which there is no room is given to the table, with all that come after it about
 * the same transfer. Threads may share it.
 */
final class RecipientLane {
  /**
   * Longer than any transport lets a try last, so that no other try of the same message begins
   * meanwhile.
   */
  private static final Duration LONGEST_TRY = Duration.ofSeconds(45);

  private static final Duration IDLE_BEFORE_RETIRED = Duration.ofMinutes(10);

  private final DeliverySettings settings;
  private final DeliveryParts parts;
  private final Attempts attempts;
  private final ChangeWriter writer;
  private final Breaker breaker;

  /** All messages here that are not in the table, in order of arrival and so of deadline. */
  private final LinkedHashSet<Owed> held = new LinkedHashSet<>();

  /** Those that may be sent. */
  private final Deque<Owed> ready = new ArrayDeque<>();

  private final Map<TransferKey, Owed> lastOf = new HashMap<>();
  private final DeferredTransfers deferred = new DeferredTransfers();
  private Instant lastUsed;
  private int underWay;
  private boolean closed;
  private boolean retired;

  RecipientLane(
      DeliverySettings settings, DeliveryParts parts, Attempts attempts, ChangeWriter writer) {
    this.settings = settings;
    this.parts = parts;
    this.attempts = attempts;
    this.writer = writer;
    this.breaker = new Breaker(settings);
    this.lastUsed = parts.clock().instant();
  }

  /** Takes a message; false when the lane is retired and another one has to be found. */
  synchronized boolean offer(Owed owed) {
    if (retired) {
      return false;
    }
    lastUsed = parts.clock().instant();
    boolean room = held.size() < settings.queuePerParticipant();
    if (closed || !room || !breaker.isClosed() || deferred.contains(owed.about())) {
      postpone(owed, lastUsed, 0, "");
      return true;
    }
    held.add(owed);
    Owed before = lastOf.put(owed.about(), owed);
    if (before == null) {
      ready.add(owed);
      sendReady();
    } else {
      before.next = owed;
    }
    return true;
  }

  private void sendReady() {
    while (!closed && underWay < settings.concurrencyPerParticipant() && !ready.isEmpty()) {
      Owed owed = ready.poll();
      if (!owed.inTable) {
        owed.sending = true;
        underWay++;
        owed.whenAnswered(() -> parts.sending().execute(() -> send(owed)));
      }
    }
  }

  private void send(Owed owed) {
    if (parts.clock().instant().isBefore(owed.notice().validUntil())) {
      attempts.send(owed.event(), owed.index()).thenAccept(result -> tried(owed, result));
    } else {
      parts.metrics().lapsed(owed.notice().recipient());
      ended(owed, new DeliveryChange.Settled(owed.pointer()));
    }
  }

  private void tried(Owed owed, RelayResult result) {
    breaker.note(result, parts.clock().instant());
    ended(owed, attempts.end(owed.row(owed.event().at(), 0, "", false), owed.notice(), result));
  }

  private synchronized void ended(Owed owed, DeliveryChange.Ended end) {
    underWay--;
    owed.sending = false;
    if (owed.inTable) {
      writer.add(end, () -> rowEnded(owed.about(), end));
    } else {
      endHeld(owed, end);
    }
    if (!breaker.isClosed()) {
      moveAllWaiting();
    }
    sendReady();
  }

  private void endHeld(Owed owed, DeliveryChange.Ended end) {
    switch (end) {
      case DeliveryChange.Settled _ -> {
        held.remove(owed);
        owed.settle();
        releaseNext(owed);
      }
      case DeliveryChange.GivenUp(NoticePointer _, String error, Instant _) -> {
        giveToTable(owed, owed.row(parts.clock().instant(), 1, error, true));
        releaseNext(owed);
      }
      case DeliveryChange.Postponed(NoticePointer _, Instant nextTryAt, String error) -> {
        postpone(owed, nextTryAt, 1, error);
        moveFrom(owed, parts.clock().instant());
      }
    }
  }

  private void releaseNext(Owed owed) {
    if (owed.next == null) {
      lastOf.remove(owed.about(), owed);
    } else {
      ready.add(owed.next);
    }
  }

  /** The end of a try of which there is a row. */
  void rowEnded(TransferKey about, DeliveryChange.Ended end) {
    switch (end) {
      case DeliveryChange.Settled _, DeliveryChange.GivenUp _ -> rowGone(about);
      case DeliveryChange.Postponed _ -> {}
    }
  }

  private synchronized void rowGone(TransferKey about) {
    deferred.remove(about);
  }

  /** Gives what was not confirmed in time to the table, with what waits behind it. */
  synchronized void moveOverdue(Instant now) {
    while (!held.isEmpty() && held.getFirst().isOverdue(now)) {
      moveFrom(held.getFirst(), now);
    }
    ready.removeIf(owed -> owed.inTable);
    deferred.forgetOld(now);
  }

  /**
   * What waits behind a message under way must not come before it in the table, so that one goes
   * too.
   */
  private void moveAllWaiting() {
    Instant now = parts.clock().instant();
    for (Owed owed : List.copyOf(held)) {
      boolean waits = !owed.sending || owed.next != null;
      if (waits && !owed.inTable) {
        moveFrom(owed, now);
      }
    }
  }

  /**
   * Gives a message and all behind it to the table, so that new ones about the transfer find nobody
   * to wait for.
   */
  private void moveFrom(Owed first, Instant now) {
    for (Owed owed = first; owed != null; owed = owed.next) {
      if (!owed.inTable) {
        postpone(owed, owed.sending ? now.plus(LONGEST_TRY) : now, 0, "");
      }
    }
    lastOf.remove(first.about());
  }

  private void postpone(Owed owed, Instant nextTryAt, int tries, String error) {
    deferred.add(owed.about(), parts.clock().instant());
    giveToTable(owed, owed.row(nextTryAt, tries, error, false));
  }

  private void giveToTable(Owed owed, Undelivered row) {
    owed.inTable = true;
    held.remove(owed);
    writer.add(new DeliveryChange.Added(row), owed::settle);
  }

  /** Starts nothing more. */
  synchronized void close() {
    closed = true;
  }

  /** Gives everything to the table, also what is still under way, for others to try at once. */
  synchronized void abandon() {
    Instant now = parts.clock().instant();
    for (Owed owed : List.copyOf(held)) {
      postpone(owed, now, 0, owed.sending ? "the node was stopped before there was an answer" : "");
    }
  }

  /** Whether the lane has nothing to remember; from then on it takes nothing. */
  synchronized boolean retireIfIdle(Instant now) {
    boolean empty = held.isEmpty() && underWay == 0;
    boolean forgettable = breaker.isClosed() && deferred.isEmpty();
    boolean longUnused = lastUsed.plus(IDLE_BEFORE_RETIRED).isBefore(now);
    retired = empty && (forgettable || longUnused);
    return retired;
  }

  Breaker breaker() {
    return breaker;
  }

  /** Messages in memory, those under way included. */
  synchronized int size() {
    return held.size();
  }

  /** Messages under way. */
  synchronized int underWay() {
    return underWay;
  }
}
