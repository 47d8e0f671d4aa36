package org.pamoja.hub.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this node knows of how much of the periods is used: the counts of all nodes as last read,
 * and what it has itself let through since ("held") and not yet seen counted. So payments that one
 * node lets through never overrun a limit together, however many arrive at once; what other nodes
 * let through is seen once both have counted and read. Threads may share it; one lock, held for map
 * operations.
 */
final class UsageBook {
  /**
   * More holds than these are not remembered: counting is far behind then, and memory is finite.
   */
  private static final int MOST_HELD = 200_000;

  /**
   * A count.
   *
   * @param amount minor units; {@link Long#MAX_VALUE} for that or more
   * @param transfers how many
   */
  record Count(long amount, long transfers) {
    static final Count NONE = new Count(0, 0);

    Count plus(long moreAmount, long moreTransfers) {
      return new Count(saturated(amount, moreAmount), transfers + moreTransfers);
    }

    private static long saturated(long one, long other) {
      long sum = one + other;
      boolean overflowed = ((one ^ sum) & (other ^ sum)) < 0;
      return !overflowed ? sum : one > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  /**
   * One bucket of one participant under one counter.
   *
   * @param key counter and participant
   * @param start when the bucket begins
   */
  record Bucket(Claim.Key key, Instant start) {}

  /** What one transfer holds of periods. What can change is guarded by the book's lock. */
  static final class Room {
    /** That of a payment which takes none and needs none. */
    static final Room NONE = notTaken(Optional.empty());

    private final String transfer;
    private final List<Claim> claims;
    private final Optional<Rule.Period> full;
    private int undecided = 1;
    private boolean reserved;

    private Room(String transfer, List<Claim> claims, Optional<Rule.Period> full) {
      this.transfer = transfer;
      this.claims = claims;
      this.full = full;
    }

    /** That of a payment which takes none: it only asked, or is to be refused. */
    static Room notTaken(Optional<Rule.Period> full) {
      return new Room("", List.of(), full);
    }

    /** The first rule that has none, if the payment has to be refused. */
    Optional<Rule.Period> full() {
      return full;
    }
  }

  private final Map<Claim.Key, Map<Instant, Count>> counted = new HashMap<>();
  private final Map<Claim.Key, Count> held = new HashMap<>();
  private final Map<String, List<Room>> rooms = new HashMap<>();

  /** The first rule that has no room for its claim. */
  synchronized Optional<Rule.Period> check(List<Claim> claims, Instant now) {
    for (Claim claim : claims) {
      if (!fits(claim, now)) {
        return Optional.of(claim.rule());
      }
    }
    return Optional.empty();
  }

  /**
   * The same; when all have room, it is taken until the transfer is decided otherwise or counted. A
   * prepare that comes twice at once takes room once, and keeps it while any of its copies may
   * still be reserved. A message about the same transfer that claims something else is held against
   * the limits by itself: nobody knows yet which of the two the ledger will take.
   */
  synchronized Room hold(String transfer, List<Claim> claims, Instant now) {
    if (claims.isEmpty()) {
      return Room.NONE;
    }
    List<Room> known = rooms.getOrDefault(transfer, List.of());
    for (Room room : known) {
      if (room.claims.equals(claims)) {
        room.undecided++;
        return room;
      }
    }
    Optional<Rule.Period> full = check(claims, now);
    if (full.isPresent() || rooms.size() >= MOST_HELD) {
      return Room.notTaken(full);
    }
    Room room = new Room(transfer, List.copyOf(claims), full);
    rooms.computeIfAbsent(transfer, _ -> new ArrayList<>(1)).add(room);
    claims.forEach(claim -> changeHeld(claim, 1));
    return room;
  }

  /**
   * Tells what became of one of the messages that a room was taken for. A room of which one was
   * reserved stays taken until the transfer is counted, whatever becomes of the others.
   */
  synchronized void decided(Room room, boolean reserved) {
    List<Room> known = rooms.get(room.transfer);
    if (known == null || !known.contains(room)) {
      return; // Not taken, or counted by now.
    }
    room.undecided--;
    room.reserved |= reserved;
    if (room.undecided == 0 && !room.reserved) {
      giveBack(room);
      known.remove(room);
      if (known.isEmpty()) {
        rooms.remove(room.transfer);
      }
    }
  }

  private void release(String transfer) {
    List<Room> known = rooms.remove(transfer);
    if (known != null) {
      known.forEach(this::giveBack);
    }
  }

  private void giveBack(Room room) {
    room.claims.forEach(claim -> changeHeld(claim, -1));
  }

  /** Takes over what was read from the database, and lets go of what is counted in it. */
  synchronized void counted(Map<Bucket, Count> read, List<String> transfers) {
    read.forEach(
        (bucket, count) ->
            counted.computeIfAbsent(bucket.key(), _ -> new HashMap<>()).put(bucket.start(), count));
    transfers.forEach(this::release);
  }

  /**
   * Forgets what is not looked at any more.
   *
   * @param oldest by counter, the oldest bucket that still matters; other counters do not
   */
  synchronized void keep(Map<String, Instant> oldest) {
    counted.keySet().removeIf(key -> !oldest.containsKey(key.counter()));
    counted.forEach(
        (key, buckets) -> buckets.keySet().removeIf(oldest.get(key.counter())::isAfter));
    counted.values().removeIf(Map::isEmpty);
  }

  /** Forgets everything. */
  synchronized void clear() {
    counted.clear();
    held.clear();
    rooms.clear();
  }

  /** What is used of a rule's present period, held room included. */
  synchronized Count used(Rule.Period rule, Claim.Key key, Instant now) {
    Map<Instant, Count> buckets = counted.getOrDefault(key, Map.of());
    Count sum = held.getOrDefault(key, Count.NONE);
    Instant start = rule.unit().start(now);
    for (int i = 0; i < rule.buckets() && !buckets.isEmpty(); i++) {
      Count count = buckets.getOrDefault(rule.unit().plus(start, -i), Count.NONE);
      sum = sum.plus(count.amount(), count.transfers());
    }
    return sum;
  }

  private boolean fits(Claim claim, Instant now) {
    Count with = used(claim.rule(), claim.key(), now).plus(claim.amount(), 1);
    return with.amount() <= claim.rule().amount().orElse(Long.MAX_VALUE)
        && with.transfers() <= claim.rule().transfers().orElse(Long.MAX_VALUE);
  }

  private void changeHeld(Claim claim, int sign) {
    Count before = held.getOrDefault(claim.key(), Count.NONE);
    long amount = claim.amount() == Long.MAX_VALUE ? 0 : claim.amount();
    Count after = before.plus(sign * amount, sign);
    if (after.transfers() == 0) {
      held.remove(claim.key());
    } else {
      held.put(claim.key(), after);
    }
  }
}
