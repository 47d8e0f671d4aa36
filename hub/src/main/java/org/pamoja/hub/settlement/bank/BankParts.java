package org.pamoja.hub.settlement.bank;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.ledger.postgres.LedgerQueries;

/**
 * What this package is made of, wired once.
 *
 * @param jdbi the database
 * @param store stored finalisations
 * @param facts settlements as they are
 * @param steps how settlements are moved
 * @param ledger reads the ledger
 * @param audit where changes are recorded
 * @param clock time of changes
 * @param ids new ids (UUID or ULID) for records of funds
 */
record BankParts(
    Jdbi jdbi,
    JobStore store,
    FactsReader facts,
    SettlementSteps steps,
    LedgerQueries ledger,
    AuditLog audit,
    InstantSource clock,
    Supplier<String> ids) {}
