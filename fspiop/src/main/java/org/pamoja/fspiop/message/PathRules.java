package org.pamoja.fspiop.message;

import org.pamoja.fspiop.error.FspiopException;

/**
 * The synchronous rules of path parameters. Segments are given decoded. Nothing is asked of a
 * sub-id here (see {@link PartyIdFormat}). Threads may share it.
 */
public final class PathRules {
  private static final TextRule EXTENDED_PARTY_ID_TYPE =
      TextRule.oneOf(
          "MSISDN",
          "EMAIL",
          "PERSONAL_ID",
          "BUSINESS",
          "DEVICE",
          "ACCOUNT_ID",
          "IBAN",
          "ALIAS",
          "CONSENT",
          "THIRD_PARTY_LINK");

  private PathRules() {}

  /**
   * {@code {Type}} and {@code {ID}} of participants and parties.
   *
   * @param extendedTypes whether CONSENT and THIRD_PARTY_LINK are types too (third-party API)
   * @throws FspiopException 400 / 3100 for an unknown type or an id that is empty, longer than 128
   *     characters or has white space or curly braces in it
   */
  public static void checkParty(String type, String id, boolean extendedTypes) {
    check("Type", extendedTypes ? EXTENDED_PARTY_ID_TYPE : FieldTypes.PARTY_ID_TYPE, type);
    check("ID", FieldTypes.LOOKUP_PARTY_IDENTIFIER, id);
  }

  /**
   * The id of quotes, bulkQuotes and fxQuotes.
   *
   * @throws FspiopException 400 / 3100 if it is neither a UUID nor a ULID
   */
  public static void checkQuoteId(String id) {
    check("id", FieldTypes.CORRELATION_ID, id);
  }

  /**
   * The id of transfers, fxTransfers and bulkTransfers.
   *
   * @throws FspiopException 400 / 3100 if it is neither a UUID nor a ULID
   */
  public static void checkTransferId(String id) {
    check("ID", FieldTypes.CORRELATION_ID, id);
  }

  private static void check(String parameter, TextRule rule, String value) {
    Violation violation = rule.check(value);
    if (violation != Violation.NONE) {
      throw violation.below(parameter).below("path").toException();
    }
  }
}
