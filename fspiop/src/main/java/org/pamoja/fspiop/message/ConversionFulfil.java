package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.JsonNode;

/**
 * {@code PUT /fxTransfers/{ID}}: the FX provider's answer.
 *
 * @param conversionState RESERVED when it holds the conversion ready
 * @param fulfilment preimage of the condition, base64url
 * @param completedTimestamp when the sender completed it
 * @param extensions possibly empty
 */
public record ConversionFulfil(
    TransferState conversionState,
    Optional<String> fulfilment,
    Optional<Instant> completedTimestamp,
    List<Extension> extensions) {
  /** Copies the list. */
  public ConversionFulfil {
    extensions = List.copyOf(extensions);
  }

  /**
   * From a body checked as {@link Operation#FX_TRANSFERS_PUT} or {@link
   * Operation#FX_TRANSFERS_PATCH}.
   */
  public static ConversionFulfil from(JsonNode checked) {
    return new ConversionFulfil(
        TransferState.valueOf(BodyReader.text(checked, "conversionState")),
        BodyReader.optionalText(checked, "fulfilment"),
        BodyReader.optionalTime(checked, "completedTimestamp"),
        BodyReader.extensions(checked));
  }
}
