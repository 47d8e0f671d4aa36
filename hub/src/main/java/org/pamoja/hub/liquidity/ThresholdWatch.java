package org.pamoja.hub.liquidity;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.ledger.event.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares positions and liquidity with their thresholds, off the way of payments: committed events
 * only make the next look due, which is taken within a second by whichever node comes first, and
 * every few seconds in any case, for what other nodes did before they died. So what is exceeded for
 * less than a second may go unseen. A change is logged and counted by the node that found it, is
 * stored, and is told by calls.
 *
 * <p>Meters: {@code pamoja_liquidity_alarms_total{participant,kind}} and {@code
 * pamoja_liquidity_alarms_raised}. Threads may share it; {@link #look} blocks.
 */
final class ThresholdWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ThresholdWatch.class);
  private static final int LOOKS_BETWEEN = 5;

  private final Jdbi jdbi;
  private final AlarmTeller teller;
  private final AlarmMeters meters;
  private final AlarmStore store = new AlarmStore();
  private final AtomicInteger idle = new AtomicInteger();
  private volatile boolean due = true;

  ThresholdWatch(Jdbi jdbi, AlarmTeller teller, MeterRegistry registry) {
    this.jdbi = jdbi;
    this.teller = teller;
    this.meters = new AlarmMeters(registry);
  }

  /** Learns that a batch has become durable, which may have moved a position. */
  public void onCommitted(List<Event> events) {
    if (!events.isEmpty()) {
      due = true;
    }
  }

  /** Looks, if something was committed since the last time or it is long ago. */
  void look() {
    if (!due && idle.incrementAndGet() < LOOKS_BETWEEN) {
      return;
    }
    idle.set(0);
    // Before the look: what is committed during it makes the next one due.
    due = false;
    try {
      if (!jdbi.inTransaction(this::compare)) {
        due = true;
      }
    } catch (RuntimeException failure) {
      due = true;
      throw failure;
    }
  }

  /** Removes alarms that were cleared long ago. */
  void forget() {
    jdbi.useHandle(store::forget);
  }

  private boolean compare(Handle handle) {
    if (!store.takeWatch(handle)) {
      return false;
    }
    List<LiquidityAlarm> cleared = store.clear(handle);
    List<LiquidityAlarm> raised = store.raise(handle);
    cleared.forEach(alarm -> teller.owe(handle, alarm));
    raised.forEach(alarm -> teller.owe(handle, alarm));
    meters.raisedNow(store.raised(handle));
    // Told before the commit: should that fail, the next look finds and tells the same once more.
    cleared.forEach(ThresholdWatch::logCleared);
    raised.forEach(this::logRaised);
    return true;
  }

  private void logRaised(LiquidityAlarm alarm) {
    meters.raised(alarm.participant(), alarm.kind());
    LOG.warn("Alarm: {}", AlarmView.text(alarm));
  }

  private static void logCleared(LiquidityAlarm alarm) {
    LOG.info(
        "Alarm cleared: {} of {} in {}",
        AlarmView.kind(alarm.kind()),
        alarm.participant(),
        alarm.currency());
  }
}
