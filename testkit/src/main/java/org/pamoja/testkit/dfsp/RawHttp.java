package org.pamoja.testkit.dfsp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.header.Headers;

/**
 * Sends any bytes to a port of this machine and reads the answer: for requests that no decent
 * client would send. One connection for each request. Threads may use it.
 */
public final class RawHttp {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 30_000;
  private static final Reply NO_ANSWER = new Reply(0, Headers.empty(), new byte[0]);

  private RawHttp() {}

  /**
   * Sends bytes as they are.
   *
   * @param port port on the loopback address
   * @param request the whole request, head and body
   * @return the answer, with status 0 when the connection was closed without one
   * @throws UncheckedIOException when nobody listens or no answer came in time
   */
  public static Reply send(int port, byte[] request) {
    try (Unread sent = begin(port, request)) {
      return sent.read();
    }
  }

  /**
   * Sends bytes as they are, and leaves the answer in the socket until it is asked for.
   *
   * @throws UncheckedIOException when nobody listens
   */
  public static Unread begin(int port, byte[] request) {
    Unread sent = new Unread(new Socket());
    try {
      sent.socket()
          .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      sent.socket().setSoTimeout(READ_MILLIS);
    } catch (IOException failure) {
      sent.close();
      throw new UncheckedIOException(failure);
    }
    write(sent.socket(), request);
    return sent;
  }

  /** A request that has been sent, and whose answer nobody has read yet. */
  public record Unread(Socket socket) implements AutoCloseable {

    /** Whether the answer, or its beginning, has come. */
    public boolean hasCome() {
      try {
        return socket.getInputStream().available() > 0;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    /**
     * Waits for the answer.
     *
     * @return the answer, with status 0 when the connection was closed without one
     * @throws UncheckedIOException when none came in time
     */
    public Reply read() {
      try {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        return RawHttp.read(in).map(RawHttp::reply).orElse(NO_ANSWER);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** Sends text as UTF-8; the line ends must be in it. */
  public static Reply send(int port, String request) {
    return send(port, request.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a request that is well formed as HTTP, whatever its content.
   *
   * @param headers written as they are; host, content-length and connection are added
   */
  public static Reply request(
      int port, String method, String path, List<Headers.Header> headers, byte[] body) {
    return send(port, bytes(port, method, path, headers, body));
  }

  /** The bytes of such a request. */
  static byte[] bytes(
      int port, String method, String path, List<Headers.Header> headers, byte[] body) {
    StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
    headers.forEach(
        header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    boolean announced = headers.stream().anyMatch(RawHttp::announcesBody);
    boolean bodyUsual = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    if (!announced && (bodyUsual || body.length > 0)) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    request.writeBytes(body);
    return request.toByteArray();
  }

  /** A body in chunks of the given size, for requests with {@code Transfer-Encoding: chunked}. */
  public static byte[] chunked(byte[] body, int chunkBytes) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int start = 0; start < body.length; start += chunkBytes) {
      int length = Math.min(chunkBytes, body.length - start);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunks.write(body, start, length);
      chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return chunks.toByteArray();
  }

  private static boolean announcesBody(Headers.Header header) {
    return header.name().equalsIgnoreCase("content-length")
        || header.name().equalsIgnoreCase("transfer-encoding");
  }

  private static void write(Socket socket, byte[] request) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
    } catch (IOException refusedEarly) {
      // The other side may answer and close before it has read everything; the answer counts.
    }
  }

  private static Optional<Wire.HttpMessage> read(InputStream in) throws IOException {
    try {
      return Wire.readAnswer(in);
    } catch (java.net.SocketException reset) {
      return Optional.empty();
    }
  }

  private static Reply reply(Wire.HttpMessage message) {
    int status = Integer.parseInt(message.startLine().split(" ")[1]);
    return new Reply(status, message.headers(), message.body());
  }
}
