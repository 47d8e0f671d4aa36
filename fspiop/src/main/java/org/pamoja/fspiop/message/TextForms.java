package org.pamoja.fspiop.message;

/**
 * Character checks that do what the patterns of the API do, for the fields every message has; a
 * compiled pattern costs several times as much. ASCII only, as the patterns are.
 */
final class TextForms {
  private static final int AMOUNT_INTEGER_DIGITS = 18;
  private static final int AMOUNT_DECIMALS = 4;
  private static final int ULID_LENGTH = 26;
  private static final int UUID_LENGTH = 36;
  private static final int HASH_LENGTH = 43;

  private TextForms() {}

  /** At most 18 integer digits without leading zeros, at most 4 decimals without trailing ones. */
  static boolean isAmount(String text) {
    int point = text.indexOf('.');
    int integerDigits = point < 0 ? text.length() : point;
    if (integerDigits < 1 || integerDigits > AMOUNT_INTEGER_DIGITS) {
      return false;
    }
    if (!areDigits(text, 0, integerDigits) || (integerDigits > 1 && text.charAt(0) == '0')) {
      return false;
    }
    if (point < 0) {
      return true;
    }
    int decimals = text.length() - point - 1;
    return decimals >= 1
        && decimals <= AMOUNT_DECIMALS
        && areDigits(text, point + 1, text.length())
        && text.charAt(text.length() - 1) != '0';
  }

  /** A lower-case UUID of version 1 to 7 and variant 8, 9, a, b; or a ULID. */
  static boolean isCorrelationId(String text) {
    return text.length() == UUID_LENGTH ? isUuid(text) : isUlid(text);
  }

  private static boolean isUuid(String text) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 8, 13, 18, 23 -> c == '-';
            case 14 -> c >= '1' && c <= '7';
            case 19 -> c == '8' || c == '9' || c == 'a' || c == 'b';
            default -> isDigit(c) || (c >= 'a' && c <= 'f');
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUlid(String text) {
    if (text.length() != ULID_LENGTH) {
      return false;
    }
    for (int i = 0; i < ULID_LENGTH; i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'A' && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U';
      if (!letter && !isDigit(c)) {
        return false;
      }
    }
    return true;
  }

  /** One or more characters of base64url, then at most two {@code =}. */
  static boolean isBase64Url(String text) {
    int end = text.length();
    for (int padding = 0; padding < 2 && end > 0 && text.charAt(end - 1) == '='; padding++) {
      end--;
    }
    return end > 0 && areBase64Url(text, end);
  }

  /** 43 characters of base64url: 32 bytes without padding. */
  static boolean isBase64UrlHash(String text) {
    return text.length() == HASH_LENGTH && areBase64Url(text, HASH_LENGTH);
  }

  private static boolean areBase64Url(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !isDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Capital letters and underscores, 1 to 32 of them. */
  static boolean isUndefinedEnum(String text) {
    if (text.isEmpty() || text.length() > 32) {
      return false;
    }
    return text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
  }

  /** Exactly {@code length} digits, the first of them not zero. */
  static boolean isNumberOfLength(String text, int length) {
    return text.length() == length && areDigits(text, 0, length) && text.charAt(0) != '0';
  }

  /** One to four digits. */
  static boolean isMerchantCode(String text) {
    return !text.isEmpty() && text.length() <= 4 && areDigits(text, 0, text.length());
  }

  /** The error codes the quoting resources accept: four digits of the known groups. */
  static boolean isQuotingErrorCode(String text) {
    if (text.length() != 4 || !areDigits(text, 0, 4)) {
      return false;
    }
    char group = text.charAt(1);
    return switch (text.charAt(0)) {
      case '1', '2' -> group == '0';
      case '3', '4', '5' -> group <= '4';
      default -> false;
    };
  }

  /** At least one character, and none that is white space or a curly brace. */
  static boolean isPartyIdentifier(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> c == '{' || c == '}' || isWhiteSpace(c));
  }

  /** White space as ECMAScript's {@code \s} means it. */
  static boolean isWhiteSpace(int c) {
    return switch (c) {
      case '\t', '\n', 0x0B, '\f', '\r', ' ', 0xA0, 0x1680, 0x2028, 0x2029 -> true;
      case 0x202F, 0x205F, 0x3000, 0xFEFF -> true;
      default -> c >= 0x2000 && c <= 0x200A;
    };
  }

  static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
