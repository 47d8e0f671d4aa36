package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Remembers whether a participant can be reached. After some network faults in a row it is only
 * probed, one message at a time, with pauses that double; one answer of any kind ends that. Threads
 * may share it.
 */
final class Breaker {
  /** A probe whose end is never heard of must not keep a participant cut off for ever. */
  private static final Duration FORGET_PROBE_AFTER = Duration.ofMinutes(1);

  private final DeliverySettings settings;
  private int faults;
  private Duration pause;
  private Instant probeAt = Instant.MIN;

  Breaker(DeliverySettings settings) {
    this.settings = settings;
    this.pause = settings.breakerFirstPause();
  }

  /** Whether messages go out freely. */
  synchronized boolean isClosed() {
    return faults < settings.breakerFaults();
  }

  /** Whether one message may go out as a probe; then no other one may until its end is told. */
  synchronized boolean takeProbe(Instant now) {
    if (isClosed() || now.isBefore(probeAt)) {
      return false;
    }
    probeAt = now.plus(FORGET_PROBE_AFTER);
    return true;
  }

  /** The probe taken was not needed. */
  synchronized void returnProbe(Instant now) {
    probeAt = now;
  }

  /**
   * A network fault counts against the participant; any answer, good or bad, shows that it is
   * there.
   */
  synchronized void note(RelayResult result, Instant now) {
    boolean unreached =
        result instanceof RelayResult.Failed failed && failed.status() == 0 && failed.retryable();
    if (unreached) {
      faulted(now);
    } else {
      faults = 0;
      pause = settings.breakerFirstPause();
    }
  }

  private void faulted(Instant now) {
    boolean wasOpen = !isClosed();
    faults++;
    if (wasOpen) {
      Duration doubled = pause.multipliedBy(2);
      pause =
          doubled.compareTo(settings.breakerLongestPause()) < 0
              ? doubled
              : settings.breakerLongestPause();
    }
    probeAt = now.plus(pause);
  }
}
