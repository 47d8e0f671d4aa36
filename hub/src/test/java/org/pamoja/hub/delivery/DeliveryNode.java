package org.pamoja.hub.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.TransferKey;

/** One node's delivery on a real table, with everything else under the test's control. */
final class DeliveryNode implements AutoCloseable {
  static final int STREAM = 7;

  final HandTimers timers = new HandTimers();
  final Set<TransferKey> reserved = Collections.newSetFromMap(new ConcurrentHashMap<>());

  /** Requests for money that were taken back. */
  final AtomicInteger lapsed = new AtomicInteger();

  final Delivery delivery;
  final DeliveryParts parts;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final MovableClock clock;
  private final MemoryHistory history;

  DeliveryNode(
      String name,
      DeliverySettings settings,
      DeliveryStore store,
      Transport transport,
      MemoryHistory history,
      MovableClock clock) {
    this.clock = clock;
    this.history = history;
    this.parts =
        new DeliveryParts(
            name,
            transport,
            DeliveryNode::render,
            store,
            history,
            history,
            reserved::contains,
            new LapseCounter(lapsed),
            clock,
            new SplittableRandom(1),
            timers,
            threads,
            threads);
    this.delivery = new Delivery(settings, parts);
    delivery.start();
  }

  private record LapseCounter(AtomicInteger lapses) implements DeliveryMetrics {
    @Override
    public void delivered(String participant, Duration age) {}

    @Override
    public void failed(String participant, int status) {}

    @Override
    public void backlog(List<Backlog> backlogs) {}

    @Override
    public void lapsed(String participant) {
      lapses.incrementAndGet();
    }
  }

  private static OutboundMessage render(Event event, Notice notice) {
    String text = notice.about().id() + " " + notice.failure().orElseThrow().code();
    return new OutboundMessage(
        notice.recipient(), "TYPE", Map.of(), text, "PUT", Headers.empty(), new byte[0]);
  }

  /** Commits one event and hands it over. */
  Event commit(Notice... notices) {
    return commit(CompletableFuture.completedStage(null), notices);
  }

  /** Commits one event, whose callers are answered when {@code answered} ends. */
  Event commit(CompletionStage<Void> answered, Notice... notices) {
    Event event = history.commit(STREAM, clock.instant(), notices);
    delivery.onCommitted(List.of(event), answered);
    return event;
  }

  /** Runs the timers until something has come true. */
  void until(String what, BooleanSupplier condition) throws InterruptedException {
    await(
        what,
        () -> {
          timers.fire();
          return condition.getAsBoolean();
        });
  }

  /** Waits, without running the timers. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("did not come about: " + what);
      }
      Thread.sleep(5);
    }
  }

  @Override
  public void close() {
    try {
      delivery.close(Duration.ZERO);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    threads.close();
  }
}
