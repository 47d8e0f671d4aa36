package org.pamoja.fspiop.message;

import static org.pamoja.fspiop.message.CommonBodies.EXTENSION_LIST;
import static org.pamoja.fspiop.message.FieldTypes.*;
import static org.pamoja.fspiop.message.ListRule.listOf;
import static org.pamoja.fspiop.message.ObjectRule.open;
import static org.pamoja.fspiop.message.ObjectRule.optional;
import static org.pamoja.fspiop.message.ObjectRule.required;

/** Bodies of fxQuotes; none is closed. Their error body is that of quotes. */
final class FxQuoteBodies {
  private static final int MAX_CHARGES = 16;

  /** The side of a conversion whose amount is asked for may have none yet. */
  private static final ObjectRule FX_MONEY =
      open(required("currency", CURRENCY), optional("amount", AMOUNT));

  private static final ObjectRule CHARGE =
      open(
          required("chargeType", TextRule.text(1, 32)),
          optional("sourceAmount", QuoteBodies.MONEY),
          optional("targetAmount", QuoteBodies.MONEY));

  private static final ObjectRule CONVERSION_TERMS =
      open(
          required("conversionId", CORRELATION_ID),
          optional("determiningTransferId", CORRELATION_ID),
          required("initiatingFsp", FSP_ID),
          required("counterPartyFsp", FSP_ID),
          required("amountType", AMOUNT_TYPE),
          required("sourceAmount", FX_MONEY),
          required("targetAmount", FX_MONEY),
          required("expiration", DATE_TIME),
          optional("charges", listOf(0, MAX_CHARGES, CHARGE)),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule FX_QUOTES_POST =
      open(
          required("conversionRequestId", CORRELATION_ID),
          required("conversionTerms", CONVERSION_TERMS));

  static final ObjectRule FX_QUOTES_PUT =
      open(optional("condition", ILP_CONDITION), required("conversionTerms", CONVERSION_TERMS));

  private FxQuoteBodies() {}
}
