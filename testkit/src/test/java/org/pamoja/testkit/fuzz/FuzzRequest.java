package org.pamoja.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.testkit.dfsp.RawHttp;

/** A request on its way to being spoilt. One thread uses it. */
final class FuzzRequest {
  private static final int SHOWN_BYTES = 3_000;

  /** How the body's end is told. */
  enum Framing {
    /** By its right length. */
    LENGTH,
    /** In small chunks. */
    CHUNKED,
    /** By a length that is too large, after which the client says no more. */
    TRUNCATED,
    /** By chunks that do not end. */
    UNENDED_CHUNKS,
    /** By a length that is no number. */
    NO_NUMBER,
    /** By a length and chunks at once. */
    BOTH
  }

  final boolean admin;
  final ApiDocument.Operation operation;
  final List<Headers.Header> headers = new ArrayList<>();
  String method;
  String path;
  byte[] body = new byte[0];
  Framing framing = Framing.LENGTH;

  /**
   * Whether it may be no HTTP at all, so that a server need not answer with an error of the scheme.
   */
  boolean brokenHttp;

  FuzzRequest(boolean admin, ApiDocument.Operation operation) {
    this.admin = admin;
    this.operation = operation;
    this.method = operation.method();
    this.path = operation.path();
  }

  void header(String name, String value) {
    headers.add(new Headers.Header(name, value));
  }

  /** Whether the client closes its side after the last byte. */
  boolean closesEarly() {
    return framing == Framing.TRUNCATED || framing == Framing.UNENDED_CHUNKS;
  }

  /** What is sent. */
  byte[] bytes(int port) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
    headers.forEach(
        header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    switch (framing) {
      case LENGTH -> head.append("Content-Length: ").append(body.length).append("\r\n");
      case CHUNKED, UNENDED_CHUNKS -> head.append("Transfer-Encoding: chunked\r\n");
      case TRUNCATED -> head.append("Content-Length: ").append(body.length + 9).append("\r\n");
      case NO_NUMBER -> head.append("Content-Length: 1e2\r\n");
      case BOTH ->
          head.append("Content-Length: ")
              .append(body.length)
              .append("\r\nTransfer-Encoding: chunked\r\n");
    }
    bytes.writeBytes(
        head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(framedBody());
    return bytes.toByteArray();
  }

  private byte[] framedBody() {
    return switch (framing) {
      case LENGTH, TRUNCATED, NO_NUMBER -> body;
      case CHUNKED, BOTH -> RawHttp.chunked(body, 97);
      case UNENDED_CHUNKS -> {
        byte[] chunks = RawHttp.chunked(body, 97);
        yield Arrays.copyOf(chunks, chunks.length - 5);
      }
    };
  }

  @Override
  public String toString() {
    String text = new String(bytes(0), StandardCharsets.UTF_8);
    return (admin ? "admin " : "fspiop ")
        + framing
        + "\n"
        + text.substring(0, Math.min(SHOWN_BYTES, text.length()));
  }
}
