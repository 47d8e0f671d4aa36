package org.pamoja.fspiop.message;

import static org.pamoja.fspiop.message.FieldTypes.*;
import static org.pamoja.fspiop.message.ListRule.listOf;
import static org.pamoja.fspiop.message.ObjectRule.open;
import static org.pamoja.fspiop.message.ObjectRule.optional;
import static org.pamoja.fspiop.message.ObjectRule.required;

/** The objects that several resources share in the same form: money, extensions, errors. */
final class CommonBodies {
  static final ObjectRule MONEY = open(required("currency", CURRENCY), required("amount", AMOUNT));

  static final ObjectRule EXTENSION =
      open(required("key", EXTENSION_KEY), required("value", EXTENSION_VALUE));

  static final ObjectRule EXTENSION_LIST = open(required("extension", listOf(1, 16, EXTENSION)));

  static final ObjectRule ERROR_INFORMATION =
      open(
          required("errorCode", ERROR_CODE),
          required("errorDescription", ERROR_DESCRIPTION),
          optional("extensionList", EXTENSION_LIST));

  /** {@code PUT …/error} of transfers, fxTransfers, participants and parties. */
  static final ObjectRule ERROR_PUT = open(required("errorInformation", ERROR_INFORMATION));

  private CommonBodies() {}
}
