package org.pamoja.bench.dfsp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.pamoja.fspiop.header.FspiopDate;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.MediaType;
import org.pamoja.fspiop.header.ProtocolVersion;

/**
 * One DFSP's way to the hub: a pool of connections that are kept alive, and requests that are sent
 * again unchanged when the connection breaks. To be used on the DFSP's event loop only.
 */
final class HubClient {
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int MAX_WAITING = 10_000;
  private static final int NO_ANSWER = 0;

  private final Vertx vertx;
  private final HttpClientAgent client;
  private final DfspSettings settings;
  private final String fspId;
  private final InstantSource clock;
  private final Map<String, MediaType> types = new HashMap<>();

  /**
   * A request.
   *
   * @param method HTTP method
   * @param resource first segment of the path
   * @param uri path
   * @param destination the DFSP it is for; empty when that is not known
   * @param body body; empty for none
   */
  record Request(HttpMethod method, String resource, String uri, String destination, Buffer body) {}

  HubClient(Vertx vertx, DfspSettings settings, String fspId, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.fspId = fspId;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS),
            new PoolOptions()
                .setHttp1MaxSize(settings.maxConnections())
                .setMaxWaitQueueSize(MAX_WAITING));
  }

  /**
   * Sends until the hub answers; the status of the answer, or 0 when there was none in all tries.
   */
  Future<Integer> send(Request request) {
    Promise<Integer> answered = Promise.promise();
    attempt(request, settings.tries(), answered);
    return answered.future();
  }

  private void attempt(Request request, int triesLeft, Promise<Integer> answered) {
    once(request)
        .onComplete(
            status -> {
              int answer = status.succeeded() ? status.result() : NO_ANSWER;
              boolean again = (answer == NO_ANSWER || answer >= 500) && triesLeft > 1;
              if (again) {
                vertx.setTimer(
                    Math.max(1, settings.pauseBetweenTries().toMillis()),
                    _ -> attempt(request, triesLeft - 1, answered));
              } else {
                answered.complete(answer);
              }
            });
  }

  private Future<Integer> once(Request request) {
    RequestOptions options =
        new RequestOptions()
            .setHost(settings.hub().getHost())
            .setPort(settings.hub().getPort())
            .setURI(request.uri())
            .setMethod(request.method());
    return client
        .request(options)
        .compose(
            http -> {
              writeHeaders(request, http);
              return request.body().length() == 0 ? http.send() : http.send(request.body());
            })
        // Unless the answer is read to its end its connection is lost to the pool.
        .compose(response -> response.end().map(_ -> response))
        .map(HttpClientResponse::statusCode);
  }

  private void writeHeaders(Request request, HttpClientRequest http) {
    MediaType type = types.computeIfAbsent(request.resource(), HubClient::type);
    http.idleTimeout(settings.requestTimeout().toMillis());
    http.putHeader(HeaderName.CONTENT_TYPE, type.contentType());
    if (request.method() != HttpMethod.PUT) {
      http.putHeader(HeaderName.ACCEPT, type.accept());
    }
    http.putHeader(HeaderName.DATE, FspiopDate.format(clock.instant()));
    http.putHeader(HeaderName.SOURCE, fspId);
    if (!request.destination().isEmpty()) {
      http.putHeader(HeaderName.DESTINATION, request.destination());
    }
  }

  private static MediaType type(String resource) {
    return new MediaType(resource, ProtocolVersion.V2_0);
  }
}
