package org.pamoja.hub.oracles;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.pamoja.hub.oracles.RememberedHolders.Announcement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces changed parties, and again after each failure until it is done, or until nobody can
 * remember any more what was before the change. One repetition at a time stands for all changes
 * that are owed. Threads may share it.
 */
final class OwedAnnouncement {
  private static final Logger LOG = LoggerFactory.getLogger(OwedAnnouncement.class);

  private final Announcement announcement;
  private final Executor later;
  private final long mostRepeats;

  /** How many more times it is tried; 0 where nothing is owed. */
  private volatile long repeatsLeft;

  /** Numbers the changes that could not be announced: a success counts for earlier ones only. */
  private long debts;

  /**
   * @param announcement may fail
   * @param later runs a task after a pause
   * @param mostRepeats so many pauses are longer than anything is remembered
   */
  OwedAnnouncement(Announcement announcement, Executor later, long mostRepeats) {
    this.announcement = announcement;
    this.later = later;
    this.mostRepeats = mostRepeats;
  }

  /** Whether other nodes may not know of a change yet. */
  boolean isOwed() {
    return repeatsLeft > 0;
  }

  /** Announces once; fails with what the announcement fails with. */
  CompletionStage<Void> once() {
    return CompletableFuture.completedStage(announcement).thenCompose(Announcement::make);
  }

  /** Announces a change that has been made; ends after the first try, and never fails. */
  CompletionStage<Void> untilDone() {
    return once()
        .exceptionally(
            failure -> {
              owe(failure);
              return null;
            });
  }

  private void owe(Throwable failure) {
    boolean first;
    synchronized (this) {
      first = repeatsLeft == 0;
      repeatsLeft = mostRepeats;
      debts++;
    }
    if (first) {
      LOG.warn("changed parties cannot be announced to other nodes, trying on", failure);
      later.execute(this::repeat);
    }
  }

  private void repeat() {
    long paid = debts();
    once().whenComplete((_, failure) -> repeated(failure == null, paid));
  }

  private void repeated(boolean done, long paid) {
    boolean again;
    synchronized (this) {
      repeatsLeft = done && paid == debts ? 0 : repeatsLeft - 1;
      again = repeatsLeft > 0;
    }
    if (again) {
      later.execute(this::repeat);
    }
  }

  private synchronized long debts() {
    return debts;
  }
}
