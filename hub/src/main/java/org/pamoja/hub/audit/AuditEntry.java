package org.pamoja.hub.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One recorded change.
 *
 * @param chain node that recorded it
 * @param sequence place in the node's chain, from 1 without gaps
 * @param at when, to the microsecond
 * @param principal who
 * @param principalKind what the name was proven by, a name of {@code Principal.Kind}
 * @param action what was done
 * @param target what it was done to
 * @param details JSON object of further facts
 */
record AuditEntry(
    String chain,
    long sequence,
    Instant at,
    String principal,
    String principalKind,
    String action,
    String target,
    String details) {
  /** The hash before the first entry of a chain. */
  static final byte[] NO_HASH = new byte[32];

  /** Cuts the time to what the database keeps. */
  AuditEntry {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * SHA-256 over the previous entry's hash and this entry; each text with its length, so that none
   * can run over.
   */
  byte[] hash(byte[] previous) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(previous);
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(micros).array());
    for (String text : new String[] {chain, principal, principalKind, action, target, details}) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
      bytes.writeBytes(utf8);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
