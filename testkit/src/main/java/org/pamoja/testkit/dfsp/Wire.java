package org.pamoja.testkit.dfsp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.header.Headers;

/** Reads HTTP/1.1 messages off a socket without changing anything about them. */
final class Wire {
  private static final int MAX_HEAD_BYTES = 65_536;
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  /**
   * A message.
   *
   * @param startLine request or status line
   * @param headers in received order and spelling
   * @param body decoded from its transfer coding
   */
  record HttpMessage(String startLine, Headers headers, byte[] body) {}

  private Wire() {}

  /** The next request; empty when the other side has closed the connection. */
  static Optional<HttpMessage> readRequest(InputStream in) throws IOException {
    return read(in, false);
  }

  /** The next answer; empty when the other side has closed the connection without one. */
  static Optional<HttpMessage> readAnswer(InputStream in) throws IOException {
    return read(in, true);
  }

  private static Optional<HttpMessage> read(InputStream in, boolean answer) throws IOException {
    String startLine = line(in);
    if (startLine == null) {
      return Optional.empty();
    }
    List<Headers.Header> lines = new ArrayList<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      lines.add(new Headers.Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    Headers headers = Headers.of(lines);
    return Optional.of(new HttpMessage(startLine, headers, body(in, headers, answer)));
  }

  private static byte[] body(InputStream in, Headers headers, boolean answer) throws IOException {
    if (headers.first("transfer-encoding").orElse("").equalsIgnoreCase("chunked")) {
      return chunks(in);
    }
    Optional<String> length = headers.first("content-length");
    if (length.isPresent()) {
      int bytes = Integer.parseInt(length.get());
      if (bytes > MAX_BODY_BYTES) {
        throw new IOException("body of " + bytes + " bytes");
      }
      return in.readNBytes(bytes);
    }
    boolean untilClosed = answer && headers.first("connection").orElse("").contains("close");
    return untilClosed ? in.readNBytes(MAX_BODY_BYTES) : new byte[0];
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      if (body.size() + size > MAX_BODY_BYTES) {
        throw new IOException("chunked body too large");
      }
      body.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    String line = line(in);
    return line == null ? 0 : Integer.parseInt(line.strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return bytes.size() == 0 ? null : bytes.toString(StandardCharsets.ISO_8859_1);
      }
      if (bytes.size() >= MAX_HEAD_BYTES) {
        throw new IOException("line too long");
      }
      if (next != '\r') {
        bytes.write(next);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
