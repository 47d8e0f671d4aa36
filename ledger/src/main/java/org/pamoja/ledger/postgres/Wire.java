package org.pamoja.ledger.postgres;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.transfer.Failure;

/**
 * The small pieces that the stored encodings share. Lengths come first, text is UTF-8, absence is
 * length -1.
 */
final class Wire {
  private static final int LONGEST_TEXT = 8 * 1024 * 1024;

  private Wire() {}

  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    return readOptionalText(in).orElseThrow(() -> new IOException("text is missing"));
  }

  static void writeOptionalText(DataOutput out, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      writeText(out, text.get());
    } else {
      out.writeInt(-1);
    }
  }

  static Optional<String> readOptionalText(DataInput in) throws IOException {
    int length = in.readInt();
    if (length == -1) {
      return Optional.empty();
    }
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IOException("no length of a text: " + length);
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  static void writeInstant(DataOutput out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  static Instant readInstant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  static void writeFailure(DataOutput out, Optional<Failure> failure) throws IOException {
    writeOptionalText(out, failure.map(Failure::code));
    if (failure.isPresent()) {
      writeText(out, failure.get().description());
    }
  }

  static Optional<Failure> readFailure(DataInput in) throws IOException {
    Optional<String> code = readOptionalText(in);
    return code.isEmpty() ? Optional.empty() : Optional.of(new Failure(code.get(), readText(in)));
  }
}
