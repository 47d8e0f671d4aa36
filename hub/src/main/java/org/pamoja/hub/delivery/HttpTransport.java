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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.ErrorInformation;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.security.AddressPolicy;
import tools.jackson.databind.JsonNode;

/**
 * Hands messages to participants over HTTP. Each participant has connections of its own, so that
 * one that hangs takes none from the others. Redirects are not followed: they would lead past the
 * address policy. Threads may share it.
 */
public final class HttpTransport implements Transport, AutoCloseable {
  private static final int MAX_TEMPLATES = 10_000;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /**
   * Bounds of the way out.
   *
   * @param maxConnections connections to one host of one participant
   * @param maxWaiting messages that may wait for one of them
   * @param connectTimeout time for a connection to come about
   * @param requestTimeout time for everything from the wait for a connection to the answer's last
   *     byte
   * @param idleTimeout a connection unused for so long is closed; shorter than receivers' own
   *     timeouts, which are usually 60 seconds or more
   * @param maxReplyBytes how much of an answer is read; nothing but an error body is of interest
   */
  public record Settings(
      int maxConnections,
      int maxWaiting,
      Duration connectTimeout,
      Duration requestTimeout,
      Duration idleTimeout,
      int maxReplyBytes) {
    /** The tested values. */
    public static Settings defaults() {
      return new Settings(
          64, 4_096, Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(30), 65_536);
    }
  }

  private final Vertx vertx;
  private final ParticipantDirectory directory;
  private final AddressPolicy policy;
  private final Settings settings;
  private final Map<String, HttpClientAgent> clients = new ConcurrentHashMap<>();
  private final Map<String, UrlTemplate> templates = new ConcurrentHashMap<>();

  /** Own ends of connections that have carried an answer already and are being used again. */
  private final Set<SocketAddress> used = ConcurrentHashMap.newKeySet();

  /**
   * A transport that finds addresses in {@code directory} and calls only those that {@code policy}
   * lets it.
   */
  public HttpTransport(
      Vertx vertx, ParticipantDirectory directory, AddressPolicy policy, Settings settings) {
    this.vertx = vertx;
    this.directory = directory;
    this.policy = policy;
    this.settings = settings;
  }

  @Override
  public CompletionStage<RelayResult> send(OutboundMessage message) {
    return directory
        .find(message.recipient())
        .thenCompose(found -> sendTo(message, found))
        .exceptionally(fault -> failed(message, true, fault));
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

  private CompletionStage<RelayResult> sendTo(
      OutboundMessage message, Optional<Participant> found) {
    if (found.isEmpty() || found.get().endpoints().isEmpty()) {
      return now(unreachable("no endpoints found for fsp " + message.recipient(), true));
    }
    Optional<String> endpoint = found.get().endpoint(message.endpointType());
    if (endpoint.isEmpty()) {
      return now(
          unreachable(
              "No " + message.endpointType() + " endpoint for DFSP " + message.recipient(), true));
    }
    UrlTemplate template = template(endpoint.get());
    if (template.refusal().isPresent()) {
      return now(refused(message, template.refusal().get()));
    }
    Optional<String> target = template.fill(message.variables(), message.suffix());
    if (target.isEmpty()) {
      return now(refused(message, "the URL template asks for something the message does not have"));
    }
    HttpClientAgent client = clients.computeIfAbsent(found.get().name(), _ -> newClient());
    return attempt(client, template, target.get(), message, true)
        .otherwise(fault -> failed(message, true, fault))
        .toCompletionStage();
  }

  private UrlTemplate template(String text) {
    if (templates.size() > MAX_TEMPLATES) {
      templates.clear(); // addresses change rarely; whoever makes them change pays for reading them
      // again
    }
    return templates.computeIfAbsent(text, url -> UrlTemplate.parse(url, policy));
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

  /** One try; with {@code mayRepeat} one more when a kept connection turns out to be closed. */
  private Future<RelayResult> attempt(
      HttpClientAgent client,
      UrlTemplate template,
      String target,
      OutboundMessage message,
      boolean mayRepeat) {
    Try state = new Try();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(message.method()))
            .setHost(template.host())
            .setPort(template.port())
            .setSsl(template.ssl())
            .setURI(target)
            .setFollowRedirects(false)
            .setTimeout(settings.requestTimeout().toMillis());
    return client
        .request(options)
        .compose(request -> exchange(request, template, message, state))
        .timeout(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            fault -> {
              state.abort();
              return mayRepeat && state.wasClosedUnanswered(fault)
                  ? attempt(client, template, target, message, false)
                  : Future.failedFuture(fault);
            });
  }

  private Future<RelayResult> exchange(
      HttpClientRequest request, UrlTemplate template, OutboundMessage message, Try state) {
    SocketAddress ownEnd = request.connection().localAddress();
    request.exceptionHandler(
        _ -> {}); // faults come through the futures; unheard ones would be logged as errors
    state.request = request;
    state.reused = !used.add(ownEnd);
    if (!state.reused) {
      request.connection().closeHandler(_ -> used.remove(ownEnd));
    }
    String peer = request.connection().remoteAddress().hostAddress();
    Optional<String> refusal =
        peer == null ? Optional.empty() : policy.refusalOfPeer(template.host(), peer);
    if (refusal.isPresent()) {
      request.reset();
      return Future.succeededFuture(refused(message, refusal.get()));
    }
    for (Headers.Header header : message.headers()) {
      request.headers().add(header.name(), header.value());
    }
    Future<HttpClientResponse> response =
        message.body().length == 0 ? request.send() : request.send(Buffer.buffer(message.body()));
    return response.compose(answer -> read(answer, message, state));
  }

  private Future<RelayResult> read(
      HttpClientResponse response, OutboundMessage message, Try state) {
    state.answered = true;
    Promise<RelayResult> result = Promise.promise();
    Buffer start = Buffer.buffer();
    long[] received = {0};
    response.exceptionHandler(result::tryFail);
    response.handler(
        part -> {
          received[0] += part.length();
          if (start.length() + part.length() <= settings.maxReplyBytes()) {
            start.appendBuffer(part);
          } else if (received[0] > 16L * settings.maxReplyBytes()) {
            // Reading on keeps the connection; an endless answer is not worth one.
            result.tryComplete(outcome(message, response.statusCode(), start.getBytes()));
            response.request().reset();
          }
        });
    response.endHandler(
        _ -> result.tryComplete(outcome(message, response.statusCode(), start.getBytes())));
    return result.future();
  }

  private static RelayResult outcome(OutboundMessage message, int status, byte[] body) {
    if (status >= 200 && status < 300) {
      return new RelayResult.Delivered(status);
    }
    boolean retryable = status >= 500 || status == 408 || status == 425 || status == 429;
    String reason = message.recipient() + " answered " + status;
    ErrorCode code =
        status >= 400 && status < 500
            ? ErrorCode.GENERIC_CLIENT_ERROR
            : ErrorCode.DESTINATION_COMMUNICATION_ERROR;
    ErrorInformation error = told(body).orElseGet(() -> ErrorInformation.of(code, reason));
    return new RelayResult.Failed(
        status, retryable, error, reason + ": " + error.errorDescription());
  }

  /** The error the receiver itself names, if it is one. */
  private static Optional<ErrorInformation> told(byte[] body) {
    try {
      JsonNode information = body.length == 0 ? null : Json.parse(body).get("errorInformation");
      if (information == null
          || !information.path("errorCode").isString()
          || !information.path("errorDescription").isString()) {
        return Optional.empty();
      }
      String code = information.get("errorCode").stringValue();
      String description = information.get("errorDescription").stringValue();
      return code.matches("[1-9][0-9]{3}") && !description.isEmpty()
          ? Optional.of(new ErrorInformation(code, description, List.of()))
          : Optional.empty();
    } catch (MalformedJsonException noError) {
      return Optional.empty();
    }
  }

  private static RelayResult failed(OutboundMessage message, boolean retryable, Throwable fault) {
    String detail = message.recipient() + " cannot be reached";
    return new RelayResult.Failed(
        0,
        retryable,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail),
        detail + ": " + fault);
  }

  private static RelayResult refused(OutboundMessage message, String reason) {
    String detail = "the callback address of " + message.recipient() + " cannot be used";
    return new RelayResult.Failed(
        0,
        false,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail),
        detail + ": " + reason);
  }

  private static RelayResult unreachable(String detail, boolean retryable) {
    return new RelayResult.Failed(
        0,
        retryable,
        ErrorInformation.of(ErrorCode.DESTINATION_COMMUNICATION_ERROR, detail),
        detail);
  }

  private static CompletionStage<RelayResult> now(RelayResult result) {
    return CompletableFuture.completedStage(result);
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
      boolean timedOut = fault instanceof TimeoutException;
      return request != null && reused && !answered && !timedOut;
    }
  }

  /**
   * A callback URL template, taken apart once.
   *
   * @param texts the parts of path and query between the placeholders, one more than names
   * @param names the placeholders
   * @param refusal why it may not be called
   */
  private record UrlTemplate(
      String host,
      int port,
      boolean ssl,
      List<String> texts,
      List<String> names,
      Optional<String> refusal) {
    private static final String KEPT_IN_PATH = "-._~!$&'()*+,;=:@";
    private static final String KEPT_IN_QUERY = "-._~";

    static UrlTemplate parse(String url, AddressPolicy policy) {
      Optional<String> refusal = policy.refusal(url);
      if (refusal.isPresent()) {
        return new UrlTemplate("", 0, false, List.of(), List.of(), refusal);
      }
      int authority = url.indexOf("://") + 3;
      int path = authority;
      while (path < url.length() && "/?#".indexOf(url.charAt(path)) < 0) {
        path++;
      }
      boolean ssl = url.regionMatches(true, 0, "https", 0, 5);
      String host = url.substring(authority, path);
      int colon = host.lastIndexOf(':');
      boolean hasPort = colon > host.lastIndexOf(']');
      List<String> texts = new ArrayList<>();
      List<String> names = new ArrayList<>();
      split(url.substring(path).split("#", 2)[0], texts, names);
      int port = ssl ? 443 : 80;
      try {
        port = hasPort ? Integer.parseInt(host.substring(colon + 1)) : port;
      } catch (NumberFormatException noPort) {
        return new UrlTemplate("", 0, false, List.of(), List.of(), Optional.of("no port number"));
      }
      String name = hasPort ? host.substring(0, colon) : host;
      String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
      return new UrlTemplate(bare, port, ssl, texts, names, Optional.empty());
    }

    private static void split(String text, List<String> texts, List<String> names) {
      int from = 0;
      for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
        int close = text.indexOf("}}", open);
        if (close < 0) {
          break;
        }
        texts.add(text.substring(from, open));
        names.add(text.substring(open + 2, close).strip());
        from = close + 2;
      }
      texts.add(text.substring(from));
    }

    /**
     * Path and query of the request; empty when a placeholder has no value, or one that would
     * change the path.
     */
    Optional<String> fill(Map<String, String> variables, String suffix) {
      StringBuilder target = new StringBuilder(texts.getFirst());
      for (int i = 0; i < names.size(); i++) {
        String value = variables.get(names.get(i));
        if (value == null || value.equals(".") || value.equals("..")) {
          return Optional.empty();
        }
        String kept = target.indexOf("?") < 0 ? KEPT_IN_PATH : KEPT_IN_QUERY;
        encode(value, kept, target);
        target.append(texts.get(i + 1));
      }
      boolean doubleSlash =
          suffix.startsWith("/") && !target.isEmpty() && target.charAt(target.length() - 1) == '/';
      target.append(suffix, doubleSlash ? 1 : 0, suffix.length());
      if (target.isEmpty() || target.charAt(0) != '/') {
        target.insert(0, '/');
      }
      return Optional.of(target.toString());
    }

    private static void encode(String value, String kept, StringBuilder target) {
      for (byte unit : value.getBytes(StandardCharsets.UTF_8)) {
        char c = (char) (unit & 0xFF);
        boolean plain =
            c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || kept.indexOf(c) >= 0;
        if (plain) {
          target.append(c);
        } else {
          target.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
        }
      }
    }
  }
}
