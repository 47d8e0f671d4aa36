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

  private final Map<Claim.Key, Map<Instant, Count>> counted = new HashMap<>();
  private final Map<Claim.Key, Count> held = new HashMap<>();
  private final Map<String, List<Claim>> holds = new HashMap<>();

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
   * The same; when all have room, it is taken until {@link #release} for the transfer. A transfer
   * that holds room already, since its prepare came twice at once, gets no more.
   */
  synchronized Optional<Rule.Period> hold(String transfer, List<Claim> claims, Instant now) {
    if (holds.containsKey(transfer)) {
      return Optional.empty();
    }
    Optional<Rule.Period> full = check(claims, now);
    if (full.isEmpty() && holds.size() < MOST_HELD) {
      holds.put(transfer, List.copyOf(claims));
      claims.forEach(claim -> changeHeld(claim, 1));
    }
    return full;
  }

  /** Whether a transfer holds room. */
  synchronized boolean holds(String transfer) {
    return holds.containsKey(transfer);
  }

  /** Gives back what a transfer holds: it was not reserved, or it is counted now. */
  synchronized void release(String transfer) {
    List<Claim> claims = holds.remove(transfer);
    if (claims != null) {
      claims.forEach(claim -> changeHeld(claim, -1));
    }
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
    holds.clear();
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

  /** Ids of the transfers that hold room, for tests. */
  synchronized List<String> holding() {
    return new ArrayList<>(holds.keySet());
  }
}
