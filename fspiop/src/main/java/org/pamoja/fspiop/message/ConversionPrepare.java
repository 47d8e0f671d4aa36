package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /fxTransfers}: a participant asks an FX provider to reserve a conversion.
 *
 * @param commitRequestId id of the conversion, UUID or ULID
 * @param determiningTransferId the transfer whose outcome decides the conversion; the schema lets
 *     it be absent, business checks do not
 * @param initiatingFsp who asks
 * @param counterPartyFsp the FX provider
 * @param condition SHA-256 of the fulfilment, base64url
 * @param expiration as {@code determiningTransferId}
 * @param expirationText the same as received
 */
public record ConversionPrepare(
    String commitRequestId,
    Optional<String> determiningTransferId,
    String initiatingFsp,
    String counterPartyFsp,
    Money sourceAmount,
    Money targetAmount,
    String condition,
    Optional<Instant> expiration,
    Optional<String> expirationText) {
  /** From a body checked as {@link Operation#FX_TRANSFERS_POST}. */
  public static ConversionPrepare from(JsonNode checked) {
    Optional<String> expiration = BodyReader.optionalText(checked, "expiration");
    return new ConversionPrepare(
        BodyReader.text(checked, "commitRequestId"),
        BodyReader.optionalText(checked, "determiningTransferId"),
        BodyReader.text(checked, "initiatingFsp"),
        BodyReader.text(checked, "counterPartyFsp"),
        Money.from(checked.required("sourceAmount")),
        Money.from(checked.required("targetAmount")),
        BodyReader.text(checked, "condition"),
        expiration.map(FspiopTime::parse),
        expiration);
  }
}
