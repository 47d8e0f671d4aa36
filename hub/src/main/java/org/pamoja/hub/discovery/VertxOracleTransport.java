package org.pamoja.hub.discovery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.security.AddressPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Oracles over HTTP, on the event loops. Bounded: connections and waiting requests per oracle, time
 * for each request, size of an answer. Threads may share it.
 */
public final class VertxOracleTransport implements OracleTransport, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VertxOracleTransport.class);
  private static final Answer UNREACHED = new Answer(0, new byte[0]);
  private static final int MAX_CONNECTIONS_PER_ORACLE = 64;
  private static final int MAX_WAITING_PER_ORACLE = 4_096;
  private static final int MAX_ANSWER_BYTES = 5 * 1024 * 1024;
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  private final HttpClientAgent client;
  private final AddressPolicy addresses;
  private final Duration timeout;

  /**
   * @param vertx runs the event loops
   * @param addresses which addresses may be called
   * @param timeout time for one request, connecting included
   */
  public VertxOracleTransport(Vertx vertx, AddressPolicy addresses, Duration timeout) {
    this.addresses = addresses;
    this.timeout = timeout;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setKeepAliveTimeout(30),
            new PoolOptions()
                .setHttp1MaxSize(MAX_CONNECTIONS_PER_ORACLE)
                .setMaxWaitQueueSize(MAX_WAITING_PER_ORACLE));
  }

  @Override
  public CompletionStage<Answer> send(String method, String url, Headers headers, byte[] body) {
    Future<Answer> answer;
    try {
      addresses
          .refusal(url)
          .ifPresent(
              reason -> {
                throw new IllegalArgumentException(reason);
              });
      RequestOptions options =
          new RequestOptions().setAbsoluteURI(url).setMethod(HttpMethod.valueOf(method));
      answer = client.request(options).compose(request -> exchange(request, headers, body));
    } catch (IllegalArgumentException | VertxException notAnAddress) {
      answer = Future.failedFuture(notAnAddress);
    }
    return answer
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(
            failure -> {
              LOG.warn("oracle not reached: {} {}: {}", method, url, failure.toString());
              return UNREACHED;
            })
        .toCompletionStage();
  }

  private Future<Answer> exchange(HttpClientRequest request, Headers headers, byte[] body) {
    request.idleTimeout(timeout.toMillis());
    for (Headers.Header header : headers) {
      request.putHeader(header.name(), header.value());
    }
    Future<HttpClientResponse> response =
        body.length == 0 ? request.send() : request.send(Buffer.buffer(body));
    return response.compose(VertxOracleTransport::read);
  }

  private static Future<Answer> read(HttpClientResponse response) {
    Buffer collected = Buffer.buffer();
    Promise<Answer> answer = Promise.promise();
    response.handler(
        part -> {
          if (collected.length() + part.length() > MAX_ANSWER_BYTES) {
            response.request().reset();
            answer.tryFail("answer larger than " + MAX_ANSWER_BYTES + " bytes");
          } else {
            collected.appendBuffer(part);
          }
        });
    response.exceptionHandler(answer::tryFail);
    response.endHandler(
        ended -> answer.tryComplete(new Answer(response.statusCode(), collected.getBytes())));
    return answer.future();
  }

  @Override
  public void close() {
    client.close();
  }
}
