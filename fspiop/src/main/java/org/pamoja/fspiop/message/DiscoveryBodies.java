package org.pamoja.fspiop.message;

import static org.pamoja.fspiop.message.CommonBodies.ERROR_INFORMATION;
import static org.pamoja.fspiop.message.CommonBodies.EXTENSION_LIST;
import static org.pamoja.fspiop.message.FieldTypes.*;
import static org.pamoja.fspiop.message.ListRule.listOf;
import static org.pamoja.fspiop.message.ObjectRule.open;
import static org.pamoja.fspiop.message.ObjectRule.optional;
import static org.pamoja.fspiop.message.ObjectRule.required;

/**
 * Bodies of participants and parties; none is closed. What 2.0 added to a party (supported
 * currencies, know-your-customer text) passes unchecked, as in the reference.
 */
final class DiscoveryBodies {
  private static final int MAX_PARTIES = 10_000;

  static final ObjectRule PARTY_ID_INFO =
      open(
          required("partyIdType", PARTY_ID_TYPE),
          required("partyIdentifier", LOOKUP_PARTY_IDENTIFIER),
          optional("partySubIdOrType", PARTY_SUB_ID_OR_TYPE),
          optional("fspId", FSP_ID),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule COMPLEX_NAME =
      open(
          optional("firstName", PERSON_NAME),
          optional("middleName", PERSON_NAME),
          optional("lastName", PERSON_NAME));

  static final ObjectRule PERSONAL_INFO =
      open(optional("complexName", COMPLEX_NAME), optional("dateOfBirth", DATE_OF_BIRTH));

  private static final ObjectRule PARTY =
      open(
          required("partyIdInfo", PARTY_ID_INFO),
          optional("merchantClassificationCode", MERCHANT_CLASSIFICATION_CODE),
          optional("name", PARTY_NAME),
          optional("personalInfo", PERSONAL_INFO));

  private static final ObjectRule PARTY_RESULT =
      open(required("partyId", PARTY_ID_INFO), optional("errorInformation", ERROR_INFORMATION));

  /** One party: {@code POST /participants/{Type}/{ID}}, with or without a sub-id. */
  static final ObjectRule PARTICIPANTS_POST =
      open(
          required("fspId", FSP_ID),
          optional("currency", CURRENCY),
          optional("extensionList", EXTENSION_LIST));

  static final ObjectRule PARTICIPANTS_PUT = open(optional("fspId", FSP_ID));

  static final ObjectRule PARTICIPANTS_BATCH_POST =
      open(
              required("requestId", CORRELATION_ID),
              required("partyList", listOf(1, MAX_PARTIES, PARTY_ID_INFO)),
              optional("currency", CURRENCY))
          .tellingMissingByName();

  static final ObjectRule PARTICIPANTS_BATCH_PUT =
      open(
          required("partyList", listOf(1, MAX_PARTIES, PARTY_RESULT)),
          optional("currency", CURRENCY));

  static final ObjectRule PARTIES_PUT = open(required("party", PARTY));

  private DiscoveryBodies() {}
}
