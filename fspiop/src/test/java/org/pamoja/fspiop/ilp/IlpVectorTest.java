package org.pamoja.fspiop.ilp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/** Every vector of the reference, made and read back. */
class IlpVectorTest {
  private static final IlpSecret SMALL = new IlpSecret("secret");
  private static final IlpSecret SECRET = new IlpSecret(IlpVectors.SECRET);

  private static JsonNode json(String text) throws MalformedJsonException {
    return Json.parse(text.getBytes(UTF_8));
  }

  private static void shouldBe(
      IlpSecret.Agreement made, String packet, String fulfilment, String condition) {
    assertThat(made.ilpPacket()).isEqualTo(packet);
    assertThat(made.fulfilment()).isEqualTo(fulfilment);
    assertThat(made.condition()).isEqualTo(new Condition(condition));
    assertThat(made.condition().matches(fulfilment)).isTrue();
  }

  @Test
  void shouldMakeTheSmallV1Vector() throws Exception {
    IlpTransaction transaction = new IlpTransaction(json(IlpVectors.SMALL_OBJECT));
    IlpPacket packet = new IlpPacket.V1(100, "g.b.msisdn.1", transaction.data());
    assertThat(packet.encode()).isEqualTo(IlpVectors.SMALL_V1_PACKET);
    assertThat(IlpPacket.decode(IlpVectors.SMALL_V1_PACKET)).isEqualTo(packet);
    shouldBe(
        SMALL.recompute(packet.encode()),
        IlpVectors.SMALL_V1_PACKET,
        IlpVectors.SMALL_V1_FULFILMENT,
        IlpVectors.SMALL_V1_CONDITION);
  }

  @Test
  void shouldMakeTheSmallV4Vector() throws Exception {
    IlpTransaction transaction = new IlpTransaction(json(IlpVectors.SMALL_OBJECT));
    shouldBe(
        SMALL.v4(transaction),
        IlpVectors.SMALL_V4_PACKET,
        IlpVectors.SMALL_V4_FULFILMENT,
        IlpVectors.SMALL_V4_CONDITION);
    assertThat(IlpPacket.decode(IlpVectors.SMALL_V4_PACKET))
        .isEqualTo(
            new IlpPacket.V4(
                100,
                "20300101000000000",
                new Condition(IlpVectors.SMALL_V4_CONDITION),
                "g.mojaloop",
                transaction.data()));
  }

  @Test
  void shouldMakeTheQuoteVectorsFromRequestAndAnswer() throws Exception {
    JsonNode request =
        json(
            """
            {"quoteId":"b51ec534-ee48-4575-b6a9-ead2955b8069",
             "transactionId":"a8323bc6-c228-4df2-ae82-e5a997baf899",
             "payee":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"27713803912",
                      "fspId":"payeefsp"}},
             "payer":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"44123456789",
                      "fspId":"payerfsp"}},
             "amountType":"SEND","amount":{"amount":"99","currency":"USD"},"note":"not this one",
             "transactionType":{"scenario":"TRANSFER","initiator":"PAYER",
                                "initiatorType":"CONSUMER"}}
            """);
    JsonNode answer =
        json(
            """
            {"transferAmount":{"currency":"USD","amount":"100.25"},
             "payeeReceiveAmount":{"currency":"USD","amount":"99"},
             "expiration":"2030-01-01T00:00:00.000Z","note":"test"}
            """);
    IlpTransaction transaction = IlpTransaction.ofQuote(request, answer);
    assertThat(transaction).hasToString(IlpVectors.QUOTE_OBJECT);
    shouldBe(
        SECRET.v1(transaction),
        IlpVectors.QUOTE_V1_PACKET,
        IlpVectors.QUOTE_V1_FULFILMENT,
        IlpVectors.QUOTE_V1_CONDITION);
    shouldBe(
        SECRET.v4(transaction),
        IlpVectors.QUOTE_V4_PACKET,
        IlpVectors.QUOTE_V4_FULFILMENT,
        IlpVectors.QUOTE_V4_CONDITION);
  }

  @Test
  void shouldMakeTheFxVectors() throws Exception {
    JsonNode object = json(IlpVectors.FX_OBJECT);
    IlpTransaction transaction =
        IlpTransaction.ofFxQuote(
            object.get("conversionRequestId").stringValue(), object.get("conversionTerms"));
    assertThat(transaction.account()).isEqualTo("g.fxp1.usd.eur");
    shouldBe(
        SECRET.v1(transaction),
        IlpVectors.FX_V1_PACKET,
        IlpVectors.FX_V1_FULFILMENT,
        IlpVectors.FX_V1_CONDITION);
    shouldBe(
        SECRET.v4(transaction),
        IlpVectors.FX_V4_PACKET,
        IlpVectors.FX_V4_FULFILMENT,
        IlpVectors.FX_V4_CONDITION);
  }

  @Test
  void shouldRecomputeFromReceivedPackets() {
    shouldBe(
        SECRET.recompute(IlpVectors.QUOTE_V1_PACKET),
        IlpVectors.QUOTE_V1_PACKET,
        IlpVectors.QUOTE_V1_FULFILMENT,
        IlpVectors.QUOTE_V1_CONDITION);
    shouldBe(
        SECRET.recompute(IlpVectors.QUOTE_V4_PACKET),
        IlpVectors.QUOTE_V4_PACKET,
        IlpVectors.QUOTE_V4_FULFILMENT,
        IlpVectors.QUOTE_V4_CONDITION);
    assertThat(SMALL.recompute(IlpVectors.QUOTE_V4_PACKET).condition().text())
        .isNotEqualTo(IlpVectors.QUOTE_V4_CONDITION);
  }
}
