package org.pamoja.hub.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.delivery.Delivery;
import org.pamoja.hub.delivery.DeliveryMetrics;
import org.pamoja.hub.delivery.DeliveryParts;
import org.pamoja.hub.delivery.DeliverySettings;
import org.pamoja.hub.delivery.DeliveryStore;
import org.pamoja.hub.delivery.EventSource;
import org.pamoja.hub.delivery.PostgresDeliveryStore;
import org.pamoja.hub.delivery.RelayResult;
import org.pamoja.hub.delivery.StillWanted;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.EventPointer;

/** A desk beside a delivery that does not run, for tests of the desk's interface alone. */
public final class TestDesk {
  private TestDesk() {}

  /** The operators' part, over an empty history. */
  public static DeliveriesResource deliveries(
      Jdbi jdbi, ParticipantDirectory participants, AuditLog audit, InstantSource clock) {
    DeliveryStore store = new PostgresDeliveryStore(jdbi);
    DeliveryParts parts =
        new DeliveryParts(
            "test",
            _ -> CompletableFuture.completedFuture(new RelayResult.Delivered(200)),
            (_, _) -> {
              throw new IllegalStateException("no history");
            },
            store,
            emptyHistory(),
            (_, _) -> {},
            _ -> false,
            DeliveryMetrics.NONE,
            clock,
            new SplittableRandom(1),
            (_, _) -> () -> {},
            Runnable::run,
            Runnable::run);
    return new DeliveriesResource(
        jdbi,
        new DeskParts(
            new Delivery(DeliverySettings.DEFAULTS, parts),
            store,
            parts.events(),
            parts.renderer(),
            new StillWanted(parts.reservations(), clock),
            participants,
            audit,
            clock,
            Runnable::run));
  }

  private static EventSource emptyHistory() {
    return new EventSource() {
      @Override
      public Optional<Event> read(EventPointer pointer) {
        return Optional.empty();
      }

      @Override
      public List<Event> after(int stream, long sequence, int limit) {
        return List.of();
      }
    };
  }
}
