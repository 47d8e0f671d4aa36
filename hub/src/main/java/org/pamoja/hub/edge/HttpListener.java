package org.pamoja.hub.edge;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * The sockets of one listener: several event loops on each of its addresses. Threads may share it.
 */
final class HttpListener {
  private static final AtomicInteger RANDOM_PORTS = new AtomicInteger();

  private final Vertx vertx;
  private final EdgeLimits limits;
  private final EdgeMeters meters;
  private final Handler<HttpServerRequest> handler;
  private final Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();

  private final QuietConnections quiet;
  private final long watch;

  HttpListener(
      Vertx vertx, EdgeLimits limits, EdgeMeters meters, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.limits = limits;
    this.meters = meters;
    this.handler = handler;
    this.quiet = new QuietConnections(limits.headTimeout(), limits.idleTimeout());
    this.watch = quiet.watch(vertx);
  }

  /**
   * Starts to listen on an address.
   *
   * @return the port, once connections are taken there; fails with {@link ListenException}
   */
  Future<Integer> listen(ListenAddress address) {
    Queue<HttpServer> here = new ConcurrentLinkedQueue<>();
    SocketAddress socket = socketAddress(address);
    return vertx
        .deployVerticle(
            () -> new Loop(socket, here), new DeploymentOptions().setInstances(limits.eventLoops()))
        .map(_ -> here.element().actualPort())
        .recover(cause -> Future.failedFuture(new ListenException(address, cause)));
  }

  /**
   * Takes no more connections, lets running requests finish within the drain time, closes what is
   * left.
   */
  Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    for (HttpServer server : servers) {
      closing.add(server.shutdown(limits.drainTimeout().toMillis(), TimeUnit.MILLISECONDS));
    }
    return Future.join(closing).<Void>mapEmpty().onComplete(_ -> vertx.cancelTimer(watch));
  }

  // A free port has to be the same one for all event loops, which is what the shared kind is for.
  private static SocketAddress socketAddress(ListenAddress address) {
    return address.port() == 0
        ? SocketAddress.sharedRandomPort(RANDOM_PORTS.incrementAndGet(), address.host())
        : SocketAddress.inetSocketAddress(address.port(), address.host());
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxHeaderSize(limits.maxHeaderBytes())
        .setMaxInitialLineLength(limits.maxInitialLineBytes())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) limits.idleTimeout().toMillis())
        .setHandle100ContinueAutomatically(true)
        .setDecompressionSupported(false)
        .setCompressionSupported(false)
        .setHttp2ClearTextEnabled(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setTcpNoDelay(true);
  }

  private void connected(HttpConnection connection) {
    int open = meters.connections.incrementAndGet();
    // Callers that go away without a word are no error of the hub.
    connection.exceptionHandler(_ -> {});
    connection.closeHandler(
        _ -> {
          meters.connections.decrementAndGet();
          quiet.gone(connection);
        });
    if (open > limits.maxConnections()) {
      connection.close();
      return;
    }
    quiet.opened(connection);
  }

  private void heard(HttpServerRequest request) {
    HttpConnection connection = request.connection();
    quiet.heard(connection);
    request.response().endHandler(_ -> quiet.answered(connection));
    handler.handle(request);
  }

  /**
   * Answers what is not HTTP or breaks the bounds of the head; the connection cannot be trusted
   * afterwards.
   */
  private static void invalid(HttpServerRequest request) {
    String cause = String.valueOf(request.decoderResult().cause().getClass().getSimpleName());
    int status =
        switch (cause) {
          case "TooLongHttpLineException" -> 414;
          case "TooLongHttpHeaderException" -> 431;
          default -> 400;
        };
    byte[] body =
        new FspiopException(ErrorCode.MALFORMED_SYNTAX, "Invalid HTTP request", List.of(), status)
            .information()
            .toBytes();
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Connection", "close")
        .end(Buffer.buffer(body))
        .onComplete(_ -> request.connection().close());
  }

  /** One event loop's share of an address. */
  private final class Loop extends VerticleBase {
    private final SocketAddress address;
    private final Queue<HttpServer> here;

    Loop(SocketAddress address, Queue<HttpServer> here) {
      this.address = address;
      this.here = here;
    }

    @Override
    public Future<?> start() {
      HttpServer server =
          vertx
              .createHttpServer(options())
              .connectionHandler(HttpListener.this::connected)
              .invalidRequestHandler(HttpListener::invalid)
              .requestHandler(HttpListener.this::heard);
      return server
          .listen(address)
          .onSuccess(
              listening -> {
                here.add(listening);
                servers.add(listening);
              });
    }
  }
}
