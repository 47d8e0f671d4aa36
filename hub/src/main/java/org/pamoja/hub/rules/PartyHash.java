package org.pamoja.hub.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A party as block lists hold it: SHA-256 over the scheme's salt, the type, a colon and the
 * identifier in one spelling. Sub-identifiers are left out: who is blocked is blocked with all of
 * its accounts.
 *
 * @param first the hash's first 64 bits, and so on
 */
record PartyHash(long first, long second, long third, long fourth) {
  static final int BYTES = 32;

  /** The hash of a party. */
  static PartyHash of(byte[] salt, String type, String identifier) {
    MessageDigest digest = sha256();
    digest.update(salt);
    String spelled = type.toUpperCase(Locale.ROOT) + ":" + spelling(type, identifier);
    return of(digest.digest(spelled.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * From its bytes.
   *
   * @throws IllegalArgumentException when they are not 32
   */
  static PartyHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 32 bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new PartyHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** 64 hexadecimal digits, lower case. */
  String text() {
    return HexFormat.of().formatHex(bytes());
  }

  /**
   * One spelling for what means the same: a telephone number keeps its digits, e-mail addresses
   * their lower case, an IBAN its letters and digits in upper case; other identifiers lose the
   * blanks around them.
   */
  static String spelling(String type, String identifier) {
    return switch (type.toUpperCase(Locale.ROOT)) {
      case "MSISDN" -> keep(identifier, false);
      case "IBAN" -> keep(identifier, true).toUpperCase(Locale.ROOT);
      case "EMAIL" -> identifier.strip().toLowerCase(Locale.ROOT);
      default -> identifier.strip();
    };
  }

  private static String keep(String text, boolean letters) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' || letters && Character.isLetter(c)) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
