package org.pamoja.hub;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.pamoja.hub.config.HubConfig;
import org.pamoja.hub.delivery.Delivery;
import org.pamoja.hub.delivery.DeliveryParts;
import org.pamoja.hub.delivery.EventSource;
import org.pamoja.hub.delivery.PostgresDeliveryStore;
import org.pamoja.hub.delivery.VirtualTimers;
import org.pamoja.hub.transfers.TransferNotices;
import org.pamoja.ledger.clearing.BatchDecider;
import org.pamoja.ledger.clearing.Clearing;
import org.pamoja.ledger.clearing.ExpiryTimers;
import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.ExpirySweep;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.postgres.PartitionMaintenance;
import org.pamoja.ledger.postgres.PostgresLedgerStore;
import org.pamoja.ledger.postgres.StreamRegistry;
import org.pamoja.ledger.transfer.Transfer;

/**
 * Where money is decided, and what follows from it: batcher, expiries, delivery, the care for
 * streams.
 *
 * @param queries reads the ledger
 * @param events reads its history
 * @param clearing decides
 * @param upkeep keeps this node's stream
 * @param delivery tells participants what they are owed
 * @param deliveryParts what delivery works with
 */
record LedgerParts(
    LedgerQueries queries,
    EventReader events,
    Clearing clearing,
    NodeUpkeep upkeep,
    Delivery delivery,
    DeliveryParts deliveryParts) {
  private static final Duration LAST_DELIVERIES = Duration.ofSeconds(5);

  /**
   * Starts it all.
   *
   * @param rules learns what is reserved and given back
   * @param onStream is told the number of this node's stream, before anything is written to it
   * @param onFenced called when this node can decide nothing any more: another node has closed its
   *     stream, or its batcher has died
   */
  static LedgerParts start(
      Ground ground,
      WayOut out,
      Consumer<List<Event>> rules,
      IntConsumer onStream,
      Runnable onFenced) {
    HubConfig config = ground.config();
    PartitionMaintenance partitions = new PartitionMaintenance(ground.database().pool());
    partitions.run();
    StreamRegistry streams = new StreamRegistry(ground.database().pool(), ground.clock());
    int stream = streams.acquire(ground.node());
    CursorBook cursors = new CursorBook(streams);
    ground.shutdown().add("stream", () -> streams.close(stream, cursors.last(stream, 0)));
    onStream.accept(stream);
    LedgerQueries queries = new LedgerQueries(ground.database().pool());
    EventReader events = new EventReader(ground.database().pool());

    DeliveryParts deliveryParts =
        deliveryParts(ground, out, ground.node() + "-" + stream, cursors, queries, events);
    Delivery delivery = new Delivery(config.delivery(), deliveryParts);
    ExpiryTimers expiries = expiries(ground);
    ExpirySweep sweep = new ExpirySweep(ground.database().pool(), expiries, stream);
    NodeUpkeep upkeep =
        new NodeUpkeep(
            new NodeUpkeep.Parts(streams, stream, cursors, delivery, sweep, partitions, onFenced));
    // Stopped after clearing and delivery: the lease has to hold while they finish.
    ground.shutdown().add("upkeep", upkeep::stop);

    delivery.start();
    ground.shutdown().add("delivery", () -> delivery.close(LAST_DELIVERIES));
    Clearing clearing = clearing(ground, stream, expiries, delivery, rules, onFenced);
    expiries.start(clearing::submit);
    ground.shutdown().add("expiries", expiries::stop);
    upkeep.start(new VirtualTimers());
    return new LedgerParts(queries, events, clearing, upkeep, delivery, deliveryParts);
  }

  private static Clearing clearing(
      Ground ground,
      int stream,
      ExpiryTimers expiries,
      Delivery delivery,
      Consumer<List<Event>> rules,
      Runnable onFenced) {
    HubConfig config = ground.config();
    PostgresLedgerStore store =
        new PostgresLedgerStore(() -> ground.database().dedicated(new Properties()));
    ground.shutdown().add("ledger store", store::close);
    LedgerSettings settings =
        new LedgerSettings(
            config.hubName(), config.transfers().onUs(), config.transfers().confirmToPayee());
    Clearing clearing =
        new Clearing(
                store,
                stream,
                new BatchDecider(settings),
                (committed, answered) -> {
                  expiries.onCommitted(committed);
                  delivery.onCommitted(committed, answered);
                  rules.accept(committed);
                },
                config.clearing(),
                ground.meters().clearing(onFenced))
            .start();
    ground.shutdown().add("clearing", clearing::close);
    ground.meters().watchClearingQueue(clearing::queued);
    return clearing;
  }

  private static ExpiryTimers expiries(Ground ground) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("expiries").factory());
    ground.shutdown().add("expiry timer", timer::shutdownNow);
    return new ExpiryTimers(
        (delay, task) -> timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS),
        ground.clock(),
        timer);
  }

  private static DeliveryParts deliveryParts(
      Ground ground,
      WayOut out,
      String owner,
      CursorBook cursors,
      LedgerQueries queries,
      EventReader events) {
    ExecutorService sending =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("sending-", 1).factory());
    ground.shutdown().add("senders", sending::shutdownNow);
    ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    ground.shutdown().add("delivery readers", blocking::shutdownNow);
    return new DeliveryParts(
        owner,
        out.transport(),
        out.versions().notices(new TransferNotices(out.callbacks())),
        new PostgresDeliveryStore(ground.jdbi()),
        history(events),
        cursors,
        key -> queries.transfer(key).filter(LedgerParts::awaitsOutcome).isPresent(),
        ground.meters().delivery(),
        ground.clock(),
        new SecureRandom(),
        new VirtualTimers(),
        sending,
        blocking);
  }

  private static boolean awaitsOutcome(Transfer transfer) {
    return transfer.state().holdsReservation();
  }

  private static EventSource history(EventReader events) {
    return new EventSource() {
      @Override
      public Optional<Event> read(EventPointer pointer) {
        return events.find(pointer);
      }

      @Override
      public List<Event> after(int stream, long sequence, int limit) {
        return events.after(stream, sequence, limit);
      }
    };
  }
}
