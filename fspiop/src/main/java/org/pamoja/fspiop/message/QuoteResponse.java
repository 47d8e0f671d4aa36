package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.JsonNode;

/**
 * {@code PUT /quotes/{ID}}: the payee FSP's offer.
 *
 * @param transferAmount what the transfer is to move
 * @param payeeReceiveAmount what the payee gets after fees and commission
 * @param expiration end of the offer
 * @param ilpPacket base64url
 * @param condition SHA-256 of the fulfilment, base64url
 * @param extensions possibly empty
 */
public record QuoteResponse(
    Money transferAmount,
    Optional<Money> payeeReceiveAmount,
    Optional<Money> payeeFspFee,
    Optional<Money> payeeFspCommission,
    Instant expiration,
    String ilpPacket,
    String condition,
    List<Extension> extensions) {
  /** Copies the list. */
  public QuoteResponse {
    extensions = List.copyOf(extensions);
  }

  /** From a body checked as {@link Operation#QUOTES_PUT}. */
  public static QuoteResponse from(JsonNode checked) {
    return new QuoteResponse(
        Money.from(checked.required("transferAmount")),
        BodyReader.optionalMoney(checked, "payeeReceiveAmount"),
        BodyReader.optionalMoney(checked, "payeeFspFee"),
        BodyReader.optionalMoney(checked, "payeeFspCommission"),
        BodyReader.time(checked, "expiration"),
        BodyReader.text(checked, "ilpPacket"),
        BodyReader.text(checked, "condition"),
        BodyReader.extensions(checked));
  }
}
