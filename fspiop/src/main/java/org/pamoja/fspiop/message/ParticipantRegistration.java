package org.pamoja.fspiop.message;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST} or {@code PUT /participants/{Type}/{ID}[/{SubId}]}: which FSP holds the party.
 *
 * @param fspId the holder; always there in a POST, the schema of the PUT lets it be absent
 * @param currency in which the party receives
 */
public record ParticipantRegistration(Optional<String> fspId, Optional<String> currency) {
  /**
   * From a body checked as {@link Operation#PARTICIPANTS_POST} or {@link
   * Operation#PARTICIPANTS_PUT}.
   */
  public static ParticipantRegistration from(JsonNode checked) {
    return new ParticipantRegistration(
        BodyReader.optionalText(checked, "fspId"), BodyReader.optionalText(checked, "currency"));
  }
}
