package org.pamoja.wallet;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.MediaType;
import org.pamoja.fspiop.header.ProtocolVersion;

/**
 * A DFSP's way to the hub: sends FSPIOP messages with the headers they need. One try; a message
 * that counts is repeated by whoever sends it. Threads may share it.
 */
public final class HubLink {
  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_WAITING = 4_096;

  private final HttpClientAgent client;
  private final String fspId;
  private final String hubName;
  private final String hub;
  private final Duration timeout;
  private final InstantSource clock;
  private final MessageTrace.Listener trace;

  /**
   * @param vertx runs the event loops
   * @param config who speaks, and where the hub is
   * @param clock time of the Date header
   * @param trace told about every message
   */
  public HubLink(Vertx vertx, DfspConfig config, InstantSource clock, MessageTrace.Listener trace) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(2_000),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
    this.fspId = config.fspId();
    this.hubName = config.hubName();
    this.hub = config.hub().toString();
    this.timeout = config.patience();
    this.clock = clock;
    this.trace = trace;
  }

  /**
   * A message to be sent.
   *
   * @param method HTTP method
   * @param path path of the resource, encoded
   * @param headers further headers: destination, trace context
   * @param body body bytes, empty for none
   */
  public record Message(String method, String path, Map<String, String> headers, byte[] body) {
    private static final byte[] NO_BODY = new byte[0];

    /** A message without a body. */
    public static Message get(String path, Map<String, String> headers) {
      return new Message("GET", path, headers, NO_BODY);
    }

    /** Names the DFSP it is for. */
    public static Map<String, String> to(String destination) {
      return Map.of(HeaderName.DESTINATION, destination);
    }
  }

  /** The hub did not take a message. */
  public static final class NotAcceptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAcceptedException(String message) {
      super(message);
    }
  }

  /**
   * Sends a message; the stage completes when the hub has taken it.
   *
   * @return fails with {@link NotAcceptedException} when the hub answers other than 2xx, or with
   *     what the network says
   */
  public CompletionStage<Void> send(Message message) {
    Instant start = clock.instant();
    RequestOptions options =
        new RequestOptions()
            .setAbsoluteURI(hub + message.path())
            .setMethod(HttpMethod.valueOf(message.method()));
    return client
        .request(options)
        .compose(request -> exchange(request, message))
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            ended ->
                report(
                    start,
                    message,
                    ended.succeeded() ? ended.result() : ended.cause().getMessage()))
        .compose(
            result ->
                result.startsWith("2")
                    ? Future.<Void>succeededFuture()
                    : Future.<Void>failedFuture(
                        new NotAcceptedException(
                            message.method() + " " + message.path() + ": " + result)))
        .toCompletionStage();
  }

  private Future<String> exchange(HttpClientRequest request, Message message) {
    request.idleTimeout(timeout.toMillis());
    writeHeaders(message, request::putHeader);
    Future<io.vertx.core.http.HttpClientResponse> response =
        message.body().length == 0 ? request.send() : request.send(Buffer.buffer(message.body()));
    return response.compose(
        answer ->
            answer
                .body()
                .map(
                    body ->
                        body.length() == 0
                            ? String.valueOf(answer.statusCode())
                            : answer.statusCode() + " " + body));
  }

  private void writeHeaders(Message message, BiConsumer<String, String> headers) {
    String path = message.path();
    int end = path.indexOf('/', 1);
    String resource = end < 0 ? path.substring(1) : path.substring(1, end);
    MediaType type = new MediaType(resource, ProtocolVersion.V2_0);
    headers.accept(HeaderName.CONTENT_TYPE, type.contentType());
    if (!message.method().equals("PUT")) {
      headers.accept(HeaderName.ACCEPT, type.accept());
    }
    headers.accept(HeaderName.DATE, FspiopDate.format(clock.instant()));
    headers.accept(HeaderName.SOURCE, fspId);
    message.headers().forEach(headers);
  }

  private void report(Instant start, Message message, String result) {
    long millis = Duration.between(start, clock.instant()).toMillis();
    trace.onMessage(
        new MessageTrace(start, fspId, hubName, message.method(), message.path(), result, millis));
  }
}
