package org.pamoja.fspiop.message;

import static org.pamoja.fspiop.message.FieldTypes.PERSON_NAME;
import static org.pamoja.fspiop.message.ListRule.listOf;
import static org.pamoja.fspiop.message.ObjectRule.closed;
import static org.pamoja.fspiop.message.ObjectRule.open;
import static org.pamoja.fspiop.message.ObjectRule.optional;
import static org.pamoja.fspiop.message.ObjectRule.required;

/**
 * Bodies of transactionRequests and authorizations. Everything is closed to unknown properties
 * (only {@code authenticationInfo} is not), and the values are plain texts: these messages are
 * relayed, and their receiver judges them. Only the names of a person have their pattern.
 */
final class TransactionRequestBodies {
  private static final TextRule TEXT = TextRule.anyText();

  private static final ObjectRule MONEY =
      closed(required("currency", TEXT), required("amount", TEXT));

  private static final ObjectRule EXTENSION_LIST =
      closed(
          required(
              "extension", listOf(1, 16, closed(required("key", TEXT), required("value", TEXT)))));

  private static final ObjectRule ERROR_INFORMATION =
      closed(
          required("errorCode", TEXT),
          required("errorDescription", TEXT),
          optional("extensionList", EXTENSION_LIST));

  private static final ObjectRule PARTY_ID_INFO =
      closed(
          required("partyIdType", TEXT),
          required("partyIdentifier", TEXT),
          optional("partySubIdOrType", TEXT),
          optional("fspId", TEXT));

  private static final ObjectRule COMPLEX_NAME =
      closed(
          optional("firstName", PERSON_NAME),
          optional("middleName", PERSON_NAME),
          optional("lastName", PERSON_NAME));

  private static final ObjectRule PERSONAL_INFO =
      closed(optional("complexName", COMPLEX_NAME), optional("dateOfBirth", TEXT));

  private static final ObjectRule PARTY =
      closed(
          required("partyIdInfo", PARTY_ID_INFO),
          optional("merchantClassificationCode", TEXT),
          optional("name", TEXT),
          optional("personalInfo", PERSONAL_INFO));

  private static final ObjectRule REFUND =
      closed(required("originalTransactionId", TEXT), optional("refundReason", TEXT));

  private static final ObjectRule TRANSACTION_TYPE =
      closed(
          required("scenario", TEXT),
          optional("subScenario", TEXT),
          required("initiator", TEXT),
          required("initiatorType", TEXT),
          optional("refundInfo", REFUND),
          optional("balanceOfPayments", TEXT));

  private static final ObjectRule GEO_CODE =
      closed(required("latitude", TEXT), required("longitude", TEXT));

  private static final ObjectRule AUTHENTICATION_INFO =
      open(required("authentication", TEXT), required("authenticationValue", TEXT));

  static final ObjectRule TRANSACTION_REQUESTS_POST =
      closed(
          required("transactionRequestId", TEXT),
          required("payee", PARTY),
          required("payer", PARTY_ID_INFO),
          required("amount", MONEY),
          required("transactionType", TRANSACTION_TYPE),
          optional("note", TEXT),
          optional("geoCode", GEO_CODE),
          optional("authenticationType", TEXT),
          optional("expiration", TEXT),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule TRANSACTION_REQUESTS_PUT =
      closed(
          optional("transactionId", TEXT),
          required("transactionRequestState", TEXT),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule AUTHORIZATIONS_PUT =
      closed(optional("authenticationInfo", AUTHENTICATION_INFO), required("responseType", TEXT));

  /** {@code PUT …/error} of both resources. */
  static final ObjectRule PUT_ERROR = closed(required("errorInformation", ERROR_INFORMATION));

  private TransactionRequestBodies() {}
}
