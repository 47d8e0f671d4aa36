package org.pamoja.fspiop.message;

import static org.pamoja.fspiop.message.CommonBodies.EXTENSION_LIST;
import static org.pamoja.fspiop.message.CommonBodies.MONEY;
import static org.pamoja.fspiop.message.FieldTypes.*;
import static org.pamoja.fspiop.message.ListRule.listOf;
import static org.pamoja.fspiop.message.ObjectRule.open;
import static org.pamoja.fspiop.message.ObjectRule.optional;
import static org.pamoja.fspiop.message.ObjectRule.required;

/**
 * Bodies of bulkTransfers. The reference's own document leaves ids, states, times and errors of the
 * PUT almost free; ids, state, time and error code follow the published API here, because the hub
 * has to work with them. Fulfilment and error text stay free: a bad one concerns one item and must
 * not refuse the others.
 */
final class BulkTransferBodies {
  private static final TextRule NOT_EMPTY = TextRule.text(1, Integer.MAX_VALUE);

  /** The published bound; the reference's document forgets it on the POST. */
  private static final int MAX_ITEMS = 1000;

  private static final ObjectRule ERROR_INFORMATION =
      open(
          required("errorDescription", NOT_EMPTY),
          required("errorCode", ERROR_CODE),
          optional("extensionList", EXTENSION_LIST));

  private static final ObjectRule INDIVIDUAL_TRANSFER =
      open(
          required("transferId", CORRELATION_ID),
          required("transferAmount", MONEY),
          required("ilpPacket", ILP_PACKET),
          required("condition", ILP_CONDITION),
          optional("extensionList", EXTENSION_LIST));

  private static final ObjectRule INDIVIDUAL_TRANSFER_RESULT =
      open(
          required("transferId", CORRELATION_ID),
          optional("fulfilment", NOT_EMPTY),
          optional("errorInformation", ERROR_INFORMATION),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule BULK_TRANSFERS_POST =
      open(
          required("bulkTransferId", CORRELATION_ID),
          required("bulkQuoteId", CORRELATION_ID),
          required("payerFsp", FSP_ID),
          required("payeeFsp", FSP_ID),
          required("individualTransfers", listOf(1, MAX_ITEMS, INDIVIDUAL_TRANSFER)),
          required("expiration", DATE_TIME),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule BULK_TRANSFERS_PUT =
      open(
          optional("completedTimestamp", DATE_TIME),
          optional("individualTransferResults", listOf(1, MAX_ITEMS, INDIVIDUAL_TRANSFER_RESULT)),
          required("bulkTransferState", BULK_TRANSFER_STATE),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule BULK_TRANSFERS_PUT_ERROR =
      open(required("errorInformation", ERROR_INFORMATION));

  private BulkTransferBodies() {}
}
