package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.JsonNode;

/**
 * {@code PUT /transfers/{ID}}: the payee FSP's answer, or the hub's to the payer.
 *
 * @param fulfilment preimage of the condition, base64url; business checks want it for COMMITTED and
 *     RESERVED
 * @param completedTimestamp when the sender completed it
 * @param extensions possibly empty
 */
public record TransferFulfil(
    TransferState transferState,
    Optional<String> fulfilment,
    Optional<Instant> completedTimestamp,
    List<Extension> extensions) {
  /** Copies the list. */
  public TransferFulfil {
    extensions = List.copyOf(extensions);
  }

  /**
   * From a body checked as {@link Operation#TRANSFERS_PUT} or {@link Operation#TRANSFERS_PATCH}.
   */
  public static TransferFulfil from(JsonNode checked) {
    return new TransferFulfil(
        TransferState.valueOf(BodyReader.text(checked, "transferState")),
        BodyReader.optionalText(checked, "fulfilment"),
        BodyReader.optionalTime(checked, "completedTimestamp"),
        BodyReader.extensions(checked));
  }
}
