package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * Transfers of which this node has put messages for one participant into the table, so that later
 * messages about them queue up behind those instead of overtaking them. It forgets after a while,
 * since another node may have delivered them without this one hearing of it. Not for sharing: its
 * lane's lock guards it.
 */
final class DeferredTransfers {
  private static final int MOST = 10_000;
  private static final Duration FORGET_AFTER = Duration.ofMinutes(5);

  private record Rows(int count, Instant since) {}

  private final Map<TransferKey, Rows> rows = new LinkedHashMap<>();

  boolean contains(TransferKey key) {
    return rows.containsKey(key);
  }

  void add(TransferKey key, Instant now) {
    Rows before = rows.remove(key);
    rows.put(key, new Rows(before == null ? 1 : before.count() + 1, now));
    if (rows.size() > MOST) {
      rows.remove(rows.keySet().iterator().next());
    }
  }

  void remove(TransferKey key) {
    rows.computeIfPresent(
        key,
        (_, before) -> before.count() == 1 ? null : new Rows(before.count() - 1, before.since()));
  }

  void forgetOld(Instant now) {
    Instant limit = now.minus(FORGET_AFTER);
    Iterator<Rows> oldestFirst = rows.values().iterator();
    while (oldestFirst.hasNext() && oldestFirst.next().since().isBefore(limit)) {
      oldestFirst.remove();
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
