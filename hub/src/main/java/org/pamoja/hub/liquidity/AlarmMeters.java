package org.pamoja.hub.liquidity;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts alarms; names are listed at {@link ThresholdWatch}. Beyond 500 participants the rest share
 * the name {@code others}. Threads may share it.
 */
final class AlarmMeters {
  private static final int MAX_PARTICIPANTS = 500;

  private final MeterRegistry registry;
  private final AtomicInteger raised = new AtomicInteger();
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  AlarmMeters(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("pamoja.liquidity.alarms.raised", raised);
  }

  void raisedNow(int alarms) {
    raised.set(alarms);
  }

  void raised(String participant, LiquidityAlarm.Kind kind) {
    boolean own = known.contains(participant) || known.size() < MAX_PARTICIPANTS;
    if (own) {
      known.add(participant);
    }
    registry
        .counter(
            "pamoja.liquidity.alarms",
            "participant",
            own ? participant : "others",
            "kind",
            AlarmView.kind(kind))
        .increment();
  }
}
