package org.pamoja.hub.settlement.settlements;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.ledger.postgres.SettlementWindows;

/**
 * What this package is made of, wired once.
 *
 * @param jdbi the database
 * @param windows the ledger's windows
 * @param ledger decides the steps
 * @param audit where changes are recorded
 * @param ids new ids (ULID) for settlement transfers
 * @param clock time of changes
 */
public record SettlementParts(
    Jdbi jdbi,
    SettlementWindows windows,
    SettlementLedger ledger,
    AuditLog audit,
    Supplier<String> ids,
    InstantSource clock) {}
