package org.pamoja.hub.participants;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoint types in the order of their numbers, from 1 (ledger-admin §3.3). */
final class EndpointTypes {
  /** What the values of callback URLs may ask for (ledger-admin §3.3). */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "partyIdType",
          "partyIdentifier",
          "partySubIdOrType",
          "requestId",
          "transferId",
          "commitRequestId",
          "id");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");

  private static final String THIRD_PARTY = "TP_CB_URL_";

  private static final List<String> NAMES =
      words(
          """
          ALARM_NOTIFICATION_URL ALARM_NOTIFICATION_TOPIC
          FSPIOP_CALLBACK_URL_TRANSFER_POST FSPIOP_CALLBACK_URL_TRANSFER_PUT
          FSPIOP_CALLBACK_URL_TRANSFER_ERROR FSPIOP_CALLBACK_URL_FX_QUOTES
          FSPIOP_CALLBACK_URL_FX_TRANSFER_POST FSPIOP_CALLBACK_URL_FX_TRANSFER_PUT
          FSPIOP_CALLBACK_URL_FX_TRANSFER_ERROR NET_DEBIT_CAP_THRESHOLD_BREACH_EMAIL
          NET_DEBIT_CAP_ADJUSTMENT_EMAIL SETTLEMENT_TRANSFER_POSITION_CHANGE_EMAIL
          FSPIOP_CALLBACK_URL_PARTICIPANT_PUT FSPIOP_CALLBACK_URL_PARTICIPANT_SUB_ID_PUT
          FSPIOP_CALLBACK_URL_PARTICIPANT_PUT_ERROR FSPIOP_CALLBACK_URL_PARTICIPANT_SUB_ID_PUT_ERROR
          FSPIOP_CALLBACK_URL_PARTICIPANT_DELETE FSPIOP_CALLBACK_URL_PARTICIPANT_SUB_ID_DELETE
          FSPIOP_CALLBACK_URL_PARTICIPANT_BATCH_PUT FSPIOP_CALLBACK_URL_PARTICIPANT_BATCH_PUT_ERROR
          FSPIOP_CALLBACK_URL_PARTIES_GET FSPIOP_CALLBACK_URL_PARTIES_PUT
          FSPIOP_CALLBACK_URL_PARTIES_SUB_ID_GET FSPIOP_CALLBACK_URL_PARTIES_SUB_ID_PUT
          FSPIOP_CALLBACK_URL_PARTIES_PUT_ERROR FSPIOP_CALLBACK_URL_PARTIES_SUB_ID_PUT_ERROR
          FSPIOP_CALLBACK_URL_QUOTES
          FSPIOP_CALLBACK_URL_BULK_TRANSFER_POST FSPIOP_CALLBACK_URL_BULK_TRANSFER_PUT
          FSPIOP_CALLBACK_URL_BULK_TRANSFER_ERROR FSPIOP_CALLBACK_URL_AUTHORIZATIONS
          FSPIOP_CALLBACK_URL_TRX_REQ_SERVICE FSPIOP_CALLBACK_URL_BULK_QUOTES
          TP_TRANSACTION_REQUEST_GET TP_TRANSACTION_REQUEST_POST TP_TRANSACTION_REQUEST_PUT
          TP_TRANSACTION_REQUEST_PUT_ERROR TP_TRANSACTION_REQUEST_PATCH TP_TRANSACTION_REQUEST_AUTH_POST
          TP_TRANSACTION_REQUEST_AUTH_PUT TP_TRANSACTION_REQUEST_AUTH_PUT_ERROR
          TP_TRANSACTION_REQUEST_VERIFY_POST TP_TRANSACTION_REQUEST_VERIFY_PUT
          TP_TRANSACTION_REQUEST_VERIFY_PUT_ERROR
          TP_CONSENT_REQUEST_POST TP_CONSENT_REQUEST_PUT TP_CONSENT_REQUEST_PUT_ERROR
          TP_CONSENT_REQUEST_PATCH TP_CREATE_CREDENTIAL_POST
          TP_CONSENT_POST TP_CONSENT_GET TP_CONSENT_PUT TP_CONSENT_PATCH TP_CONSENT_PUT_ERROR
          TP_CONSENT_GENERATE_CHALLENGE_POST TP_CONSENT_GENERATE_CHALLENGE_PUT_ERROR
          TP_ACCOUNTS_GET TP_ACCOUNTS_PUT TP_ACCOUNTS_PUT_ERROR
          TP_SERVICES_GET TP_SERVICES_PUT TP_SERVICES_PUT_ERROR
          """);

  private EndpointTypes() {}

  /** All types; a type's number is its place, from 1. */
  static List<String> names() {
    return NAMES;
  }

  static boolean isKnown(String type) {
    return NAMES.contains(type);
  }

  private static List<String> words(String text) {
    return List.of(text.replace("TP_", THIRD_PARTY).strip().split("\\s+"));
  }

  /**
   * What the hub could not make a request of: blanks, control characters, placeholders it does not
   * know. Empty when the URL is sound.
   */
  static Optional<String> faultyPath(String url) {
    // Inside a placeholder blanks mean nothing.
    String fixed = PLACEHOLDER.matcher(url).replaceAll("");
    if (fixed.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      return Optional.of("blanks and control characters have to be percent-encoded");
    }
    Matcher placeholders = PLACEHOLDER.matcher(url);
    while (placeholders.find()) {
      if (!PLACEHOLDERS.contains(placeholders.group(1).strip())) {
        return Optional.of("unknown placeholder " + placeholders.group());
      }
    }
    return Optional.empty();
  }
}
