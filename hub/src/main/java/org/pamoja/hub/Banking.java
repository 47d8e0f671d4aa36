package org.pamoja.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.settlement.bank.Bank;
import org.pamoja.hub.settlement.bank.SettlementFigures;
import org.pamoja.hub.settlement.bank.SettlementSteps;
import org.pamoja.hub.settlement.reports.ReportsResource;
import org.pamoja.ledger.postgres.SettlementWindows;
import org.pamoja.ledger.postgres.WindowFlows;

/** Settling with the bank, and reports, on this node. */
final class Banking {
  private Banking() {}

  /** Begins to work on finalisations; gives the operators' side. */
  static List<AdminResource> open(
      Ground ground, LedgerParts ledger, SettlementSteps steps, AuditLog audit) {
    WindowFlows flows = new WindowFlows(ground.database().pool());
    SettlementWindows windows = new SettlementWindows(ground.database().pool());
    SettlementFigures settlements = new SettlementFigures(flows, windows);
    Bank bank =
        Bank.of(
            ground.jdbi(),
            steps,
            settlements,
            ledger.queries(),
            audit,
            ground.clock(),
            () -> UUID.randomUUID().toString(),
            ground.config().hubName());
    bank.start();
    ground.shutdown().add("finalisations", bank::close);
    List<AdminResource> resources = new ArrayList<>(bank.resources());
    resources.add(new ReportsResource(ground.jdbi(), settlements, windows, flows, ground.clock()));
    return resources;
  }
}
