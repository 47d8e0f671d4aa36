package org.pamoja.hub.delivery;

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
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.security.AddressPolicy;

/**
 * The hub's only way to call others over HTTP: participants and oracles. Each partner has
 * connections of its own, so that one that hangs takes none from the others; connections, waiting
 * requests, time and answers are bounded; the address policy is asked about the peer a connection
 * really reached. Redirects are not followed: they would lead past that policy. Threads may share
 * it.
 */
public final class HttpCaller implements AutoCloseable {
  /** An answer longer than this many times its bound is cut off with its connection. */
  private static final long PATIENCE_WITH_LONG_ANSWERS = 16;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final AddressPolicy policy;
  private final HttpTransport.Settings settings;
  private final Map<String, HttpClientAgent> clients = new ConcurrentHashMap<>();

  /** Own ends of connections that have carried an answer already and are being used again. */
  private final Set<SocketAddress> used = ConcurrentHashMap.newKeySet();

  /**
   * A caller that uses only addresses {@code policy} lets it.
   *
   * @param vertx runs the event loops
   */
  public HttpCaller(Vertx vertx, AddressPolicy policy, HttpTransport.Settings settings) {
    this.vertx = vertx;
    this.policy = policy;
    this.settings = settings;
  }

  /**
   * A request to be made.
   *
   * @param partner whose connections are used
   * @param host name or address
   * @param port port
   * @param ssl whether over TLS
   * @param method HTTP method
   * @param target path and query
   * @param headers headers, but for host and content-length
   * @param body body bytes, empty for none
   */
  public record Call(
      String partner,
      String host,
      int port,
      boolean ssl,
      String method,
      String target,
      Headers headers,
      byte[] body) {}

  /**
   * What came back.
   *
   * @param status HTTP status
   * @param body its beginning, up to the bound for answers
   */
  public record Answer(int status, byte[] body) {}

  /** The address may not be called. */
  public static final class RefusedAddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedAddressException(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * Makes the request; once more when a kept connection turns out to be closed before any byte of
   * an answer.
   *
   * @return fails with {@link RefusedAddressException}, or with what the network says
   */
  public CompletionStage<Answer> call(Call call) {
    HttpClientAgent client = clients.computeIfAbsent(call.partner(), _ -> newClient());
    return attempt(client, call, true).toCompletionStage();
  }

  /**
   * The same for a whole URL.
   *
   * @param partner whose connections are used
   * @param url absolute, percent-encoded
   */
  public CompletionStage<Answer> call(
      String partner, String method, String url, Headers headers, byte[] body) {
    UrlTemplate address = UrlTemplate.parse(url, policy);
    Optional<String> target =
        address.refusal().isPresent() ? Optional.empty() : address.fill(Map.of(), "");
    if (target.isEmpty()) {
      return CompletableFuture.failedStage(
          new RefusedAddressException(address.refusal().orElse("not a URL without placeholders")));
    }
    return call(
        new Call(
            partner,
            address.host(),
            address.port(),
            address.ssl(),
            method,
            target.get(),
            headers,
            body));
  }

  /** Closes all connections. */
  @Override
  public void close() {
    List<Future<Void>> closing = new ArrayList<>();
    clients.values().forEach(client -> closing.add(client.close()));
    Future.join(closing)
        .timeout(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private HttpClientAgent newClient() {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setKeepAliveTimeout((int) settings.idleTimeout().toSeconds())
            .setPipelining(false)
            .setDecompressionSupported(false),
        new PoolOptions()
            .setHttp1MaxSize(settings.maxConnections())
            .setMaxWaitQueueSize(settings.maxWaiting()));
  }

  private Future<Answer> attempt(HttpClientAgent client, Call call, boolean mayRepeat) {
    Try state = new Try();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(call.method()))
            .setHost(call.host())
            .setPort(call.port())
            .setSsl(call.ssl())
            .setURI(call.target())
            .setFollowRedirects(false)
            .setTimeout(settings.requestTimeout().toMillis());
    return client
        .request(options)
        .compose(request -> exchange(request, call, state))
        .timeout(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            fault -> {
              state.abort();
              return mayRepeat && state.wasClosedUnanswered(fault)
                  ? attempt(client, call, false)
                  : Future.failedFuture(fault);
            });
  }

  private Future<Answer> exchange(HttpClientRequest request, Call call, Try state) {
    SocketAddress ownEnd = request.connection().localAddress();
    // Faults come through the futures; unheard ones would be logged as errors.
    request.exceptionHandler(_ -> {});
    state.request = request;
    state.reused = !used.add(ownEnd);
    if (!state.reused) {
      request.connection().closeHandler(_ -> used.remove(ownEnd));
      // A reset reaches whoever waits for an answer; on an idle connection it is no error at all.
      request.connection().exceptionHandler(_ -> {});
    }
    String peer = request.connection().remoteAddress().hostAddress();
    Optional<String> refusal =
        peer == null ? Optional.empty() : policy.refusalOfPeer(call.host(), peer);
    if (refusal.isPresent()) {
      return Future.failedFuture(new RefusedAddressException(refusal.get()));
    }
    for (Headers.Header header : call.headers()) {
      request.headers().add(header.name(), header.value());
    }
    Future<HttpClientResponse> response =
        call.body().length == 0 ? request.send() : request.send(Buffer.buffer(call.body()));
    return response.compose(answer -> read(answer, state));
  }

  private Future<Answer> read(HttpClientResponse response, Try state) {
    state.answered = true;
    Promise<Answer> result = Promise.promise();
    Buffer start = Buffer.buffer();
    long[] received = {0};
    response.exceptionHandler(result::tryFail);
    response.handler(
        part -> {
          received[0] += part.length();
          if (start.length() + part.length() <= settings.maxReplyBytes()) {
            start.appendBuffer(part);
          } else if (received[0] > PATIENCE_WITH_LONG_ANSWERS * settings.maxReplyBytes()) {
            // Reading on keeps the connection; an endless answer is not worth one.
            result.tryComplete(new Answer(response.statusCode(), start.getBytes()));
            response.request().reset();
          }
        });
    response.endHandler(
        _ -> result.tryComplete(new Answer(response.statusCode(), start.getBytes())));
    return result.future();
  }

  /** How far one try got. Written and read on the request's event loop, but for the time-out. */
  private static final class Try {
    private volatile HttpClientRequest request;
    private volatile boolean reused;
    private volatile boolean answered;

    void abort() {
      if (request != null) {
        request.reset();
      }
    }

    /**
     * The receiver closed an idle connection just when it was taken up again: it has not seen the
     * message.
     */
    boolean wasClosedUnanswered(Throwable fault) {
      boolean own = fault instanceof TimeoutException || fault instanceof RefusedAddressException;
      return request != null && reused && !answered && !own;
    }
  }
}
