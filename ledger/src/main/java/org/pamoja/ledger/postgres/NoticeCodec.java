package org.pamoja.ledger.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.event.Notice;
import org.pamoja.ledger.store.LedgerStoreException;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * The notices of an event as bytes. The first byte is the version of the encoding; what was written
 * once can be read for as long as events are kept. No notices at all are no bytes at all, which is
 * the usual case for one event in two.
 */
final class NoticeCodec {
  private static final byte VERSION = 1;
  private static final byte[] NOTHING = new byte[0];

  private NoticeCodec() {}

  static byte[] encode(List<Notice> notices) {
    if (notices.isEmpty()) {
      return NOTHING;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeShort(notices.size());
      for (Notice notice : notices) {
        write(out, notice);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The notices in {@code bytes}.
   *
   * @throws LedgerStoreException when they are not what {@link #encode} writes
   */
  static List<Notice> decode(byte[] bytes) {
    if (bytes.length == 0) {
      return List.of();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new LedgerStoreException("unknown encoding of notices: " + version);
      }
      int count = in.readUnsignedShort();
      List<Notice> notices = new ArrayList<>(count);
      for (int index = 0; index < count; index++) {
        notices.add(read(in));
      }
      return List.copyOf(notices);
    } catch (IOException broken) {
      throw new LedgerStoreException("notices cannot be read: " + broken.getMessage(), broken);
    }
  }

  private static void write(DataOutputStream out, Notice notice) throws IOException {
    Wire.writeText(out, notice.recipient());
    out.writeByte(notice.type().code());
    Wire.writeText(out, notice.about().id());
    out.writeBoolean(notice.about().conversion());
    Wire.writeOptionalText(out, notice.state());
    out.writeBoolean(notice.completedAt().isPresent());
    if (notice.completedAt().isPresent()) {
      Wire.writeInstant(out, notice.completedAt().get());
    }
    Wire.writeOptionalText(out, notice.fulfilment());
    Wire.writeOptionalText(out, notice.extensions());
    Wire.writeFailure(out, notice.failure());
    out.writeBoolean(notice.withId());
    Wire.writeInstant(out, notice.validUntil());
  }

  private static Notice read(DataInputStream in) throws IOException {
    String recipient = Wire.readText(in);
    Notice.Type type = Notice.Type.of(in.readByte());
    TransferKey about = new TransferKey(Wire.readText(in), in.readBoolean());
    Optional<String> state = Wire.readOptionalText(in);
    Optional<Instant> completedAt =
        in.readBoolean() ? Optional.of(Wire.readInstant(in)) : Optional.empty();
    return new Notice(
        recipient,
        type,
        about,
        state,
        completedAt,
        Wire.readOptionalText(in),
        Wire.readOptionalText(in),
        Wire.readFailure(in),
        in.readBoolean(),
        Wire.readInstant(in));
  }
}
