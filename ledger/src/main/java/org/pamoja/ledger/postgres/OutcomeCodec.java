package org.pamoja.ledger.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.pamoja.ledger.command.Outcome;
import org.pamoja.ledger.store.LedgerStoreException;

/**
 * The outcomes of a batch as bytes: a version, their number, one byte each, and the reason of a
 * refusal.
 */
final class OutcomeCodec {
  private static final byte VERSION = 1;
  private static final byte DONE = 1;
  private static final byte REFUSED = 2;
  private static final byte IGNORED = 3;

  private OutcomeCodec() {}

  static byte[] encode(List<Outcome> outcomes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(outcomes.size() + 16);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(outcomes.size());
      for (Outcome outcome : outcomes) {
        out.writeByte(code(outcome.status()));
        if (outcome.status() == Outcome.Status.REFUSED) {
          Wire.writeFailure(out, outcome.failure());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * The outcomes in {@code bytes}.
   *
   * @throws LedgerStoreException when they are not what {@link #encode} writes
   */
  static List<Outcome> decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new LedgerStoreException("unknown encoding of outcomes: " + version);
      }
      int count = in.readInt();
      List<Outcome> outcomes = new ArrayList<>(Math.min(count, bytes.length));
      for (int index = 0; index < count; index++) {
        outcomes.add(read(in));
      }
      return List.copyOf(outcomes);
    } catch (IOException broken) {
      throw new LedgerStoreException("outcomes cannot be read: " + broken.getMessage(), broken);
    }
  }

  private static byte code(Outcome.Status status) {
    return switch (status) {
      case DONE -> DONE;
      case REFUSED -> REFUSED;
      case IGNORED -> IGNORED;
    };
  }

  private static Outcome read(DataInputStream in) throws IOException {
    byte code = in.readByte();
    return switch (code) {
      case DONE -> Outcome.DONE;
      case REFUSED -> new Outcome(Outcome.Status.REFUSED, Wire.readFailure(in));
      case IGNORED -> Outcome.IGNORED;
      default -> throw new IOException("no such outcome: " + code);
    };
  }
}
