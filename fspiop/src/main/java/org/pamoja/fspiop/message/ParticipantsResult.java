package org.pamoja.fspiop.message;

import java.util.Objects;
import java.util.Optional;
import org.pamoja.fspiop.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hub's {@code PUT /participants/{Type}/{ID}[/{SubId}]}, the good end of a look-up, removal or
 * registration.
 */
public sealed interface ParticipantsResult {
  /** The body: UTF-8, sorted keys, no blanks. */
  byte[] toBytes();

  /**
   * Answer to a look-up or a removal.
   *
   * @param fspId the holder; after a removal, the former one
   */
  record Holder(String fspId) implements ParticipantsResult {
    /** Not null. */
    public Holder {
      Objects.requireNonNull(fspId, "fspId");
    }

    @Override
    public byte[] toBytes() {
      return Json.canonical(BodyWriter.object().put("fspId", fspId));
    }
  }

  /**
   * Answer to a registration or its change. Its form is that of the reference, not the standard's
   * {@code fspId}.
   *
   * @param fspId the new holder
   * @param currency in which the party receives, if the registration had one
   */
  record Registered(PartyKey party, String fspId, Optional<String> currency)
      implements ParticipantsResult {
    /** Nothing may be null. */
    public Registered {
      Objects.requireNonNull(party, "party");
      Objects.requireNonNull(fspId, "fspId");
    }

    @Override
    public byte[] toBytes() {
      ObjectNode body = BodyWriter.object();
      body.putArray("partyList").add(BodyWriter.partyIdInfo(party).put("fspId", fspId));
      currency.ifPresent(text -> body.put("currency", text));
      return Json.canonical(body);
    }
  }
}
