package org.pamoja.fspiop.message;

import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hub's {@code PUT /participants/{requestId}}: the result of a batch registration.
 *
 * @param entries one per party, in the order in which they are to be told; at least one
 * @param currency as in the request
 */
public record ParticipantBatchResult(List<Entry> entries, Optional<String> currency) {

  /**
   * The result for one party.
   *
   * @param fspId the holder named by the request
   * @param error why the party was not registered; empty if it was
   */
  public record Entry(PartyKey party, Optional<String> fspId, Optional<ErrorInformation> error) {}

  /** Copies the list. */
  public ParticipantBatchResult {
    entries = List.copyOf(entries);
  }

  /** The body: UTF-8, sorted keys, no blanks. */
  public byte[] toBytes() {
    ObjectNode body = BodyWriter.object();
    ArrayNode partyList = body.putArray("partyList");
    for (Entry entry : entries) {
      ObjectNode partyId = BodyWriter.partyIdInfo(entry.party());
      entry.fspId().ifPresent(fspId -> partyId.put("fspId", fspId));
      ObjectNode result = partyList.addObject();
      result.set("partyId", partyId);
      entry
          .error()
          .ifPresent(
              error -> result.set("errorInformation", error.toJson().get("errorInformation")));
    }
    currency.ifPresent(text -> body.put("currency", text));
    return Json.canonical(body);
  }
}
