package org.pamoja.fspiop.message;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /quotes}, as far as the hub and the example DFSP look at it.
 *
 * @param quoteId UUID or ULID
 * @param transactionId the transaction the quote is for; commonly the later transferId
 * @param transactionRequestId the request to pay that started it
 * @param amountType SEND (amount is what the payer pays) or RECEIVE (what the payee gets)
 * @param fees payer-side fees, in a disclosed quote
 * @param note free text
 * @param expiration after it the payer FSP no longer wants an answer
 */
public record QuoteRequest(
    String quoteId,
    String transactionId,
    Optional<String> transactionRequestId,
    QuoteParty payer,
    QuoteParty payee,
    String amountType,
    Money amount,
    Optional<Money> fees,
    TransactionType transactionType,
    Optional<String> note,
    Optional<Instant> expiration) {
  /** From a body checked as {@link Operation#QUOTES_POST}. */
  public static QuoteRequest from(JsonNode checked) {
    return new QuoteRequest(
        BodyReader.text(checked, "quoteId"),
        BodyReader.text(checked, "transactionId"),
        BodyReader.optionalText(checked, "transactionRequestId"),
        QuoteParty.from(checked.required("payer")),
        QuoteParty.from(checked.required("payee")),
        BodyReader.text(checked, "amountType"),
        Money.from(checked.required("amount")),
        BodyReader.optionalMoney(checked, "fees"),
        TransactionType.from(checked.required("transactionType")),
        BodyReader.optionalText(checked, "note"),
        BodyReader.optionalTime(checked, "expiration"));
  }
}
