package org.pamoja.hub.participants;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.AddressPolicy;

/**
 * What the resources of this package are made of, wired once.
 *
 * @param jdbi the database
 * @param store registry
 * @param accounts accounts in the ledger's tables
 * @param registration rules of creation
 * @param changes how changes reach all nodes
 * @param view the participant object
 * @param ledger where commands are decided
 * @param audit where changes are recorded
 * @param clock time of changes
 * @param addresses which addresses endpoints may name
 * @param ids new ids for postings that no message names
 */
record ParticipantParts(
    Jdbi jdbi,
    ParticipantStore store,
    ParticipantAccounts accounts,
    ParticipantRegistration registration,
    ParticipantChanges changes,
    ParticipantView view,
    LedgerDesk ledger,
    AuditLog audit,
    InstantSource clock,
    AddressPolicy addresses,
    Supplier<String> ids) {}
