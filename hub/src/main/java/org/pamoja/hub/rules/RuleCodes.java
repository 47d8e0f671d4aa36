package org.pamoja.hub.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;

/** Codes a rule may refuse with (errors §3): those that speak of payer or payee. Pure. */
final class RuleCodes {
  private static final Map<String, ErrorCode> ALLOWED = new LinkedHashMap<>();

  static {
    for (ErrorCode code :
        new ErrorCode[] {
          ErrorCode.PAYER_ERROR,
          ErrorCode.PAYER_REJECTION,
          ErrorCode.PAYER_FSP_UNSUPPORTED_TRANSACTION_TYPE,
          ErrorCode.PAYER_UNSUPPORTED_CURRENCY,
          ErrorCode.PAYER_LIMIT_ERROR,
          ErrorCode.PAYER_PERMISSION_ERROR,
          ErrorCode.PAYER_BLOCKED_ERROR,
          ErrorCode.PAYEE_ERROR,
          ErrorCode.PAYEE_REJECTION,
          ErrorCode.PAYEE_FSP_UNSUPPORTED_TRANSACTION_TYPE,
          ErrorCode.PAYEE_UNSUPPORTED_CURRENCY,
          ErrorCode.PAYEE_LIMIT_ERROR,
          ErrorCode.PAYEE_PERMISSION_ERROR,
          ErrorCode.PAYEE_BLOCKED_ERROR
        }) {
      ALLOWED.put(code.code(), code);
    }
  }

  private RuleCodes() {}

  /** The allowed codes' texts, in order. */
  static java.util.Set<String> texts() {
    return ALLOWED.keySet();
  }

  /** The code, if a rule may use it. */
  static Optional<ErrorCode> of(String text) {
    return Optional.ofNullable(ALLOWED.get(text));
  }

  static ErrorCode limit(Side side) {
    return side == Side.PAYER ? ErrorCode.PAYER_LIMIT_ERROR : ErrorCode.PAYEE_LIMIT_ERROR;
  }

  static ErrorCode permission(Side side) {
    return side == Side.PAYER ? ErrorCode.PAYER_PERMISSION_ERROR : ErrorCode.PAYEE_PERMISSION_ERROR;
  }

  static ErrorCode blocked(Side side) {
    return side == Side.PAYER ? ErrorCode.PAYER_BLOCKED_ERROR : ErrorCode.PAYEE_BLOCKED_ERROR;
  }
}
