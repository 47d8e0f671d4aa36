package org.pamoja.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.pamoja.hub.delivery.Delivery;
import org.pamoja.hub.delivery.Timers;
import org.pamoja.ledger.postgres.ExpirySweep;
import org.pamoja.ledger.postgres.PartitionMaintenance;
import org.pamoja.ledger.postgres.StreamRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does once a second besides its work: keeps the lease on its stream, takes over the
 * streams of nodes that are gone, finds forgotten reservations, makes partitions in time. Threads
 * may share it.
 */
final class NodeUpkeep {
  private static final Logger LOG = LoggerFactory.getLogger(NodeUpkeep.class);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PARTITION_CHECK = Duration.ofHours(1);
  private static final long SWEEP_SECONDS = ExpirySweep.PERIOD.toSeconds();

  /**
   * What it works on.
   *
   * @param streams who writes which stream
   * @param own this node's stream
   * @param cursors how far streams are delivered
   * @param delivery takes over what others have left
   * @param sweep finds reservations that are due
   * @param partitions tables by time
   * @param onFenced called when another node has closed this node's stream
   */
  record Parts(
      StreamRegistry streams,
      int own,
      CursorBook cursors,
      Delivery delivery,
      ExpirySweep sweep,
      PartitionMaintenance partitions,
      Runnable onFenced) {}

  private final Parts parts;
  private final List<Timers.Repetition> repetitions = new ArrayList<>();
  private volatile long renewedAt = System.nanoTime();
  private volatile boolean fenced;
  private long seconds;

  NodeUpkeep(Parts parts) {
    this.parts = parts;
  }

  /** Begins. To be called once, soon after the stream was acquired. */
  void start(Timers timers) {
    repetitions.add(timers.every(SECOND, this::renew));
    repetitions.add(timers.every(SECOND, this::sweep));
    repetitions.add(timers.every(SECOND, this::careForOrphans));
    repetitions.add(timers.every(PARTITION_CHECK, () -> parts.partitions().run()));
  }

  /** Ends; the lease is left to run out or to be given up. */
  void stop() {
    repetitions.forEach(Timers.Repetition::end);
  }

  /** Whether the lease on this node's stream is known to hold. */
  boolean holdsLease() {
    return !fenced && System.nanoTime() - renewedAt < StreamRegistry.LEASE.toNanos();
  }

  private void renew() {
    long now = System.nanoTime();
    if (parts.streams().renew(parts.own())) {
      renewedAt = now;
    } else if (!fenced) {
      fenced = true;
      LOG.error(
          "Stream {} was closed by another node: this node has to be started anew", parts.own());
      parts.onFenced().run();
    }
  }

  private void sweep() {
    parts.sweep().sweepOrphans();
    if (seconds++ % SWEEP_SECONDS == 0) {
      parts.sweep().sweepPeriod();
    }
  }

  private void careForOrphans() {
    for (StreamRegistry.Orphan orphan : parts.streams().orphans(parts.own())) {
      OptionalLong cursor = parts.streams().takeOver(orphan.stream(), parts.own());
      if (cursor.isPresent()) {
        parts.delivery().takeOver(orphan.stream(), cursor.getAsLong());
        parts
            .streams()
            .close(orphan.stream(), parts.cursors().last(orphan.stream(), cursor.getAsLong()));
      }
    }
  }
}
