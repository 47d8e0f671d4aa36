package org.pamoja.fspiop.ilp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The part of Octet Encoding Rules that ILP packets need: big-endian, length before content. */
final class Oer {
  private static final int LONG_FORM = 0x80;
  private static final int MAX_LENGTH_BYTES = 3;

  private Oer() {}

  /** Length (one byte below 128, else 0x80 + count and the fewest bytes), then the content. */
  static void writeOctets(ByteArrayOutputStream out, byte[] content) {
    int length = content.length;
    if (length < LONG_FORM) {
      out.write(length);
    } else {
      int count = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(LONG_FORM + count);
      for (int i = count - 1; i >= 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.writeBytes(content);
  }

  static void writeUint64(ByteArrayOutputStream out, long value) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** The content of the next length-prefixed field; a length beyond the input is refused. */
  static byte[] readOctets(ByteBuffer in) {
    int length = readLength(in);
    if (length > in.remaining()) {
      throw new IllegalArgumentException("the ILP packet is cut short");
    }
    byte[] content = new byte[length];
    in.get(content);
    return content;
  }

  private static int readLength(ByteBuffer in) {
    int first = Byte.toUnsignedInt(in.get());
    if (first < LONG_FORM) {
      return first;
    }
    int count = first - LONG_FORM;
    if (count == 0 || count > MAX_LENGTH_BYTES) {
      throw new IllegalArgumentException("the ILP packet has an impossible length");
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | Byte.toUnsignedInt(in.get());
    }
    return length;
  }
}
