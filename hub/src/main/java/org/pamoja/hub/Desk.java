package org.pamoja.hub;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.delivery.DeliveryParts;
import org.pamoja.hub.delivery.StillWanted;
import org.pamoja.hub.desk.AlarmCalls;
import org.pamoja.hub.desk.DeliveriesResource;
import org.pamoja.hub.desk.DeliveryAlarms;
import org.pamoja.hub.desk.DeskParts;
import org.pamoja.hub.desk.MissedResource;
import org.pamoja.ledger.postgres.NoticeScan;

/**
 * The delivery desk of this node.
 *
 * @param deliveries for operators
 * @param missed for participants
 */
record Desk(DeliveriesResource deliveries, MissedResource missed) {

  /** Opens the desk and begins to watch for alarms. */
  static Desk open(Ground ground, Caches caches, WayOut out, LedgerParts ledger, AuditLog audit) {
    DeliveryParts delivery = ledger.deliveryParts();
    ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    ground.shutdown().add("desk readers", blocking::shutdownNow);
    DeliveriesResource deliveries =
        new DeliveriesResource(
            ground.jdbi(),
            new DeskParts(
                ledger.delivery(),
                delivery.store(),
                delivery.events(),
                delivery.renderer(),
                new StillWanted(delivery.reservations(), ground.clock()),
                caches.participants(),
                audit,
                ground.clock(),
                blocking));
    ground.shutdown().add("desk", deliveries::close);
    watch(ground, caches, out, ledger);
    MissedResource missed =
        new MissedResource(
            new NoticeScan(ground.database().pool()),
            ground.jdbi(),
            delivery.renderer(),
            caches.participants(),
            Doors.policy(ground.config()),
            ground.clock(),
            blocking);
    return new Desk(deliveries, missed);
  }

  private static void watch(Ground ground, Caches caches, WayOut out, LedgerParts ledger) {
    AlarmCalls calls =
        new AlarmCalls(
            ground.config().hubName(), caches.participants(), out.transport(), ground.clock());
    DeliveryAlarms alarms =
        DeliveryAlarms.of(
            ground.config().delivery(),
            ledger.deliveryParts().metrics(),
            ground.jdbi(),
            calls,
            ground.clock());
    ledger.delivery().watchBacklogs(alarms::observe);
  }
}
