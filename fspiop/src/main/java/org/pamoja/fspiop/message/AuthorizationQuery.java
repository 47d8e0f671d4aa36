package org.pamoja.fspiop.message;

import java.util.Map;
import org.pamoja.fspiop.error.FspiopException;

/** The query of {@code GET /authorizations/{ID}}. Threads may share it. */
public final class AuthorizationQuery {
  private static final TextRule AUTHENTICATION_TYPE = TextRule.oneOf("OTP", "QRCODE");
  private static final int MAX_INTEGER_DIGITS = 15;

  private AuthorizationQuery() {}

  /**
   * Returns if the query is complete and valid. Other parameters are ignored.
   *
   * @param query decoded parameters by name
   * @throws FspiopException 400 with 3102 for a missing parameter, 3101 if {@code retriesLeft} is
   *     no integer, 3100 for another invalid value
   */
  public static void check(Map<String, String> query) {
    for (String name : new String[] {"authenticationType", "retriesLeft", "amount", "currency"}) {
      if (!query.containsKey(name)) {
        throw Violation.missing(name).below("query").toException();
      }
    }
    require("authenticationType", AUTHENTICATION_TYPE.check(query.get("authenticationType")));
    require("retriesLeft", integer(query.get("retriesLeft")));
    require("amount", FieldTypes.AMOUNT.check(query.get("amount")));
    require("currency", FieldTypes.CURRENCY.check(query.get("currency")));
  }

  private static Violation integer(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - from;
    boolean fits =
        digits >= 1
            && digits <= MAX_INTEGER_DIGITS
            && TextForms.areDigits(text, from, text.length());
    return fits ? Violation.NONE : Violation.wrongType("integer");
  }

  private static void require(String name, Violation violation) {
    if (violation != Violation.NONE) {
      throw violation.below(name).below("query").toException();
    }
  }
}
