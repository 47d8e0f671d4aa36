package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.List;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /transfers}: the payer FSP asks to move money.
 *
 * @param transferId UUID or ULID, as received
 * @param condition SHA-256 of the fulfilment, base64url
 * @param expiration the moment after which the hub aborts
 * @param expirationText the same as received, since it is stored and echoed
 * @param extensions possibly empty
 */
public record TransferPrepare(
    String transferId,
    String payeeFsp,
    String payerFsp,
    Money amount,
    String ilpPacket,
    String condition,
    Instant expiration,
    String expirationText,
    List<Extension> extensions) {
  /** Copies the list. */
  public TransferPrepare {
    extensions = List.copyOf(extensions);
  }

  /** From a body checked as {@link Operation#TRANSFERS_POST}. */
  public static TransferPrepare from(JsonNode checked) {
    String expiration = BodyReader.text(checked, "expiration");
    return new TransferPrepare(
        BodyReader.text(checked, "transferId"),
        BodyReader.text(checked, "payeeFsp"),
        BodyReader.text(checked, "payerFsp"),
        Money.from(checked.required("amount")),
        BodyReader.text(checked, "ilpPacket"),
        BodyReader.text(checked, "condition"),
        FspiopTime.parse(expiration),
        expiration,
        BodyReader.extensions(checked));
  }
}
