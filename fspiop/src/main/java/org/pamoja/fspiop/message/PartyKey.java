package org.pamoja.fspiop.message;

import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What identifies a party.
 *
 * @param type a PartyIdType such as {@code MSISDN}
 * @param id the identifier, decoded
 * @param subId the sub-identifier (PartySubIdOrType), if any
 */
public record PartyKey(String type, String id, Optional<String> subId) {
  /** No part may be null. */
  public PartyKey {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(subId, "subId");
  }

  /** From a checked PartyIdInfo object. */
  public static PartyKey from(JsonNode partyIdInfo) {
    return new PartyKey(
        BodyReader.text(partyIdInfo, "partyIdType"),
        BodyReader.text(partyIdInfo, "partyIdentifier"),
        BodyReader.optionalText(partyIdInfo, "partySubIdOrType"));
  }
}
