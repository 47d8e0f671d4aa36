package org.pamoja.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends a request's bytes and reads whatever comes until the hub closes the connection. */
final class FuzzClient {
  private static final int WAIT_MILLIS = 10_000;
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private FuzzClient() {}

  /**
   * What came back.
   *
   * @param status 0 when the connection was closed without an answer
   * @param contentType lower case, empty when absent
   * @param body text after the head, chunk sizes included where there are any
   */
  record Outcome(int status, String contentType, String body) {}

  /**
   * Sends and reads.
   *
   * @throws IOException when no answer came within ten seconds
   */
  static Outcome send(int port, FuzzRequest request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAIT_MILLIS);
      socket.setSoTimeout(WAIT_MILLIS);
      write(socket, request.bytes(port));
      if (request.closesEarly()) {
        socket.shutdownOutput();
      }
      return outcome(read(socket.getInputStream()));
    } catch (SocketException closed) {
      return new Outcome(0, "", "");
    }
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException answeredEarly) {
      // The hub may answer and close before it has read everything; the answer counts.
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try {
      for (int count = in.read(buffer);
          count >= 0 && received.size() < MAX_BYTES;
          count = in.read(buffer)) {
        received.write(buffer, 0, count);
      }
    } catch (SocketException reset) {
      // What was read before counts.
    }
    return received.toString(StandardCharsets.UTF_8);
  }

  private static Outcome outcome(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0 || !answer.startsWith("HTTP/1.")) {
      return new Outcome(0, "", answer);
    }
    String type = "";
    for (String line : answer.substring(0, end).split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
        type = line.substring("content-type:".length()).strip().toLowerCase(Locale.ROOT);
      }
    }
    return new Outcome(Integer.parseInt(answer.split(" ")[1]), type, answer.substring(end + 4));
  }
}
