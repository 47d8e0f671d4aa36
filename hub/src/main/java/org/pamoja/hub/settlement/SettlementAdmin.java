package org.pamoja.hub.settlement;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;

/** Wires this package's part of the admin API. */
public final class SettlementAdmin {
  private SettlementAdmin() {}

  /** Account types, models and transactions. */
  public static List<AdminResource> resources(
      Jdbi jdbi, LedgerQueries queries, EventReader events, AuditLog audit, InstantSource clock) {
    SettlementParts parts = new SettlementParts(jdbi, new SettlementStore(), audit, clock);
    return List.of(
        new LedgerAccountTypesResource(parts),
        new SettlementModelsResource(parts),
        new TransactionsResource(queries, events));
  }
}
