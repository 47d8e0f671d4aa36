package org.pamoja.fspiop.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The failures observed at the reference, word for word. */
class BodyRulesTest {
  private static final String PREPARE =
      """
      {"transferId":"a8323bc6-c228-4df2-ae82-e5a997baf899","payerFsp":"payerfsp","payeeFsp":"payeefsp",
       "amount":{"amount":"60","currency":"USD"},"expiration":"2030-01-01T00:00:00.000Z","ilpPacket":"AYGY",
       "condition":"uHZscG-LpjfVx5aFlzq7AyzRh6p5QAHp9xLQaIEQ7f4"}
      """;
  private static final String QUOTE =
      """
      {"quoteId":"b51ec534-ee48-4575-b6a9-ead2955b8069","transactionId":"a8323bc6-c228-4df2-ae82-e5a997baf899",
       "payee":{"partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"27713803912","fspId":"payeefsp"}},
       "payer":{"personalInfo":{"complexName":{"firstName":"Mats","lastName":"Hagman"},"dateOfBirth":"1983-10-25"},
                "partyIdInfo":{"partyIdType":"MSISDN","partyIdentifier":"44123456789","fspId":"payerfsp"}},
       "amountType":"SEND","amount":{"amount":"60","currency":"USD"},
       "transactionType":{"scenario":"TRANSFER","initiator":"PAYER","initiatorType":"CONSUMER"},
       "note":"hej","geoCode":{"latitude":"42.69751","longitude":"23.32415"},"expiration":"2030-01-01T00:00:00.000Z"}
      """;

  @Test
  void shouldTellTheFirstMissingPropertyOfAnEmptyObject() {
    assertThat(refusal(Operation.TRANSFERS_POST, json("{}")))
        .isEqualTo(
            "3102 Missing mandatory element - /requestBody must have required property"
                + " 'transferId'");
  }

  @Test
  void shouldTellMissingPropertiesInTheOrderOfTheReference() {
    ObjectNode body = json(PREPARE);
    String[] order = {
      "transferId", "payeeFsp", "payerFsp", "amount", "ilpPacket", "condition", "expiration"
    };
    for (int first = order.length - 1; first >= 0; first--) {
      body.remove(order[first]);
      assertThat(refusal(Operation.TRANSFERS_POST, body))
          .endsWith("/requestBody must have required property '" + order[first] + "'");
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldRefuseARequestWithoutBody(Operation operation) {
    assertThat(refusal(operation, null))
        .isEqualTo("3102 Missing mandatory element - must have required property 'requestBody'");
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldRefuseABodyThatIsNoObject(Operation operation) {
    assertThat(refusal(operation, JsonNodeFactory.instance.nullNode()))
        .isEqualTo("3101 Malformed syntax - /requestBody must be object");
  }

  @Test
  void shouldRefuseABadIdWithTheDescriptionCutAt128() {
    String refusal = refusal(Operation.TRANSFERS_POST, json(PREPARE).put("transferId", "x"));
    assertThat(refusal)
        .startsWith(
            "3100 Generic validation error - /requestBody/transferId must match pattern"
                + " \"^[0-9a-f]{8}-")
        .hasSize("3100 ".length() + 128);
  }

  @Test
  void shouldRefuseAnUnknownCurrency() {
    ObjectNode body = json(PREPARE);
    money(body).put("currency", "ABC");
    assertThat(refusal(Operation.TRANSFERS_POST, body))
        .isEqualTo(
            "3100 Generic validation error - /requestBody/amount/currency must be equal to one of"
                + " the allowed values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.20000", "1.0", "01", "", ".5", "1.", "-1", "1234567890123456789", "1e3"})
  void shouldRefuseABadAmount(String amount) {
    ObjectNode body = json(PREPARE);
    money(body).put("amount", amount);
    String whole =
        "Generic validation error - /requestBody/amount/amount must match pattern"
            + " \"^([0]|([1-9][0-9]{0,17}))([.][0-9]{0,3}[1-9])?$\"";
    assertThat(refusal(Operation.TRANSFERS_POST, body))
        .isEqualTo("3100 " + whole.substring(0, Math.min(128, whole.length())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "60.5", "0.0001", "true"})
  void shouldTakeANumberAsItsTextAndOtherScalarsToo(String scalar) {
    ObjectNode body = json(PREPARE.replace("\"60\"", scalar));
    if (scalar.equals("true")) {
      assertThat(refusal(Operation.TRANSFERS_POST, body)).contains("/amount/amount must match");
    } else {
      assertThatCode(() -> BodyRules.check(Operation.TRANSFERS_POST, body))
          .doesNotThrowAnyException();
      assertThat(TransferPrepare.from(body).amount()).isEqualTo(new Money("USD", scalar));
    }
  }

  @Test
  void shouldRefuseAnAmountThatIsAnObject() {
    ObjectNode body = json(PREPARE);
    money(body).putObject("amount");
    assertThat(refusal(Operation.TRANSFERS_POST, body))
        .isEqualTo("3101 Malformed syntax - /requestBody/amount/amount must be string");
  }

  @Test
  void shouldRefuseABadCondition() {
    assertThat(refusal(Operation.TRANSFERS_POST, json(PREPARE).put("condition", "short")))
        .isEqualTo(
            "3100 Generic validation error - /requestBody/condition must match pattern"
                + " \"^[A-Za-z0-9-_]{43}$\"");
  }

  @Test
  void shouldRefuseAParticipantIdOf33CharactersAndAnEmptyOne() {
    assertThat(refusal(Operation.TRANSFERS_POST, json(PREPARE).put("payerFsp", "p".repeat(33))))
        .isEqualTo(
            "3100 Generic validation error - /requestBody/payerFsp must NOT have more than 32"
                + " characters");
    assertThat(refusal(Operation.TRANSFERS_POST, json(PREPARE).putNull("payerFsp")))
        .endsWith("/requestBody/payerFsp must NOT have fewer than 1 characters");
  }

  @Test
  void shouldRefuseNoExtensionOrMoreThan16() {
    assertThat(refusal(Operation.TRANSFERS_POST, withExtensions(17)))
        .endsWith("- /requestBody/extensionList/extension must NOT have more than 16 items");
    assertThat(refusal(Operation.TRANSFERS_POST, withExtensions(0)))
        .endsWith("- /requestBody/extensionList/extension must NOT have fewer than 1 items");
    assertThatCode(() -> BodyRules.check(Operation.TRANSFERS_POST, withExtensions(16)))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheItemOfAList() {
    ObjectNode body = withExtensions(2);
    ((ObjectNode) body.at("/extensionList/extension/1")).remove("value");
    assertThat(refusal(Operation.TRANSFERS_POST, body))
        .endsWith("/requestBody/extensionList/extension/1 must have required property 'value'");
  }

  @Test
  void shouldAcceptUnknownPropertiesOfATransfer() {
    ObjectNode body = json(PREPARE).put("unknown", "x");
    assertThatCode(() -> BodyRules.check(Operation.TRANSFERS_POST, body))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAFulfilWithoutState() {
    assertThat(refusal(Operation.TRANSFERS_PUT, json("{\"fulfilment\":\"x\"}")))
        .isEqualTo(
            "3102 Missing mandatory element - /requestBody must have required property"
                + " 'transferState'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};3102 Missing mandatory element - /requestBody must have required property"
            + " 'errorInformation'",
        "{\"errorInformation\":{\"errorCode\":\"12\",\"errorDescription\":\"d\"}};3100 Generic"
            + " validation error - /requestBody/errorInformation/errorCode must match pattern"
            + " \"^[1-9]\\d{3}$\"",
        "{\"errorInformation\":{\"errorCode\":\"5100\",\"errorDescription\":\"\"}};3100 Generic"
            + " validation error - /requestBody/errorInformation/errorDescription must NOT have"
            + " fewer than 1 characters"
      })
  void shouldRefuseABadErrorBody(String body, String refusal) {
    assertThat(refusal(Operation.TRANSFERS_PUT_ERROR, json(body))).isEqualTo(refusal);
  }

  @Test
  void shouldTakeANumericErrorCode() {
    JsonNode body = json("{\"errorInformation\":{\"errorCode\":5100,\"errorDescription\":\"d\"}}");
    BodyRules.check(Operation.PARTIES_PUT_ERROR, body);
    assertThat(ReceivedError.from(body).errorCode()).isEqualTo("5100");
  }

  @ParameterizedTest
  @CsvSource({
    "2001, true",
    "3499, true",
    "5499, true",
    "1100, false",
    "2101, false",
    "5500, false",
    "6000, false",
    "7000, false"
  })
  void shouldTakeOnlyKnownGroupsOfErrorCodesForQuotes(String code, boolean accepted) {
    ObjectNode body =
        json("{\"errorInformation\":{\"errorCode\":\"" + code + "\",\"errorDescription\":\"d\"}}");
    String refusal = accepted ? null : refusal(Operation.QUOTES_PUT_ERROR, body);
    if (accepted) {
      BodyRules.check(Operation.QUOTES_PUT_ERROR, body);
    } else {
      assertThat(refusal).startsWith("3100 ").contains("errorCode must match pattern");
    }
  }

  @Test
  void shouldTakeTheQuoteOfTheDocumentation() {
    assertThatCode(() -> BodyRules.check(Operation.QUOTES_POST, json(QUOTE)))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseEmptyIdsOfAQuote() {
    assertThat(refusal(Operation.QUOTES_POST, json(QUOTE).put("quoteId", "")))
        .startsWith("3100 ")
        .endsWith("/requestBody/quoteId must NOT have fewer than 1 characters");
    assertThat(refusal(Operation.QUOTES_POST, json(QUOTE).put("transactionId", "")))
        .startsWith("3100 ");
  }

  @Test
  void shouldRefusePartyInformationThatIsAText() {
    ObjectNode body = json(QUOTE);
    ((ObjectNode) body.get("payee")).put("partyIdInfo", "");
    assertThat(refusal(Operation.QUOTES_POST, body))
        .isEqualTo("3101 Malformed syntax - /requestBody/payee/partyIdInfo must be object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quoteId",
        "transactionId",
        "payee",
        "payer",
        "amountType",
        "amount",
        "transactionType"
      })
  void shouldNameTheRequiredFieldLeftOut(String name) {
    ObjectNode body = json(QUOTE);
    body.remove(name);
    assertThat(refusal(Operation.QUOTES_POST, body))
        .isEqualTo(
            "3102 Missing mandatory element - /requestBody must have required property '"
                + name
                + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "/amountType, SENT",
    "/amount/currency, USDX",
    "/amount/amount, 1.00",
    "/transactionType/scenario, GIFT",
    "/payer/personalInfo/complexName/firstName, a<b",
    "/payer/personalInfo/complexName/lastName, '   '",
    "/payer/personalInfo/dateOfBirth, 1983-02-29",
    "/payee/partyIdInfo/partyIdType, PHONE",
    "/geoCode/latitude, 91"
  })
  void shouldRefuseABadValueOfAQuote(String pointer, String value) {
    ObjectNode body = json(QUOTE);
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) body.at(pointer.substring(0, last))).put(pointer.substring(last + 1), value);
    assertThat(refusal(Operation.QUOTES_POST, body))
        .startsWith("3100 Generic validation error - /requestBody" + pointer + " must ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "converter", "currencyConversion"})
  void shouldRefuseAnUnknownFieldAtTheTopOfAQuote(String name) {
    assertThat(refusal(Operation.QUOTES_POST, json(QUOTE).put(name, "PAYER")))
        .isEqualTo("3103 Too many elements - /requestBody must NOT have additional properties");
  }

  @Test
  void shouldAcceptAnUnknownFieldInsideAQuote() {
    ObjectNode body = json(QUOTE);
    money(body).put("unknown", "x");
    assertThatCode(() -> BodyRules.check(Operation.QUOTES_POST, body)).doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheConditionAQuoteAnswerLacks() {
    ObjectNode body =
        json(
            """
            {"transferAmount":{"amount":"60.1234","currency":"USD"},
             "expiration":"2030-01-01T00:00:00.000Z","ilpPacket":"AYGY"}
            """);
    assertThat(refusal(Operation.QUOTES_PUT, body)).startsWith("3102 ").contains("'condition'");
  }

  private static ObjectNode withExtensions(int count) {
    ObjectNode body = json(PREPARE);
    ArrayNode list = body.putObject("extensionList").putArray("extension");
    IntStream.range(0, count).forEach(i -> list.addObject().put("key", "k" + i).put("value", "v"));
    return body;
  }

  private static ObjectNode money(ObjectNode body) {
    return (ObjectNode) body.get("amount");
  }

  private static String refusal(Operation operation, JsonNode body) {
    FspiopException refused =
        catchThrowableOfType(FspiopException.class, () -> BodyRules.check(operation, body));
    assertThat(refused).as("refusal of %s", body).isNotNull();
    assertThat(refused.httpStatus()).isEqualTo(400);
    return refused.information().errorCode() + " " + refused.information().errorDescription();
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException wrong) {
      throw new IllegalArgumentException(text, wrong);
    }
  }
}
