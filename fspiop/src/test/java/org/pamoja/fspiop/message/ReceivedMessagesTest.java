package org.pamoja.fspiop.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pamoja.fspiop.message.BodyRulesTest.json;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.error.Extension;
import tools.jackson.databind.node.ObjectNode;

/** Records made from checked bodies, on the example messages of the API. */
class ReceivedMessagesTest {
  private static final String CONDITION = "uHZscG-LpjfVx5aFlzq7AyzRh6p5QAHp9xLQaIEQ7f4";
  private static final Instant EXPIRATION = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void shouldReadATransferPrepare() {
    ObjectNode body =
        checked(
            Operation.TRANSFERS_POST,
            """
            {"transferId":"a8323bc6-c228-4df2-ae82-e5a997baf899","payerFsp":"payerfsp","payeeFsp":"payeefsp",
             "amount":{"amount":"60.25","currency":"USD"},"expiration":"2030-01-01T01:00:00.000+01:00",
             "ilpPacket":"AYGY","condition":"%s",
             "extensionList":{"extension":[{"key":"k","value":7}]}}
            """
                .formatted(CONDITION));
    assertThat(TransferPrepare.from(body))
        .isEqualTo(
            new TransferPrepare(
                "a8323bc6-c228-4df2-ae82-e5a997baf899",
                "payeefsp",
                "payerfsp",
                new Money("USD", "60.25"),
                "AYGY",
                CONDITION,
                EXPIRATION,
                "2030-01-01T01:00:00.000+01:00",
                List.of(new Extension("k", "7"))));
  }

  @Test
  void shouldReadFulfilsWithAndWithoutOptionalFields() {
    assertThat(
            TransferFulfil.from(
                checked(
                    Operation.TRANSFERS_PUT,
                    """
                    {"fulfilment":"%s","completedTimestamp":"2030-01-01T00:00:00.000Z","transferState":"COMMITTED"}
                    """
                        .formatted(CONDITION))))
        .isEqualTo(
            new TransferFulfil(
                TransferState.COMMITTED,
                Optional.of(CONDITION),
                Optional.of(EXPIRATION),
                List.of()));
    assertThat(
            ConversionFulfil.from(
                checked(Operation.FX_TRANSFERS_PUT, "{\"conversionState\":\"RESERVED\"}")))
        .isEqualTo(
            new ConversionFulfil(
                TransferState.RESERVED, Optional.empty(), Optional.empty(), List.of()));
  }

  @Test
  void shouldReadAConversionPrepare() {
    ObjectNode body =
        checked(
            Operation.FX_TRANSFERS_POST,
            """
            {"commitRequestId":"01HZX3Q8V5M2N7P4R6S9T0W1Y2","initiatingFsp":"payerfsp","counterPartyFsp":"fxp1",
             "amountType":"SEND","sourceAmount":{"currency":"ZMW","amount":"300"},
             "targetAmount":{"currency":"MWK","amount":"48000"},"condition":"%s"}
            """
                .formatted(CONDITION));
    ConversionPrepare prepare = ConversionPrepare.from(body);
    assertThat(prepare.targetAmount()).isEqualTo(new Money("MWK", "48000"));
    assertThat(prepare.determiningTransferId()).isEmpty();
    assertThat(prepare.expiration()).isEmpty();
    assertThat(prepare.expirationText()).isEmpty();
  }

  @Test
  void shouldReadAQuoteAndItsSupportedCurrencies() {
    ObjectNode body =
        checked(
            Operation.QUOTES_POST,
            """
            {"quoteId":"b51ec534-ee48-4575-b6a9-ead2955b8069","transactionId":"a8323bc6-c228-4df2-ae82-e5a997baf899",
             "payee":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"277","fspId":"payeefsp"}},
             "payer":{"supportedCurrencies":["USD",{},"EUR"],
                      "partyIdInfo":{"partyIdType":"BUSINESS","partyIdentifier":"44","partySubIdOrType":"till"}},
             "amountType":"SEND","amount":{"amount":60,"currency":"USD"},
             "transactionType":{"scenario":"TRANSFER","initiator":"PAYER","initiatorType":"CONSUMER"}}
            """);
    QuoteRequest quote = QuoteRequest.from(body);
    assertThat(quote.payer())
        .isEqualTo(
            new QuoteParty(
                new PartyKey("BUSINESS", "44", Optional.of("till")),
                Optional.empty(),
                List.of("USD", "EUR")));
    assertThat(quote.payee().fspId()).contains("payeefsp");
    assertThat(quote.amount()).isEqualTo(new Money("USD", "60"));
    assertThat(quote.expiration()).isEmpty();
  }

  @Test
  void shouldReadAQuoteAnswer() {
    QuoteResponse response =
        QuoteResponse.from(
            checked(
                Operation.QUOTES_PUT,
                """
                {"transferAmount":{"amount":"60","currency":"USD"},"payeeFspFee":{"amount":"1","currency":"USD"},
                 "expiration":"2030-01-01T00:00:00.000Z","ilpPacket":"AYGY","condition":"%s"}
                """
                    .formatted(CONDITION)));
    assertThat(response.payeeFspFee()).contains(new Money("USD", "1"));
    assertThat(response.payeeReceiveAmount()).isEmpty();
    assertThat(response.expiration()).isEqualTo(EXPIRATION);
  }

  @Test
  void shouldReadConversionTermsOfWhichOneAmountIsOpen() {
    ConversionTerms terms =
        ConversionTerms.from(
            checked(
                Operation.FX_QUOTES_POST,
                """
                {"conversionRequestId":"01HZX3Q8V5M2N7P4R6S9T0W1Y2","conversionTerms":{
                 "conversionId":"0190f5b2-7c3e-7d2a-9e51-3f1b2c4d5e6f","initiatingFsp":"payerfsp",
                 "counterPartyFsp":"fxp1","amountType":"SEND","sourceAmount":{"currency":"ZMW","amount":"300"},
                 "targetAmount":{"currency":"MWK"},"expiration":"2030-01-01T00:00:00.000Z"}}
                """));
    assertThat(terms.sourceAmount()).contains("300");
    assertThat(terms.targetAmount()).isEmpty();
    assertThat(terms.targetCurrency()).isEqualTo("MWK");
  }

  @Test
  void shouldReadRegistrations() {
    assertThat(
            ParticipantRegistration.from(
                checked(
                    Operation.PARTICIPANTS_POST, "{\"fspId\":\"payeefsp\",\"currency\":\"USD\"}")))
        .isEqualTo(new ParticipantRegistration(Optional.of("payeefsp"), Optional.of("USD")));
    ParticipantBatch batch =
        ParticipantBatch.from(
            checked(
                Operation.PARTICIPANTS_BATCH_POST,
                """
                {"requestId":"b51ec534-ee48-4575-b6a9-ead2955b8069","partyList":[
                 {"partyIdType":"MSISDN","partyIdentifier":"111","fspId":"payerfsp"},
                 {"partyIdType":"ALIAS","partyIdentifier":"222"}]}
                """));
    assertThat(batch.currency()).isEmpty();
    assertThat(batch.parties())
        .containsExactly(
            new ParticipantBatch.Entry(
                new PartyKey("MSISDN", "111", Optional.empty()), Optional.of("payerfsp")),
            new ParticipantBatch.Entry(
                new PartyKey("ALIAS", "222", Optional.empty()), Optional.empty()));
  }

  private static ObjectNode checked(Operation operation, String text) {
    ObjectNode body = json(text);
    BodyRules.check(operation, body);
    return body;
  }
}
