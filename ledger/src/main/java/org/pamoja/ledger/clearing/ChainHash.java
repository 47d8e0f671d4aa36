package org.pamoja.ledger.clearing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.Event;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * The hash that chains a stream's batches: SHA-256 over the previous batch's hash and the canonical
 * bytes of every event, so that no event can be changed, removed or added later without all
 * following hashes giving it away.
 *
 * <p>Canonical bytes: every field in the order of its record, numbers big-endian, texts and bytes
 * with their length before them, optional ones with a byte that says whether they are there. No two
 * different lists of events have the same bytes.
 */
public final class ChainHash {
  /** Length of a hash in bytes. */
  public static final int LENGTH = 32;

  private ChainHash() {}

  /**
   * The hash of the batch that follows {@code previous}.
   *
   * @param previous the previous batch's hash, 32 bytes; zeros before the first
   * @param events the batch's events in sequence
   */
  public static byte[] next(byte[] previous, List<Event> events) {
    if (previous.length != LENGTH) {
      throw new IllegalArgumentException("a chain hash has 32 bytes, not " + previous.length);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + 1024 * events.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(previous);
      out.writeInt(events.size());
      for (Event event : events) {
        write(out, event);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return sha256().digest(bytes.toByteArray());
  }

  private static void write(DataOutputStream out, Event event) throws IOException {
    out.writeInt(event.pointer().stream());
    out.writeLong(event.pointer().sequence());
    write(out, event.at());
    write(out, event.kind());
    out.writeBoolean(event.about().isPresent());
    if (event.about().isPresent()) {
      write(out, event.about().get());
    }
    out.writeShort(event.from().map(TransferState::code).orElse((short) 0));
    out.writeShort(event.to().map(TransferState::code).orElse((short) 0));
    write(out, event.principal());
    write(out, event.detail());
    out.writeInt(event.notices().size());
    for (Notice notice : event.notices()) {
      write(out, notice);
    }
    write(out, event.envelope().headers());
    write(out, event.envelope().body());
  }

  private static void write(DataOutputStream out, Notice notice) throws IOException {
    write(out, notice.recipient());
    out.writeByte(notice.type().code());
    write(out, notice.about());
    write(out, notice.state());
    out.writeBoolean(notice.completedAt().isPresent());
    if (notice.completedAt().isPresent()) {
      write(out, notice.completedAt().get());
    }
    write(out, notice.fulfilment());
    write(out, notice.extensions());
    write(out, notice.failure().map(Failure::code));
    write(out, notice.failure().map(Failure::description));
    out.writeBoolean(notice.withId());
    write(out, notice.validUntil());
  }

  private static void write(DataOutputStream out, TransferKey key) throws IOException {
    write(out, key.id());
    out.writeBoolean(key.conversion());
  }

  private static void write(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static void write(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      write(out, text.get());
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    write(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
