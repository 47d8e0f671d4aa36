package org.pamoja.ledger.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Conditions and the fulfilments that meet them (ilp §1): {@code condition =
 * b64url(SHA256(b64url⁻¹(fulfilment)))}.
 */
final class Condition {
  private static final int BYTES = 32;
  private static final int MOST_CHARACTERS = 44;

  private Condition() {}

  /** Whether {@code condition} is base64url of 32 bytes. */
  static boolean isWellFormed(String condition) {
    return decode(condition).length == BYTES;
  }

  /** Whether {@code fulfilment} decodes to 32 bytes whose SHA-256 is {@code condition}. */
  static boolean isMetBy(String fulfilment, String condition) {
    byte[] preimage = decode(fulfilment);
    if (preimage.length != BYTES) {
      return false;
    }
    byte[] digest = sha256().digest(preimage);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).equals(condition);
  }

  private static byte[] decode(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
