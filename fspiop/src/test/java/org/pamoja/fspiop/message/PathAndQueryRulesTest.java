package org.pamoja.fspiop.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pamoja.fspiop.error.FspiopException;

class PathAndQueryRulesTest {
  private static final Map<String, String> QUERY =
      Map.of("authenticationType", "OTP", "retriesLeft", "2", "amount", "10.5", "currency", "USD");

  @Test
  void shouldTakeAPartyOfEveryType() {
    PathRules.checkParty("MSISDN", "27713803912", false);
    PathRules.checkParty("ALIAS", "<any`thing\\else>", false);
    assertThatCode(() -> PathRules.checkParty("CONSENT", "1", true)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAnUnknownPartyType() {
    String text =
        "3100 Generic validation error - /path/Type must be equal to one of the allowed values";
    assertThat(refusal(() -> PathRules.checkParty("PHONE", "1", true))).isEqualTo(text);
    assertThat(refusal(() -> PathRules.checkParty("CONSENT", "1", false))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 2", "{ID}", "a\u00A0b", "a\tb"})
  void shouldRefuseAPartyIdWithWhiteSpaceOrBraces(String id) {
    assertThat(refusal(() -> PathRules.checkParty("MSISDN", id, false)))
        .isEqualTo("3100 Generic validation error - /path/ID must match pattern \"^[^\\s{}]+$\"");
  }

  @Test
  void shouldRefuseAPartyIdThatIsEmptyOrTooLong() {
    assertThat(refusal(() -> PathRules.checkParty("MSISDN", "", false)))
        .endsWith("/path/ID must NOT have fewer than 1 characters");
    assertThat(refusal(() -> PathRules.checkParty("MSISDN", "1".repeat(129), false)))
        .endsWith("/path/ID must NOT have more than 128 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b51ec534-ee48-4575-b6a9-ead2955b8069",
        "0190f5b2-7c3e-7d2a-9e51-3f1b2c4d5e6f",
        "01HZX3Q8V5M2N7P4R6S9T0W1Y2"
      })
  void shouldTakeUuidsAndUlids(String id) {
    PathRules.checkQuoteId(id);
    assertThatCode(() -> PathRules.checkTransferId(id)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "B51EC534-EE48-4575-B6A9-EAD2955B8069",
        "b51ec534-ee48-8575-b6a9-ead2955b8069",
        "b51ec534-ee48-4575-c6a9-ead2955b8069",
        "01HZX3Q8V5M2N7P4R6S9T0W1YU",
        "01HZX3Q8V5M2N7P4R6S9T0W1Y"
      })
  void shouldRefuseOtherIds(String id) {
    assertThat(refusal(() -> PathRules.checkQuoteId(id)))
        .startsWith("3100 Generic validation error - /path/id must match pattern \"^[0-9a-f]{8}-");
    assertThat(refusal(() -> PathRules.checkTransferId(id)))
        .startsWith("3100 Generic validation error - /path/ID must match pattern \"^[0-9a-f]{8}-");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "MSISDN, +27713803912, -, -",
        "MSISDN, 277-1380, -, Invalid MSISDN identifier: '277-1380'",
        "MSISDN, ++27, -, Invalid MSISDN identifier: '++27'",
        "EMAIL, a.b@example.org, -, -",
        "EMAIL, a.b@example, -, Invalid EMAIL identifier: 'a.b@example'",
        "IBAN, DE89370400440532013000, -, -",
        "IBAN, de89370400440532013000, -, Invalid IBAN identifier: 'de89370400440532013000'",
        "ALIAS, anything-goes, sub, -",
        "BUSINESS, 1, {SubId}, Invalid SubId parameter: '{SubId}'. Must be 1-128 printable"
            + " characters with no whitespace` curly braces` angle brackets` backticks` or"
            + " backslashes"
      })
  void shouldTellTheFaultOfAPartyIdFormat(String type, String id, String subId, String detail) {
    Optional<String> expected = Optional.ofNullable(detail).map(text -> text.replace("`", ","));
    assertThat(PartyIdFormat.fault(new PartyKey(type, id, Optional.ofNullable(subId))))
        .isEqualTo(expected);
  }

  @Test
  void shouldTellAPartyIdThatIsTooLongOrNotPrintable() {
    assertThat(fault("1".repeat(129)))
        .contains("ID parameter exceeds maximum length of 128 characters (got 129)");
    for (String id : new String[] {"", "a b", "a\u0001b", "a<b", "a>b", "a`b", "a\\b", "a{b"}) {
      assertThat(fault(id))
          .contains(
              "Invalid ID parameter: '"
                  + id
                  + "'. Must be 1-128 printable characters with no whitespace, curly braces,"
                  + " angle brackets, backticks, or backslashes");
    }
  }

  private static Optional<String> fault(String id) {
    return PartyIdFormat.fault(new PartyKey("ALIAS", id, Optional.empty()));
  }

  @Test
  void shouldTakeACompleteAuthorizationQuery() {
    assertThatCode(() -> AuthorizationQuery.check(QUERY)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"authenticationType", "retriesLeft", "amount", "currency"})
  void shouldNameTheMissingQueryParameter(String name) {
    Map<String, String> query = new HashMap<>(QUERY);
    query.remove(name);
    assertThat(refusal(() -> AuthorizationQuery.check(query)))
        .isEqualTo(
            "3102 Missing mandatory element - /query must have required property '" + name + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "authenticationType, XTP, 3100",
    "retriesLeft, g, 3101",
    "retriesLeft, 1.5, 3101",
    "retriesLeft, '', 3101",
    "amount, 1.50, 3100",
    "currency, ABC, 3100"
  })
  void shouldRefuseABadQueryParameter(String name, String value, String code) {
    Map<String, String> query = new HashMap<>(QUERY);
    query.put(name, value);
    assertThat(refusal(() -> AuthorizationQuery.check(query)))
        .startsWith(code + " ")
        .contains("/query/" + name + " must ");
  }

  private static String refusal(ThrowingCallable check) {
    FspiopException refused = catchThrowableOfType(FspiopException.class, check);
    assertThat(refused).isNotNull();
    return refused.information().errorCode() + " " + refused.information().errorDescription();
  }
}
