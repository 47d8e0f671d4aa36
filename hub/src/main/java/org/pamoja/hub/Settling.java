package org.pamoja.hub;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.delivery.Timers;
import org.pamoja.hub.delivery.VirtualTimers;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.settlement.settlements.BankSteps;
import org.pamoja.hub.settlement.settlements.SettlementLedger;
import org.pamoja.hub.settlement.settlements.SettlementOffice;
import org.pamoja.hub.settlement.settlements.SettlementParts;
import org.pamoja.hub.settlement.settlements.SettlementsResource;
import org.pamoja.hub.settlement.settlements.Ulids;
import org.pamoja.hub.settlement.windows.WindowProcessing;
import org.pamoja.hub.settlement.windows.WindowsResource;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.WindowFlows;

/**
 * Settlement on this node.
 *
 * @param windows the ledger's windows
 * @param office makes settlements and moves them on
 * @param resources for operators
 */
record Settling(SettlementWindows windows, SettlementOffice office, List<AdminResource> resources) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How often a node looks for windows that whoever closed them has not summed up. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Opens the desk for settlements and begins to look after closed windows. */
  static Settling open(Ground ground, LedgerParts ledger, AuditLog audit) {
    SettlementWindows windows = new SettlementWindows(ground.database().pool());
    WindowProcessing processing =
        new WindowProcessing(
            ground.jdbi(), windows, new WindowFlows(ground.database().pool()), ground.clock());
    Timers.Repetition upkeep = new VirtualTimers().every(SECOND, processing::run);
    ground.shutdown().add("window processing", upkeep::end);
    SettlementParts parts =
        new SettlementParts(
            ground.jdbi(),
            windows,
            new SettlementLedger(
                submission -> ledger.clearing().submit(submission, Runnable::run), PATIENCE),
            audit,
            new Ulids(ground.clock(), new SecureRandom()),
            ground.clock());
    SettlementOffice office = new SettlementOffice(parts);
    return new Settling(
        windows,
        office,
        resources(
            List.of(
                new WindowsResource(ground.jdbi(), windows, processing, audit),
                new SettlementsResource(parts, office)),
            Banking.open(ground, ledger, new BankSteps(parts), audit)));
  }

  private static List<AdminResource> resources(List<AdminResource> own, List<AdminResource> bank) {
    return Stream.concat(own.stream(), bank.stream()).toList();
  }
}
