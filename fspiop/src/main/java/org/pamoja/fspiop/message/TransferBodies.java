package org.pamoja.fspiop.message;

import static org.pamoja.fspiop.message.CommonBodies.EXTENSION_LIST;
import static org.pamoja.fspiop.message.CommonBodies.MONEY;
import static org.pamoja.fspiop.message.FieldTypes.*;
import static org.pamoja.fspiop.message.ObjectRule.open;
import static org.pamoja.fspiop.message.ObjectRule.optional;
import static org.pamoja.fspiop.message.ObjectRule.required;

/** Bodies of transfers and fxTransfers; none is closed to unknown properties. */
final class TransferBodies {
  static final ObjectRule TRANSFERS_POST =
      open(
          required("transferId", CORRELATION_ID),
          required("payeeFsp", FSP_ID),
          required("payerFsp", FSP_ID),
          required("amount", MONEY),
          required("ilpPacket", ILP_PACKET),
          required("condition", ILP_CONDITION),
          required("expiration", DATE_TIME),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule TRANSFERS_PUT =
      open(
          optional("fulfilment", ILP_FULFILMENT),
          optional("completedTimestamp", DATE_TIME),
          required("transferState", TRANSFER_STATE),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule TRANSFERS_PATCH =
      open(
          required("completedTimestamp", DATE_TIME),
          required("transferState", TRANSFER_STATE),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule FX_TRANSFERS_POST =
      open(
          required("commitRequestId", CORRELATION_ID),
          optional("determiningTransferId", CORRELATION_ID),
          required("initiatingFsp", FSP_ID),
          required("counterPartyFsp", FSP_ID),
          required("sourceAmount", MONEY),
          required("targetAmount", MONEY),
          required("condition", ILP_CONDITION),
          optional("expiration", DATE_TIME));

  static final ObjectRule FX_TRANSFERS_PUT =
      open(
          optional("fulfilment", ILP_FULFILMENT),
          optional("completedTimestamp", DATE_TIME),
          required("conversionState", TRANSFER_STATE),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule FX_TRANSFERS_PATCH =
      open(
          optional("completedTimestamp", DATE_TIME),
          required("conversionState", TRANSFER_STATE),
          optional("extensionList", EXTENSION_LIST));

  private TransferBodies() {}
}
