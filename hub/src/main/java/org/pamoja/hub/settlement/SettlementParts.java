package org.pamoja.hub.settlement;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;

/**
 * What the resources of this package are made of, wired once.
 *
 * @param jdbi the database
 * @param store account types and models
 * @param audit where changes are recorded
 * @param clock time of changes
 */
record SettlementParts(Jdbi jdbi, SettlementStore store, AuditLog audit, InstantSource clock) {}
