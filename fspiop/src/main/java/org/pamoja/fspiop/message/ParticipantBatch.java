package org.pamoja.fspiop.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /participants}: many parties to register for the sender.
 *
 * @param requestId chosen by the sender, id of the callback
 * @param parties 1 to 10,000
 * @param currency in which all of them receive
 */
public record ParticipantBatch(String requestId, List<Entry> parties, Optional<String> currency) {

  /**
   * One party of the list.
   *
   * @param fspId the holder it is to be registered for
   */
  public record Entry(PartyKey party, Optional<String> fspId) {
    /** From a checked PartyIdInfo object. */
    static Entry from(JsonNode partyIdInfo) {
      return new Entry(PartyKey.from(partyIdInfo), BodyReader.optionalText(partyIdInfo, "fspId"));
    }
  }

  /** Copies the list. */
  public ParticipantBatch {
    parties = List.copyOf(parties);
  }

  /** From a body checked as {@link Operation#PARTICIPANTS_BATCH_POST}. */
  public static ParticipantBatch from(JsonNode checked) {
    List<Entry> parties = new ArrayList<>();
    checked.required("partyList").forEach(party -> parties.add(Entry.from(party)));
    return new ParticipantBatch(
        BodyReader.text(checked, "requestId"),
        parties,
        BodyReader.optionalText(checked, "currency"));
  }
}
