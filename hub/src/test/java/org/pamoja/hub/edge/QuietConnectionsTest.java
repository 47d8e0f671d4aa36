package org.pamoja.hub.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that only take a place, over real sockets. */
@Timeout(60)
class QuietConnectionsTest {
  private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: hub\r\n\r\n";
  private static final int SLOW_MILLISECONDS = 1_200;
  private static final int DRIP_MILLISECONDS = 50;

  private final Vertx vertx = Vertx.vertx();
  private HttpListener listener;
  private int port;

  @BeforeEach
  void start() {
    EdgeLimits usual = EdgeLimits.defaults();
    EdgeLimits limits =
        new EdgeLimits(
            2,
            usual.maxHeaderBytes(),
            usual.maxInitialLineBytes(),
            usual.maxConnections(),
            usual.maxRequestsInFlight(),
            usual.maxAdminInFlight(),
            usual.maxFspiopBodyBytes(),
            usual.maxAdminBodyBytes(),
            usual.maxInlineBodyBytes(),
            usual.maxBufferedBytes(),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            usual.bodyTimeout(),
            usual.drainTimeout());
    EdgeMeters meters = new EdgeMeters(new SimpleMeterRegistry(), "test");
    listener = new HttpListener(vertx, limits, meters, this::answer);
    port =
        listener
            .listen(new ListenAddress("127.0.0.1", 0))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void stop() {
    listener.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void answer(HttpServerRequest request) {
    if (request.path().equals("/slow")) {
      vertx.setTimer(SLOW_MILLISECONDS, _ -> request.response().end());
    } else {
      request.response().end();
    }
  }

  @Test
  void shouldCloseAConnectionOnWhichNothingComes() {
    try (RawConnection connection = new RawConnection(port)) {
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void shouldCloseAConnectionWhoseFirstRequestNeverEnds() throws InterruptedException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send("GET / HTTP/1.1\r\nX-Long: ");

      assertThat(isClosedWhileDripping(connection)).isTrue();
    }
  }

  @Test
  void shouldCloseAConnectionWhoseNextRequestNeverEnds() throws InterruptedException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(REQUEST.formatted(""));
      assertThat(connection.read().status()).isEqualTo(200);
      connection.send("GET / HTTP/1.1\r\nX-Long: ");

      assertThat(isClosedWhileDripping(connection)).isTrue();
    }
  }

  @Test
  void shouldKeepAConnectionWhoseRequestIsBeingWorkedOn() {
    try (RawConnection connection = new RawConnection(port)) {
      for (int i = 0; i < 2; i++) {
        connection.send(REQUEST.formatted("slow"));
        assertThat(connection.read().status()).isEqualTo(200);
      }
    }
  }

  /** Something moves all the time, so the connection never counts as idle. */
  private static boolean isClosedWhileDripping(RawConnection connection)
      throws InterruptedException {
    try {
      while (true) {
        connection.send("x");
        Thread.sleep(DRIP_MILLISECONDS);
      }
    } catch (UncheckedIOException closed) {
      return connection.isClosedByServer();
    }
  }
}
