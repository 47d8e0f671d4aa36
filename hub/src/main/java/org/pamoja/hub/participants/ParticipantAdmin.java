package org.pamoja.hub.participants;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.settlement.SettlementStore;

/** Wires this package's part of the admin API. */
public final class ParticipantAdmin {
  private ParticipantAdmin() {}

  /**
   * All resources below {@code /participants}, and {@code /enums}.
   *
   * @param jdbi the database
   * @param settings names and addresses
   * @param directory this node's memory, renewed by every change
   * @param ledger where commands are decided
   * @param audit where changes are recorded
   * @param clock time of changes
   * @param ids new ids (UUID or ULID) for postings that no message names
   */
  public static List<AdminResource> resources(
      Jdbi jdbi,
      ParticipantSettings settings,
      CachedParticipantDirectory directory,
      LedgerDesk ledger,
      AuditLog audit,
      InstantSource clock,
      Supplier<String> ids) {
    ParticipantStore store = new ParticipantStore();
    ParticipantAccounts accounts = new ParticipantAccounts();
    SettlementStore settlement = new SettlementStore();
    ParticipantParts parts =
        new ParticipantParts(
            jdbi,
            store,
            accounts,
            new ParticipantRegistration(store, accounts, settlement, clock),
            new ParticipantChanges(jdbi, directory),
            new ParticipantView(settings.uriBase()),
            ledger,
            audit,
            clock,
            settings.addresses(),
            ids);
    return List.of(
        new ParticipantsResource(parts),
        new EndpointsResource(parts),
        new VersionsResource(parts),
        new LimitsResource(parts),
        new LimitReadingsResource(parts),
        new PositionsResource(parts),
        new AccountsResource(parts),
        new FundsResource(parts),
        new EnumsResource(parts, settlement));
  }
}
