package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The terms of a conversion in {@code POST /fxQuotes} and {@code PUT /fxQuotes/{ID}} (API type
 * FxConversion), as far as the hub looks at them.
 *
 * @param conversionId becomes the commitRequestId of the fxTransfer
 * @param initiatingFsp who asks
 * @param counterPartyFsp the FX provider
 * @param amountType SEND (source amount is fixed) or RECEIVE (target amount is)
 * @param sourceAmount absent while it is asked for
 * @param targetAmount absent while it is asked for
 * @param expiration end of the offer
 */
public record ConversionTerms(
    String conversionId,
    Optional<String> determiningTransferId,
    String initiatingFsp,
    String counterPartyFsp,
    String amountType,
    String sourceCurrency,
    Optional<String> sourceAmount,
    String targetCurrency,
    Optional<String> targetAmount,
    Instant expiration) {
  /**
   * From a whole body checked as {@link Operation#FX_QUOTES_POST} or {@link
   * Operation#FX_QUOTES_PUT}.
   */
  public static ConversionTerms from(JsonNode checked) {
    JsonNode terms = checked.required("conversionTerms");
    JsonNode source = terms.required("sourceAmount");
    JsonNode target = terms.required("targetAmount");
    return new ConversionTerms(
        BodyReader.text(terms, "conversionId"),
        BodyReader.optionalText(terms, "determiningTransferId"),
        BodyReader.text(terms, "initiatingFsp"),
        BodyReader.text(terms, "counterPartyFsp"),
        BodyReader.text(terms, "amountType"),
        BodyReader.text(source, "currency"),
        BodyReader.optionalText(source, "amount"),
        BodyReader.text(target, "currency"),
        BodyReader.optionalText(target, "amount"),
        BodyReader.time(terms, "expiration"));
  }
}
