package org.pamoja.testkit.dfsp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An HTTP server on the loopback address that remembers every request byte for byte and answers as
 * told. It can disappear and come back on the same port. Threads may share it.
 */
public final class RecordingServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MOST_REMEMBERED = 100_000;

  private final Function<Received, Answer> script;
  private final List<Received> received = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile ServerSocket listener;

  private RecordingServer(Function<Received, Answer> script) {
    this.script = script;
    this.listener = bind(0);
    this.port = listener.getLocalPort();
  }

  /**
   * Starts a server on a free port.
   *
   * @param script says how each request is answered; called on a thread of the request's own
   */
  public static RecordingServer open(Function<Received, Answer> script) {
    RecordingServer server = new RecordingServer(script);
    server.acceptFrom(server.listener);
    return server;
  }

  /** The port it listens on, also while it is away. */
  public int port() {
    return port;
  }

  /** All that has come so far. */
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** What has come so far and matches. */
  public List<Received> received(Predicate<Received> wanted) {
    return received().stream().filter(wanted).toList();
  }

  /**
   * Waits for a request.
   *
   * @throws AssertionError naming all that came instead, when it does not come in time
   */
  public Received await(Predicate<Received> wanted) {
    return await(1, wanted).getFirst();
  }

  /**
   * Waits for a number of requests.
   *
   * @throws AssertionError naming all that came instead, when they do not come in time
   */
  public List<Received> await(int number, Predicate<Received> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (received) {
      while (true) {
        List<Received> matching = received.stream().filter(wanted).toList();
        if (matching.size() >= number) {
          return matching;
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(
              matching.size() + " of " + number + " expected requests came; all: " + received);
        }
        pause(left);
      }
    }
  }

  /** Disappears: the port is closed and every connection breaks. */
  public void goAway() {
    closeQuietly(listener);
    connections.forEach(RecordingServer::abort);
  }

  /** Comes back on the same port. */
  public void comeBack() {
    listener = bind(port);
    acceptFrom(listener);
  }

  /** Ends for good, and politely. */
  @Override
  public void close() {
    closeQuietly(listener);
    connections.forEach(RecordingServer::closeQuietly);
  }

  private void pause(long millis) {
    try {
      received.wait(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  private static ServerSocket bind(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
      return socket;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void acceptFrom(ServerSocket socket) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket connection = socket.accept();
                  connections.add(connection);
                  Thread.ofVirtual().start(() -> serve(connection));
                }
              } catch (IOException closed) {
                // It went away.
              }
            });
  }

  private void serve(Socket connection) {
    try {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      Optional<Wire.HttpMessage> next = Wire.readRequest(in);
      while (next.isPresent()) {
        Received request = remember(next.get());
        if (!answer(connection, request, script.apply(request))) {
          return;
        }
        next = Wire.readRequest(in);
      }
    } catch (IOException broken) {
      // The other side went away, or this one did.
    } finally {
      connections.remove(connection);
      closeQuietly(connection);
    }
  }

  private Received remember(Wire.HttpMessage message) {
    String[] start = message.startLine().split(" ");
    Received request =
        new Received(start[0], start[1], message.headers(), message.body(), Instant.now());
    synchronized (received) {
      if (received.size() >= MOST_REMEMBERED) {
        throw new IllegalStateException("more than " + MOST_REMEMBERED + " requests");
      }
      received.add(request);
      received.notifyAll();
    }
    return request;
  }

  /** Whether the connection can be used again. */
  private boolean answer(Socket connection, Received request, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Usual _ -> write(connection, usualStatus(request), new byte[0]);
      case Answer.Status status -> write(connection, status.status(), status.body());
      case Answer.Later later -> {
        sleep(later.after());
        return answer(connection, request, later.answer());
      }
      case Answer.Reset _ -> {
        abort(connection);
        return false;
      }
      case Answer.Silence _ -> {
        // Ends when either side closes the connection.
        connection.getInputStream().readNBytes(1);
        return false;
      }
    }
    return true;
  }

  private static int usualStatus(Received request) {
    return request.method().equals("PUT") || request.method().equals("PATCH") ? 200 : 202;
  }

  private static void write(Socket connection, int status, byte[] body) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + " X\r\ncontent-type: application/json\r\ncontent-length: "
            + body.length
            + "\r\n\r\n";
    OutputStream out = connection.getOutputStream();
    byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    out.write(all);
    out.flush();
  }

  private static void abort(Socket connection) {
    try {
      // Without lingering, closing sends a reset instead of a farewell.
      connection.setSoLinger(true, 0);
      connection.close();
    } catch (IOException gone) {
      // It is closed already.
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception gone) {
      // It is closed already.
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
