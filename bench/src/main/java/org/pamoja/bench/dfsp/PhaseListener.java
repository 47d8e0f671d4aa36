package org.pamoja.bench.dfsp;

/** Told how long each phase of each payment took; called on several event loops. */
@FunctionalInterface
public interface PhaseListener {
  /** A phase has ended well after this many nanoseconds. */
  void took(Phase phase, long nanoseconds);
}
