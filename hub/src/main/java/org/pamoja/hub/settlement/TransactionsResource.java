package org.pamoja.hub.settlement;

import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.ilp.IlpPacket;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.postgres.EventReader;
import org.pamoja.ledger.postgres.LedgerQueries;
import org.pamoja.ledger.transfer.TransferKey;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /transactions/{id}} (ledger-admin §7): the transaction object inside the ILP packet of
 * a transfer's stored prepare message. An unknown transfer, or one that came without a packet, gets
 * the documented 3200; the reference's 500 is a defect. Threads may share it.
 */
public final class TransactionsResource implements AdminResource {
  private static final int LONGEST_ID = 128;

  private final LedgerQueries queries;
  private final EventReader events;

  /** Reads transfers and their messages from the ledger. */
  public TransactionsResource(LedgerQueries queries, EventReader events) {
    this.queries = queries;
    this.events = events;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(new AdminRoute("GET", "/transactions/{id}", Permission.ADMIN_READ, this::get));
  }

  private Reply get(AdminRequest request) {
    JsonNode transaction =
        Optional.of(request.parameter("id"))
            .filter(id -> id.length() <= LONGEST_ID && id.indexOf('\0') < 0)
            .flatMap(id -> queries.transfer(TransferKey.transfer(id)))
            .flatMap(transfer -> events.find(transfer.prepared()))
            .flatMap(TransactionsResource::transaction)
            .orElseThrow(
                () ->
                    new FspiopException(
                        ErrorCode.ID_NOT_FOUND, "The requested resource could not be found"));
    return AdminReplies.of(200, transaction);
  }

  private static Optional<JsonNode> transaction(Event prepare) {
    if (prepare.envelope().body().length == 0) {
      return Optional.empty();
    }
    try {
      JsonNode packet = Json.parse(prepare.envelope().body()).path("ilpPacket");
      return packet.isString()
          ? Optional.of(IlpPacket.decode(packet.stringValue()).transaction())
          : Optional.empty();
    } catch (MalformedJsonException | IllegalArgumentException unreadable) {
      // The packet's content is never judged when the transfer is made, so it may be anything.
      return Optional.empty();
    }
  }
}
