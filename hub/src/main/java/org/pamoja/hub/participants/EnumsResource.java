package org.pamoja.hub.participants;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.settlement.LedgerAccountType;
import org.pamoja.hub.settlement.SettlementStore;
import org.pamoja.ledger.transfer.TransferState;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /enums} (ledger-admin §6.3). Threads may share it. */
public final class EnumsResource implements AdminResource {
  private static final List<String> LEDGER_ENTRY_TYPES =
      List.of(
          "PRINCIPLE_VALUE",
          "INTERCHANGE_FEE",
          "HUB_FEE",
          "POSITION_DEPOSIT",
          "POSITION_WITHDRAWAL",
          "SETTLEMENT_NET_RECIPIENT",
          "SETTLEMENT_NET_SENDER",
          "SETTLEMENT_NET_ZERO",
          "RECORD_FUNDS_IN",
          "RECORD_FUNDS_OUT");
  private static final List<String> ROLES =
      List.of(
          "PAYER_DFSP",
          "PAYEE_DFSP",
          "HUB",
          "DFSP_SETTLEMENT",
          "DFSP_POSITION",
          "INITIATING_FSP",
          "COUNTER_PARTY_FSP");
  private static final List<String> BULK_PROCESSING_STATES =
      List.of(
          "RECEIVED",
          "RECEIVED_DUPLICATE",
          "RECEIVED_INVALID",
          "ACCEPTED",
          "PROCESSING",
          "FULFIL_DUPLICATE",
          "FULFIL_INVALID",
          "COMPLETED",
          "REJECTED",
          "EXPIRED",
          "ABORTING");
  private static final Map<String, String> BULK_TRANSFER_STATES =
      Map.ofEntries(
          Map.entry("RECEIVED", "RECEIVED"),
          Map.entry("PENDING_PREPARE", "PENDING"),
          Map.entry("PENDING_INVALID", "PENDING"),
          Map.entry("ACCEPTED", "ACCEPTED"),
          Map.entry("PROCESSING", "PROCESSING"),
          Map.entry("PENDING_FULFIL", "PROCESSING"),
          Map.entry("EXPIRING", "PROCESSING"),
          Map.entry("ABORTING", "PROCESSING"),
          Map.entry("COMPLETED", "COMPLETED"),
          Map.entry("EXPIRED", "COMPLETED"),
          Map.entry("REJECTED", "REJECTED"),
          Map.entry("INVALID", "REJECTED"));

  private final Jdbi jdbi;
  private final ParticipantStore store;
  private final SettlementStore settlement;

  EnumsResource(ParticipantParts parts, SettlementStore settlement) {
    this.jdbi = parts.jdbi();
    this.store = parts.store();
    this.settlement = settlement;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(new AdminRoute("GET", "/enums", Permission.ADMIN_READ, this::get));
  }

  private Reply get(AdminRequest request) {
    return AdminReplies.of(200, jdbi.withHandle(this::enums));
  }

  private ObjectNode enums(Handle handle) {
    ObjectNode enums = JsonNodeFactory.instance.objectNode();
    enums.set("endpointType", numbered(EndpointTypes.names()));
    ObjectNode accountTypes = enums.putObject("ledgerAccountType");
    for (LedgerAccountType type : settlement.accountTypes(handle)) {
      accountTypes.put(type.name(), type.id());
    }
    enums.set("ledgerEntryType", numbered(LEDGER_ENTRY_TYPES));
    enums.set("participantLimitType", numbered(List.of(LimitView.TYPE)));
    enums.set("transferParticipantRoleType", numbered(ROLES));
    enums.set("bulkProcessingState", numbered(BULK_PROCESSING_STATES));
    enums.set("hubParticipant", hub(store.hub(handle)));
    ObjectNode states = enums.putObject("transferState");
    ObjectNode external = enums.putObject("transferStateEnum");
    for (TransferState state : TransferState.values()) {
      states.put(state.name(), state.name());
      external.put(state.name(), state.external());
    }
    ObjectNode bulkStates = enums.putObject("bulkTransferState");
    ObjectNode bulkExternal = enums.putObject("bulkTransferStateEnum");
    BULK_TRANSFER_STATES.forEach(
        (state, shown) -> {
          bulkStates.put(state, state);
          bulkExternal.put(state, shown);
        });
    return enums;
  }

  private static ObjectNode numbered(List<String> names) {
    ObjectNode numbers = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      numbers.put(name, numbers.size() + 1);
    }
    return numbers;
  }

  private static ObjectNode hub(RegisteredParticipant hub) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    return view.put("participantId", hub.id())
        .put("name", hub.name())
        .put("isActive", hub.active() ? 1 : 0)
        .put("isProxy", hub.proxy() ? 1 : 0)
        .put("createdDate", AdminTime.text(hub.created()));
  }
}
