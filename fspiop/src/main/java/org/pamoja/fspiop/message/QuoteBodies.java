package org.pamoja.fspiop.message;

import static org.pamoja.fspiop.message.CommonBodies.EXTENSION_LIST;
import static org.pamoja.fspiop.message.FieldTypes.*;
import static org.pamoja.fspiop.message.ListRule.listOf;
import static org.pamoja.fspiop.message.ObjectRule.closed;
import static org.pamoja.fspiop.message.ObjectRule.open;
import static org.pamoja.fspiop.message.ObjectRule.optional;
import static org.pamoja.fspiop.message.ObjectRule.required;

/**
 * Bodies of quotes and bulkQuotes. The messages themselves are closed to unknown properties, the
 * objects inside are not; so 2.0's {@code converter} and {@code currencyConversion} are refused, as
 * in the reference.
 */
final class QuoteBodies {
  private static final int MAX_QUOTES = 1000;

  static final ObjectRule MONEY = CommonBodies.MONEY.tellingMissingByName();

  static final ObjectRule ERROR_INFORMATION =
      open(
          required("errorCode", QUOTING_ERROR_CODE),
          required("errorDescription", ERROR_DESCRIPTION),
          optional("extensionList", EXTENSION_LIST));

  private static final ObjectRule GEO_CODE =
      open(required("latitude", LATITUDE), required("longitude", LONGITUDE));

  private static final ObjectRule PARTY_ID_INFO =
      open(
          required("partyIdType", PARTY_ID_TYPE),
          required("partyIdentifier", PARTY_IDENTIFIER),
          optional("partySubIdOrType", PARTY_SUB_ID_OR_TYPE),
          optional("fspId", FSP_ID),
          optional("extensionList", EXTENSION_LIST));

  private static final ObjectRule PARTY =
      open(
          required("partyIdInfo", PARTY_ID_INFO),
          optional("merchantClassificationCode", MERCHANT_CLASSIFICATION_CODE),
          optional("name", PARTY_NAME),
          optional("personalInfo", DiscoveryBodies.PERSONAL_INFO));

  private static final ObjectRule REFUND =
      open(required("originalTransactionId", QUOTE_ID), optional("refundReason", REFUND_REASON));

  private static final ObjectRule TRANSACTION_TYPE =
      open(
              required("scenario", TRANSACTION_SCENARIO),
              optional("subScenario", TRANSACTION_SUB_SCENARIO),
              required("initiator", TRANSACTION_INITIATOR),
              required("initiatorType", TRANSACTION_INITIATOR_TYPE),
              optional("refundInfo", REFUND),
              optional("balanceOfPayments", BALANCE_OF_PAYMENTS))
          .tellingMissingByName();

  private static final ObjectRule INDIVIDUAL_QUOTE =
      open(
              required("quoteId", QUOTE_ID),
              required("transactionId", QUOTE_ID),
              required("payee", PARTY),
              required("amountType", AMOUNT_TYPE),
              required("amount", MONEY),
              optional("fees", MONEY),
              required("transactionType", TRANSACTION_TYPE),
              optional("note", NOTE),
              optional("extensionList", EXTENSION_LIST))
          .tellingMissingByName();

  private static final ObjectRule INDIVIDUAL_QUOTE_RESULT =
      open(
          required("quoteId", QUOTE_ID),
          optional("payee", PARTY),
          optional("transferAmount", MONEY),
          optional("payeeReceiveAmount", MONEY),
          optional("payeeFspFee", MONEY),
          optional("payeeFspCommission", MONEY),
          optional("ilpPacket", ILP_PACKET),
          optional("condition", ILP_CONDITION),
          optional("errorInformation", ERROR_INFORMATION),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule QUOTES_POST =
      closed(
              required("quoteId", QUOTE_ID),
              required("transactionId", QUOTE_ID),
              optional("transactionRequestId", QUOTE_ID),
              required("payee", PARTY),
              required("payer", PARTY),
              required("amountType", AMOUNT_TYPE),
              required("amount", MONEY),
              optional("fees", MONEY),
              required("transactionType", TRANSACTION_TYPE),
              optional("geoCode", GEO_CODE),
              optional("note", NOTE),
              optional("expiration", DATE_TIME),
              optional("extensionList", EXTENSION_LIST))
          .tellingMissingByName();

  static final ObjectRule QUOTES_PUT =
      closed(
              required("transferAmount", MONEY),
              optional("payeeReceiveAmount", MONEY),
              optional("payeeFspFee", MONEY),
              optional("payeeFspCommission", MONEY),
              required("expiration", DATE_TIME),
              optional("geoCode", GEO_CODE),
              required("ilpPacket", ILP_PACKET),
              required("condition", ILP_CONDITION),
              optional("extensionList", EXTENSION_LIST))
          .tellingMissingByName();

  static final ObjectRule BULK_QUOTES_POST =
      closed(
              required("bulkQuoteId", QUOTE_ID),
              required("payer", PARTY),
              optional("geoCode", GEO_CODE),
              optional("expiration", DATE_TIME),
              required("individualQuotes", listOf(1, MAX_QUOTES, INDIVIDUAL_QUOTE)),
              optional("extensionList", EXTENSION_LIST))
          .tellingMissingByName();

  static final ObjectRule BULK_QUOTES_PUT =
      closed(
          optional("individualQuoteResults", listOf(0, MAX_QUOTES, INDIVIDUAL_QUOTE_RESULT)),
          required("expiration", DATE_TIME),
          optional("extensionList", EXTENSION_LIST));

  /** {@code PUT …/error} of quotes, bulkQuotes and fxQuotes. */
  static final ObjectRule QUOTES_PUT_ERROR =
      closed(required("errorInformation", ERROR_INFORMATION));

  private QuoteBodies() {}
}
