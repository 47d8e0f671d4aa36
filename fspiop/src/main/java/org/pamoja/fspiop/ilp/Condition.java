package org.pamoja.fspiop.ilp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * The lock of a transfer: SHA-256 of the fulfilment that opens it, as base64url text.
 *
 * @param text as received; compared as text, like the reference does
 */
public record Condition(String text) {
  private static final int BYTES = 32;

  /** The text is needed. */
  public Condition {
    Objects.requireNonNull(text, "text");
  }

  /**
   * The condition that a fulfilment opens.
   *
   * @throws IllegalArgumentException when the fulfilment is not base64url of 32 bytes
   */
  public static Condition of(String fulfilment) {
    byte[] preimage = Base64.getUrlDecoder().decode(fulfilment);
    if (preimage.length != BYTES) {
      throw new IllegalArgumentException("a fulfilment must be 32 bytes");
    }
    return ofBytes(sha256(preimage));
  }

  /**
   * The condition with these 32 bytes.
   *
   * @throws IllegalArgumentException for another number of bytes
   */
  static Condition ofBytes(byte[] hash) {
    if (hash.length != BYTES) {
      throw new IllegalArgumentException("a condition must be 32 bytes");
    }
    return new Condition(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }

  /**
   * The 32 bytes of the text.
   *
   * @throws IllegalArgumentException when the text is not base64url of 32 bytes
   */
  byte[] bytes() {
    byte[] hash = Base64.getUrlDecoder().decode(text);
    if (hash.length != BYTES) {
      throw new IllegalArgumentException("a condition must be 32 bytes");
    }
    return hash;
  }

  /** Whether a fulfilment, in any form a sender may give it, opens this condition. */
  public boolean matches(String fulfilment) {
    try {
      return of(fulfilment).equals(this);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
