package org.pamoja.hub.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the messages of the table again. Every node does; a claim keeps two from trying the same
 * one. Requests for money are tried while the ledger says that they are wanted, everything else
 * until it is too old (architecture, table of retries). Threads may share it.
 */
final class RetryWorker {
  private static final Logger LOG = LoggerFactory.getLogger(RetryWorker.class);

  private final DeliverySettings settings;
  private final DeliveryParts parts;
  private final Attempts attempts;
  private final ChangeWriter writer;
  private final StillWanted wanted;
  private final Function<String, RecipientLane> lanes;
  private final Map<NoticePointer, String> underWay = new ConcurrentHashMap<>();
  private final Map<String, Integer> places = new ConcurrentHashMap<>();

  /** Those that are asking the database for work at this moment. */
  private final AtomicInteger claiming = new AtomicInteger();

  private volatile boolean stopped;

  RetryWorker(
      DeliverySettings settings,
      DeliveryParts parts,
      Attempts attempts,
      ChangeWriter writer,
      Function<String, RecipientLane> lanes) {
    this.settings = settings;
    this.parts = parts;
    this.attempts = attempts;
    this.writer = writer;
    this.lanes = lanes;
    this.wanted = new StillWanted(parts.reservations(), parts.clock());
  }

  /** Begins the tries that are due and keeps the claims of those under way. */
  void run() {
    Instant now = parts.clock().instant();
    parts.store().renew(parts.node(), List.copyOf(underWay.keySet()), now.plus(settings.lease()));
    if (!stopped) {
      parts.store().participantsDue(now).forEach(this::tryFor);
    }
  }

  /** Claims nothing more. */
  void stop() {
    stopped = true;
  }

  /** Tries under way, and claims that may become tries. */
  int underWay() {
    return underWay.size() + claiming.get();
  }

  /**
   * An operator wants a participant's messages to be tried now: a pause before the next probe ends.
   */
  void wake(String participant) {
    returnProbe(lanes.apply(participant));
    tryAgainFor(participant);
  }

  private void tryFor(String participant) {
    claiming.incrementAndGet();
    try {
      begin(participant);
    } finally {
      claiming.decrementAndGet();
    }
  }

  private void begin(String participant) {
    RecipientLane lane = lanes.apply(participant);
    Instant now = parts.clock().instant();
    boolean free = lane.breaker().isClosed();
    if (stopped || !free && !lane.breaker().takeProbe(now)) {
      return;
    }
    List<Undelivered> claimed =
        claim(participant, free ? settings.retriesPerParticipant() : 1, now);
    if (claimed.isEmpty() && !free) {
      lane.breaker().returnProbe(now);
    }
    for (Undelivered row : claimed) {
      underWay.put(row.pointer(), participant);
      parts.blocking().execute(() -> retry(row, lane));
    }
  }

  private List<Undelivered> claim(String participant, int wanted, Instant now) {
    int limit = takePlaces(participant, wanted);
    List<Undelivered> claimed = List.of();
    try {
      if (limit > 0) {
        Instant until = now.plus(settings.lease());
        claimed =
            parts
                .store()
                .claim(new DeliveryStore.Claim(parts.node(), participant, limit, now, until));
      }
      return claimed;
    } finally {
      givePlacesBack(participant, limit - claimed.size());
    }
  }

  private int takePlaces(String participant, int wanted) {
    int[] taken = new int[1];
    places.compute(
        participant,
        (_, before) -> {
          int used = before == null ? 0 : before;
          taken[0] = Math.clamp(settings.retriesPerParticipant() - used, 0, wanted);
          return used + taken[0];
        });
    return taken[0];
  }

  private void givePlacesBack(String participant, int count) {
    places.computeIfPresent(participant, (_, before) -> before <= count ? null : before - count);
  }

  private void retry(Undelivered row, RecipientLane lane) {
    try {
      Optional<Event> event = parts.events().read(row.pointer().event());
      if (event.isPresent()) {
        retry(row, event.get(), lane);
      } else {
        endUntried(row, lane, givenUp(row, "its event is not stored"));
      }
    } catch (RuntimeException failure) {
      // The claim runs out by itself, and then the row is due again.
      LOG.warn("{} could not be tried again: {}", row.pointer(), failure.toString());
      returnProbe(lane);
      leave(row);
    }
  }

  private void retry(Undelivered row, Event event, RecipientLane lane) {
    Instant now = parts.clock().instant();
    Notice notice = event.notices().get(row.pointer().index());
    if (wanted.refusal(notice).isPresent()) {
      parts.metrics().lapsed(row.participant());
      endUntried(row, lane, new DeliveryChange.Settled(row.pointer()));
    } else if (!now.isBefore(row.triedSince().plus(settings.giveUpAfter()))) {
      endUntried(row, lane, givenUp(row, "too old: " + row.lastError()));
    } else {
      attempts
          .send(event, row.pointer().index())
          .thenAccept(
              result -> {
                lane.breaker().note(result, parts.clock().instant());
                end(row, lane, attempts.end(row, notice, result));
              });
    }
  }

  private DeliveryChange.Ended givenUp(Undelivered row, String error) {
    return new DeliveryChange.GivenUp(row.pointer(), error, parts.clock().instant());
  }

  private void endUntried(Undelivered row, RecipientLane lane, DeliveryChange.Ended end) {
    returnProbe(lane);
    end(row, lane, end);
  }

  private void returnProbe(RecipientLane lane) {
    if (!lane.breaker().isClosed()) {
      lane.breaker().returnProbe(parts.clock().instant());
    }
  }

  /**
   * The place is free and the claim kept no more only once the end is durable: until then nobody
   * may try it again.
   */
  private void end(Undelivered row, RecipientLane lane, DeliveryChange.Ended end) {
    writer.add(
        end,
        () -> {
          lane.rowEnded(row.about(), end);
          leave(row);
        });
  }

  private void leave(Undelivered row) {
    underWay.remove(row.pointer());
    givePlacesBack(row.participant(), 1);
    if (!places.containsKey(row.participant()) && !stopped) {
      // A participant that is back gets its backlog as fast as it takes it, not at the pace of the
      // timer.
      parts.blocking().execute(() -> tryAgainFor(row.participant()));
    }
  }

  private void tryAgainFor(String participant) {
    try {
      tryFor(participant);
    } catch (RuntimeException failure) {
      LOG.warn("The messages of {} could not be claimed: {}", participant, failure.toString());
    }
  }
}
