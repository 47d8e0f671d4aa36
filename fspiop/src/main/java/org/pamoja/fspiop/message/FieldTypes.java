package org.pamoja.fspiop.message;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.pamoja.fspiop.currency.Currencies;

/**
 * The simple types of the API, named as there. What a failure shows is the pattern of the interface
 * documents; what runs is a hand-written check wherever a message on the hot path has the field.
 */
final class FieldTypes {
  private static final String CORRELATION_ID_PATTERN =
      "^[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
          + "|^[0-9A-HJKMNP-TV-Z]{26}$";
  private static final String DATE_PATTERN =
      "^(?:[1-9]\\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])"
          + "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
          + "|(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])"
          + "|(?:[2468][048]|[13579][26])00)-02-29)";
  private static final String TIME_PATTERN =
      "T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:(\\.\\d{3}))(?:Z|[+-][01]\\d:[0-5]\\d)$";
  private static final String NAME_PATTERN =
      "^(?!\\s*$)[\\p{L}\\p{gc=Mark}\\p{digit}\\p{gc=Connector_Punctuation}\\p{Join_Control}"
          + " .,'-]{1,128}$";
  private static final String LATITUDE_PATTERN =
      "^(\\+|-)?(?:90(?:(?:\\.0{1,6})?)|(?:[0-9]|[1-8][0-9])(?:(?:\\.[0-9]{1,6})?))$";
  private static final String LONGITUDE_PATTERN =
      "^(\\+|-)?(?:180(?:(?:\\.0{1,6})?)|(?:[0-9]|[1-9][0-9]|1[0-7][0-9])(?:(?:\\.[0-9]{1,6})?))$";
  private static final String HASH_PATTERN = "^[A-Za-z0-9-_]{43}$";
  private static final String CAPITALS_PATTERN = "^[A-Z_]{1,32}$";

  /** The same set of names in Java's words; the join controls are U+200C and U+200D. */
  private static final Pattern NAME =
      Pattern.compile("(?! *$)[\\p{L}\\p{M}\\p{Nd}\\p{Pc}\\u200C\\u200D .,'-]{1,128}");

  static final TextRule AMOUNT =
      TextRule.matching("^([0]|([1-9][0-9]{0,17}))([.][0-9]{0,3}[1-9])?$", TextForms::isAmount);
  static final TextRule AMOUNT_TYPE = TextRule.oneOf("SEND", "RECEIVE");
  static final TextRule BALANCE_OF_PAYMENTS =
      TextRule.matching("^[1-9]\\d{2}$", text -> TextForms.isNumberOfLength(text, 3));
  static final TextRule BULK_TRANSFER_STATE =
      TextRule.oneOf("RECEIVED", "PENDING", "ACCEPTED", "PROCESSING", "COMPLETED", "REJECTED");
  static final TextRule CORRELATION_ID =
      TextRule.matching(CORRELATION_ID_PATTERN, TextForms::isCorrelationId);
  static final TextRule CURRENCY = TextRule.oneOf(Currencies::isFspiop).ofLength(3, 3);
  static final TextRule DATE_OF_BIRTH = TextRule.matching(DATE_PATTERN + "$", FspiopTime::isDate);
  static final TextRule DATE_TIME =
      TextRule.matching(DATE_PATTERN + TIME_PATTERN, FspiopTime::isDateTime);
  static final TextRule ERROR_CODE =
      TextRule.matching("^[1-9]\\d{3}$", text -> TextForms.isNumberOfLength(text, 4));
  static final TextRule QUOTING_ERROR_CODE =
      TextRule.matching("^(10|20|3[0-4]|4[0-4]|5[0-4])[0-9]{2}$", TextForms::isQuotingErrorCode);
  static final TextRule ERROR_DESCRIPTION = TextRule.text(1, 128);
  static final TextRule EXTENSION_KEY = TextRule.text(1, 32);
  static final TextRule EXTENSION_VALUE = TextRule.text(1, 128);
  static final TextRule FSP_ID = TextRule.text(1, 32);
  static final TextRule ILP_CONDITION =
      TextRule.matching(HASH_PATTERN, TextForms::isBase64UrlHash).ofLength(0, 48);
  static final TextRule ILP_FULFILMENT = ILP_CONDITION;
  static final TextRule ILP_PACKET =
      TextRule.matching("^[A-Za-z0-9-_]+[=]{0,2}$", TextForms::isBase64Url).ofLength(1, 32_768);
  static final TextRule LATITUDE = TextRule.matching(LATITUDE_PATTERN, compiled(LATITUDE_PATTERN));
  static final TextRule LONGITUDE =
      TextRule.matching(LONGITUDE_PATTERN, compiled(LONGITUDE_PATTERN));
  static final TextRule MERCHANT_CLASSIFICATION_CODE =
      TextRule.matching("^[\\d]{1,4}$", TextForms::isMerchantCode);
  static final TextRule NOTE = TextRule.text(1, 128);
  static final TextRule PARTY_ID_TYPE =
      TextRule.oneOf(
          "MSISDN", "EMAIL", "PERSONAL_ID", "BUSINESS", "DEVICE", "ACCOUNT_ID", "IBAN", "ALIAS");
  static final TextRule PARTY_IDENTIFIER = TextRule.text(1, 128);

  /** The account look-up's stricter form, in paths and bodies. */
  static final TextRule LOOKUP_PARTY_IDENTIFIER =
      TextRule.matching("^[^\\s{}]+$", TextForms::isPartyIdentifier).ofLength(1, 128);

  static final TextRule PARTY_NAME = TextRule.text(1, 128);
  static final TextRule PARTY_SUB_ID_OR_TYPE = TextRule.text(1, 128);

  /** FirstName, MiddleName and LastName. */
  static final TextRule PERSON_NAME =
      TextRule.matching(NAME_PATTERN, text -> NAME.matcher(text).matches()).ofLength(1, 128);

  /** QuoteId and TransactionId of the quoting document: an empty one is told by its length. */
  static final TextRule QUOTE_ID = CORRELATION_ID.ofLength(1, Integer.MAX_VALUE);

  static final TextRule REFUND_REASON = TextRule.text(1, 128);
  static final TextRule TRANSACTION_INITIATOR = TextRule.oneOf("PAYER", "PAYEE");
  static final TextRule TRANSACTION_INITIATOR_TYPE =
      TextRule.oneOf("CONSUMER", "AGENT", "BUSINESS", "DEVICE");
  static final TextRule TRANSACTION_SCENARIO =
      TextRule.oneOf("DEPOSIT", "WITHDRAWAL", "TRANSFER", "PAYMENT", "REFUND");
  static final TextRule TRANSACTION_SUB_SCENARIO =
      TextRule.matching(CAPITALS_PATTERN, TextForms::isUndefinedEnum);
  static final TextRule TRANSFER_STATE =
      TextRule.oneOf("RECEIVED", "RESERVED", "COMMITTED", "ABORTED");

  private FieldTypes() {}

  private static Predicate<String> compiled(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).matches();
  }
}
