package org.pamoja.hub.settlement;

import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.cache.CachedTable;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;

/** Wires what this package itself serves of the admin API. */
public final class SettlementAdmin {
  private SettlementAdmin() {}

  /**
   * Account types, models and transactions.
   *
   * @param jdbi the database
   * @param models this node's memory of models, renewed by every change
   * @param participants this node's memory of participants, renewed when a model gives them
   *     accounts
   * @param queries reads transfers
   * @param events reads messages
   * @param audit where changes are recorded
   * @param clock time of changes
   */
  public static List<AdminResource> resources(
      Jdbi jdbi,
      CachedModels models,
      CachedTable participants,
      LedgerQueries queries,
      EventReader events,
      AuditLog audit,
      InstantSource clock) {
    SettlementParts parts = new SettlementParts(jdbi, new SettlementStore(), audit, clock);
    ModelChanges changes = new ModelChanges(jdbi, parts.store(), models, participants);
    return List.of(
        new LedgerAccountTypesResource(parts),
        new SettlementModelsResource(parts, changes),
        new TransactionsResource(queries, events));
  }
}
