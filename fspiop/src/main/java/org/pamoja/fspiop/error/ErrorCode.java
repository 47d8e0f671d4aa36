package org.pamoja.fspiop.error;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The error codes of the scheme: those of the FSPIOP API definition (section 7.6), those the
 * Mojaloop switch added (2006, 5107, 6000) and those of the third-party API (7xxx). The message is
 * the fixed first part of every description made from the code.
 */
public enum ErrorCode {
  COMMUNICATION_ERROR("1000", "Communication error"),
  DESTINATION_COMMUNICATION_ERROR("1001", "Destination communication error"),

  GENERIC_SERVER_ERROR("2000", "Generic server error"),
  INTERNAL_SERVER_ERROR("2001", "Internal server error"),
  NOT_IMPLEMENTED("2002", "Not implemented"),
  SERVICE_UNAVAILABLE("2003", "Service currently unavailable"),
  SERVER_TIMED_OUT("2004", "Server timed out"),
  SERVER_BUSY("2005", "Server busy"),
  TEMPORARY_PARTY_RESOLUTION_FAILURE("2006", "Temporary party resolution failed, try again"),

  GENERIC_CLIENT_ERROR("3000", "Generic client error"),
  UNACCEPTABLE_VERSION("3001", "Unacceptable version requested"),
  UNKNOWN_URI("3002", "Unknown URI"),
  ADD_PARTY_INFORMATION_ERROR("3003", "Add Party information error"),
  DELETE_PARTY_INFORMATION_ERROR("3040", "Delete Party information error"),

  VALIDATION_ERROR("3100", "Generic validation error"),
  MALFORMED_SYNTAX("3101", "Malformed syntax"),
  MISSING_ELEMENT("3102", "Missing mandatory element"),
  TOO_MANY_ELEMENTS("3103", "Too many elements"),
  TOO_LARGE_PAYLOAD("3104", "Too large payload"),
  INVALID_SIGNATURE("3105", "Invalid signature"),
  MODIFIED_REQUEST("3106", "Modified request"),
  MISSING_EXTENSION_PARAMETER("3107", "Missing mandatory extension parameter"),

  ID_NOT_FOUND("3200", "Generic ID not found"),
  DESTINATION_FSP_ERROR("3201", "Destination FSP Error"),
  PAYER_FSP_ID_NOT_FOUND("3202", "Payer FSP ID not found"),
  PAYEE_FSP_ID_NOT_FOUND("3203", "Payee FSP ID not found"),
  PARTY_NOT_FOUND("3204", "Party not found"),
  QUOTE_ID_NOT_FOUND("3205", "Quote ID not found"),
  TRANSACTION_REQUEST_ID_NOT_FOUND("3206", "Transaction request ID not found"),
  TRANSACTION_ID_NOT_FOUND("3207", "Transaction ID not found"),
  TRANSFER_ID_NOT_FOUND("3208", "Transfer ID not found"),
  BULK_QUOTE_ID_NOT_FOUND("3209", "Bulk quote ID not found"),
  BULK_TRANSFER_ID_NOT_FOUND("3210", "Bulk transfer ID not found"),

  EXPIRED_ERROR("3300", "Generic expired error"),
  TRANSACTION_REQUEST_EXPIRED("3301", "Transaction request expired"),
  QUOTE_EXPIRED("3302", "Quote expired"),
  TRANSFER_EXPIRED("3303", "Transfer expired"),

  PAYER_ERROR("4000", "Generic Payer error"),
  PAYER_FSP_INSUFFICIENT_LIQUIDITY("4001", "Payer FSP insufficient liquidity"),
  PAYER_REJECTION("4100", "Generic Payer rejection"),
  PAYER_REJECTED_TRANSACTION_REQUEST("4101", "Payer rejected transaction request"),
  PAYER_FSP_UNSUPPORTED_TRANSACTION_TYPE("4102", "Payer FSP unsupported transaction type"),
  PAYER_UNSUPPORTED_CURRENCY("4103", "Payer unsupported currency"),
  PAYER_LIMIT_ERROR("4200", "Payer limit error"),
  PAYER_PERMISSION_ERROR("4300", "Payer permission error"),
  PAYER_BLOCKED_ERROR("4400", "Generic Payer blocked error"),

  PAYEE_ERROR("5000", "Generic Payee error"),
  PAYEE_FSP_INSUFFICIENT_LIQUIDITY("5001", "Payee FSP insufficient liquidity"),
  PAYEE_REJECTION("5100", "Generic Payee rejection"),
  PAYEE_REJECTED_QUOTE("5101", "Payee rejected quote"),
  PAYEE_FSP_UNSUPPORTED_TRANSACTION_TYPE("5102", "Payee FSP unsupported transaction type"),
  PAYEE_FSP_REJECTED_QUOTE("5103", "Payee FSP rejected quote"),
  PAYEE_REJECTED_TRANSACTION("5104", "Payee rejected transaction"),
  PAYEE_FSP_REJECTED_TRANSACTION("5105", "Payee FSP rejected transaction"),
  PAYEE_UNSUPPORTED_CURRENCY("5106", "Payee unsupported currency"),
  PAYEE_IDENTIFIER_NOT_VALID("5107", "Payee identifier no-longer valid"),
  PAYEE_LIMIT_ERROR("5200", "Payee limit error"),
  PAYEE_PERMISSION_ERROR("5300", "Payee permission error"),
  PAYEE_BLOCKED_ERROR("5400", "Generic Payee blocked error"),

  SETTLEMENT_ERROR("6000", "Generic Settlement Error"),

  THIRDPARTY_ERROR("7000", "Generic Thirdparty error"),
  THIRDPARTY_TRANSACTION_ERROR("7100", "Generic Thirdparty transaction error"),
  THIRDPARTY_REQUEST_VALIDATION_FAILED("7101", "Transaction request failed DFSP validation"),
  THIRDPARTY_REQUEST_UPDATE_FAILED("7102", "Transaction request PUT update send to PISP failed"),
  THIRDPARTY_QUOTE_FAILED("7103", "Transaction request quote send to payee DFSP failed"),
  THIRDPARTY_AUTHORIZATION_REQUEST_FAILED(
      "7104", "Transaction request for user authorization send to PISP failed"),
  THIRDPARTY_AUTHORIZATION_VALIDATION_FAILED(
      "7105", "Authorization received from PISP failed DFSP validation"),
  THIRDPARTY_REJECTED_BY_USER(
      "7106", "DFSP received reject by user authorization, so transaction cancelled"),
  THIRDPARTY_UNEXPECTED_RESPONSE_TYPE(
      "7107", "DFSP received unexpected authorization responseType"),
  THIRDPARTY_TRANSFER_FAILED("7108", "Transaction request transfer failed"),
  THIRDPARTY_NOTIFICATION_FAILED("7109", "Transaction request notification failed"),
  ACCOUNT_LINKING_ERROR("7200", "Generic Thirdparty account linking error"),
  NO_THIRDPARTY_FSP_FOUND("7201", "No thirdparty enabled FSP found"),
  NO_ACCOUNTS_FOUND("7202", "No accounts found for generic ID"),
  NO_SUPPORTED_AUTHENTICATION_CHANNEL(
      "7203", "FSP does not support any requested authentication channels"),
  NO_SUPPORTED_SCOPE_ACTIONS("7204", "FSP does not support any requested scope actions"),
  OTP_VALIDATION_FAILED("7205", "OTP failed validation"),
  OTP_VALIDATION_NOT_POSSIBLE("7206", "FSP failed to validate OTP"),
  CONSENT_SCOPES_NOT_RETRIEVED("7207", "FSP failed retrieve scopes for consent request"),
  CONSENT_REQUEST_NOT_VALIDATED("7208", "FSP failed to validate consent request"),
  CONSENT_SCOPES_NOT_SUITABLE("7209", "FSP does not find scopes suitable"),
  CALLBACK_URI_NOT_TRUSTED("7210", "FSP does not trust PISP callback URI"),
  CONSENT_USERNAME_NOT_ALLOWED(
      "7211", "FSP does not allow consent requests for specified username"),
  SIGNED_CHALLENGE_MISMATCH("7212", "Signed challenge does not match derived challenge"),
  CONSENT_INVALID("7213", "Consent is invalid"),
  ACCOUNT_LINKS_NOT_REGISTERED("7214", "Failed to register account links with oracle"),
  AUTH_SERVICE_ERROR("7300", "Generic Thirdparty auth service error");

  private static final Map<String, ErrorCode> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(ErrorCode::code, Function.identity()));

  /** The groups whose members are kept even when the exact code is not one of the list. */
  private static final Pattern ACCEPTED_GROUP =
      Pattern.compile("(?:10|20|3[0-3]|4[0-4]|5[0-4]|60)[0-9]{2}");

  private final String code;
  private final String message;

  ErrorCode(String code, String message) {
    this.code = code;
    this.message = message;
  }

  /** The four digits as they stand in {@code errorCode}. */
  public String code() {
    return code;
  }

  /** The fixed text of the code, the first part of every description made from it. */
  public String message() {
    return message;
  }

  /**
   * The HTTP status of a synchronous answer with this code. 3000 is 400 here; "method not allowed"
   * (405) is told to {@link FspiopException} explicitly.
   */
  public int httpStatus() {
    return switch (this) {
      case NOT_IMPLEMENTED -> 501;
      case SERVICE_UNAVAILABLE, TEMPORARY_PARTY_RESOLUTION_FAILURE -> 503;
      case UNACCEPTABLE_VERSION -> 406;
      case UNKNOWN_URI -> 404;
      default ->
          switch (code.charAt(0)) {
            case '1' -> 503;
            case '2' -> 500;
            default -> 400;
          };
    };
  }

  /** The constant with exactly this code text; empty when the scheme does not define it. */
  public static Optional<ErrorCode> of(String code) {
    return Optional.ofNullable(code).map(BY_CODE::get);
  }

  /**
   * Whether a code in an error body received from a participant is passed on as it is. Otherwise
   * the transfer services replace it by 3100 {@code API specification undefined errorCode}.
   *
   * <p>Third-party codes (7xxx) are not accepted: those services do not belong to a transfer, and
   * the reference switch replaces them too.
   */
  public static boolean acceptedFromParticipant(String code) {
    return code != null && ACCEPTED_GROUP.matcher(code).matches();
  }
}
