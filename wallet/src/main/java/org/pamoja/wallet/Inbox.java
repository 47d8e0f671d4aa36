package org.pamoja.wallet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A DFSP's own FSPIOP interface: takes what the hub sends, has it handled on a virtual thread
 * (handling may wait for the customers' book), and answers when that is done. Bodies are bounded.
 */
final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final int MAX_BODY_BYTES = 5 * 1024 * 1024;

  private final Vertx vertx;
  private final DfspConfig config;
  private final ExecutorService workers;
  private final InstantSource clock;
  private final MessageTrace.Listener trace;

  /**
   * A message from the hub.
   *
   * @param method HTTP method
   * @param segments decoded path segments
   * @param source FSPIOP-Source
   * @param body parsed body, if there is one
   */
  record Received(String method, List<String> segments, String source, Optional<JsonNode> body) {}

  /** Handles messages from the hub, on a virtual thread. */
  interface Handler {
    /**
     * Takes the message; what the 202 or 200 promises is done when it returns.
     *
     * @throws FspiopException when the message is refused
     */
    void handle(Received message);
  }

  Inbox(
      Vertx vertx,
      DfspConfig config,
      ExecutorService workers,
      InstantSource clock,
      MessageTrace.Listener trace) {
    this.vertx = vertx;
    this.config = config;
    this.workers = workers;
    this.clock = clock;
    this.trace = trace;
  }

  /** Opens the interface on loopback; the server tells its port. */
  Future<HttpServer> open(Handler handler) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setIdleTimeout(120))
        .requestHandler(request -> receive(request, handler))
        .listen(config.port());
  }

  private void receive(HttpServerRequest request, Handler handler) {
    Instant start = clock.instant();
    Buffer body = Buffer.buffer();
    request.handler(
        part -> {
          if (body.length() <= MAX_BODY_BYTES) {
            body.appendBuffer(part);
          }
        });
    request.endHandler(
        ended -> {
          try {
            workers.execute(() -> answer(request, body, handler, start));
          } catch (RejectedExecutionException closing) {
            request.response().setStatusCode(503).end();
          }
        });
  }

  private void answer(HttpServerRequest request, Buffer body, Handler handler, Instant start) {
    int status;
    byte[] error = new byte[0];
    try {
      handler.handle(read(request, body));
      status =
          request.method().name().startsWith("P") && !request.method().name().equals("POST")
              ? 200
              : 202;
    } catch (FspiopException refused) {
      status = refused.httpStatus();
      error = refused.information().toBytes();
    } catch (RuntimeException failed) {
      LOG.warn(
          "{} could not handle {} {}", config.fspId(), request.method(), request.path(), failed);
      status = 500;
      error = ErrorInformation.of(ErrorCode.INTERNAL_SERVER_ERROR).toBytes();
    }
    report(request, start, status);
    int code = status;
    Buffer reply = Buffer.buffer(error);
    vertx.runOnContext(
        now ->
            request
                .response()
                .setStatusCode(code)
                .putHeader("content-type", "application/json")
                .end(reply));
  }

  private Received read(HttpServerRequest request, Buffer body) {
    if (body.length() > MAX_BODY_BYTES) {
      throw new FspiopException(ErrorCode.TOO_LARGE_PAYLOAD, "Payload size is too large");
    }
    String source = Optional.ofNullable(request.getHeader(HeaderName.SOURCE)).orElse("");
    return new Received(
        request.method().name(), segments(request.path()), source, parse(body.getBytes()));
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.substring(1).split("/", -1))
        .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
        .toList();
  }

  private static Optional<JsonNode> parse(byte[] body) {
    try {
      return body.length == 0 ? Optional.empty() : Optional.of(Json.parse(body));
    } catch (MalformedJsonException notJson) {
      throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, notJson.getMessage());
    }
  }

  private void report(HttpServerRequest request, Instant start, int status) {
    long millis = Duration.between(start, clock.instant()).toMillis();
    trace.onMessage(
        new MessageTrace(
            start,
            config.hubName(),
            config.fspId(),
            request.method().name(),
            URI.create(request.uri()).getPath(),
            String.valueOf(status),
            millis));
  }
}
