package org.pamoja.hub.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.HeaderRules;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.fspiop.message.BodyRules;
import org.pamoja.hub.security.InboundSignatures;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.security.Policy;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.JsonNode;

/**
 * The participants' door. Checks in the order of the deployed switch: path and method, headers,
 * size, JSON, signature, body schema, source, permission; then the capability's handler. Threads
 * may share it.
 */
public final class FspiopListener {

  /**
   * What the checks need.
   *
   * @param headers the header rules
   * @param gateways addresses whose {@code x-client-id} is believed
   * @param policy who may send
   * @param isOverload which failures of handlers mean "come again later"
   * @param signatures proves by their signatures who sent messages
   */
  public record Rules(
      HeaderRules headers,
      Predicate<String> gateways,
      Policy policy,
      Predicate<Throwable> isOverload,
      InboundSignatures signatures) {

    /** Rules that look at no signature. */
    public Rules(
        HeaderRules headers,
        Predicate<String> gateways,
        Policy policy,
        Predicate<Throwable> isOverload) {
      this(headers, gateways, policy, isOverload, InboundSignatures.UNCHECKED);
    }
  }

  /** A message between its head and its handler. */
  private record Incoming(
      FspiopRoute route,
      RequestTarget target,
      String method,
      Headers headers,
      Principal principal) {}

  private final Rules rules;
  private final EdgeLimits limits;
  private final Exchange.Surroundings around;
  private final Reception<FspiopRoute> reception;

  /** A listener for these routes; it listens nowhere yet. */
  public FspiopListener(
      Vertx vertx,
      EdgeLimits limits,
      Rules rules,
      List<FspiopResource> resources,
      List<OperatorRoute> operatorRoutes,
      MeterRegistry meters,
      InstantSource clock) {
    this.rules = rules;
    this.limits = limits;
    this.around =
        Exchange.Surroundings.of(vertx, limits, "fspiop", rules.isOverload(), meters, clock);
    this.reception =
        new Reception<>(around, entries(resources), operatorRoutes, _ -> {}, this::receive);
  }

  /** Listens on an address; the stage gives the port, or fails with {@link ListenException}. */
  public CompletionStage<Integer> listen(ListenAddress address) {
    return reception.listen(address);
  }

  /** Takes no more requests and lets running ones finish. */
  public CompletionStage<Void> close() {
    return reception.close();
  }

  private static List<PathTable.Entry<FspiopRoute>> entries(List<FspiopResource> resources) {
    return resources.stream()
        .flatMap(resource -> resource.routes().stream())
        .map(route -> new PathTable.Entry<>(route.method(), route.template(), route))
        .toList();
  }

  private void receive(Reception.Arrival<FspiopRoute> arrival) {
    Exchange exchange = arrival.exchange();
    RequestTarget target = arrival.target();
    if (around.meters().inFlight.get() > limits.maxRequestsInFlight()) {
      exchange.settle(ErrorReplies.overloaded());
      return;
    }
    Headers headers = exchange.headers();
    boolean fromGateway = rules.gateways().test(exchange.remoteHost());
    rules.headers().checkClientId(headers, fromGateway);
    OptionalLong length = contentLength(headers);
    rules.headers().check(exchange.method(), target.segments().getFirst(), headers, length);
    if (length.orElse(0) > limits.maxFspiopBodyBytes()) {
      throw ErrorReplies.tooLarge();
    }
    Incoming incoming =
        new Incoming(
            arrival.route(), target, exchange.method(), headers, principal(headers, fromGateway));
    exchange.withBody(limits.maxFspiopBodyBytes(), body -> judge(exchange, incoming, body));
  }

  private void judge(Exchange exchange, Incoming incoming, byte[] body) {
    if (body.length <= limits.maxInlineBodyBytes()) {
      check(exchange, incoming, body);
      return;
    }
    // Parsing megabytes would hold up every other message of this event loop.
    Thread.ofVirtual()
        .name("large-body")
        .start(
            () -> {
              try {
                check(exchange, incoming, body);
              } catch (RuntimeException failure) {
                exchange.onLoop(() -> exchange.fail(failure));
              }
            });
  }

  /** Hands the message on when it has passed; at once, unless keys have to be read for it. */
  private void check(Exchange exchange, Incoming incoming, byte[] received) {
    byte[] body = takesBody(incoming) ? received : NO_BYTES;
    Optional<JsonNode> json = body.length == 0 ? Optional.empty() : Optional.of(parse(body));
    rules
        .signatures()
        .prove(signed(incoming, body, json))
        .thenApply(sender -> checked(incoming, body, json, sender))
        .whenComplete(
            (request, failure) ->
                exchange.onLoop(() -> handle(exchange, incoming, request, failure)));
  }

  private static void handle(
      Exchange exchange, Incoming incoming, FspiopRequest request, Throwable failure) {
    if (failure != null) {
      exchange.fail(failure);
    } else {
      exchange.guarded(() -> exchange.answerWhen(incoming.route().handler().handle(request)));
    }
  }

  private static InboundSignatures.Message signed(
      Incoming incoming, byte[] body, Optional<JsonNode> json) {
    return new InboundSignatures.Message(
        incoming.method(),
        incoming.target().path(),
        incoming.target().segments().getFirst(),
        incoming.headers(),
        body,
        json,
        incoming.principal());
  }

  private FspiopRequest checked(
      Incoming incoming, byte[] body, Optional<JsonNode> json, Principal sender) {
    incoming
        .route()
        .operation()
        .ifPresent(operation -> BodyRules.check(operation, json.orElse(null)));
    String source = rules.headers().requireSource(incoming.headers());
    if (!rules.policy().allows(sender, Permission.FSPIOP_SEND, source)) {
      throw ErrorReplies.forbidden();
    }
    return new FspiopRequest(
        incoming.method(),
        incoming.target().path(),
        incoming.target().segments(),
        incoming.target().query(),
        incoming.headers(),
        body,
        json,
        source,
        incoming.headers().first(HeaderName.DESTINATION),
        sender);
  }

  private static final byte[] NO_BYTES = new byte[0];

  /** A body on GET or DELETE has no meaning (RFC 9110 §9.3) and is dropped. */
  private static boolean takesBody(Incoming incoming) {
    return !incoming.method().equals("GET") && !incoming.method().equals("DELETE");
  }

  private static JsonNode parse(byte[] body) {
    try {
      return Json.parse(body);
    } catch (MalformedJsonException malformed) {
      throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, malformed.getMessage());
    }
  }

  private static Principal principal(Headers headers, boolean fromGateway) {
    return headers
        .first(HeaderName.CLIENT_ID)
        .filter(client -> fromGateway && !client.isEmpty())
        .map(client -> new Principal(client, Principal.Kind.PARTICIPANT))
        .orElse(Principal.ANONYMOUS);
  }

  private static OptionalLong contentLength(Headers headers) {
    Optional<String> length = headers.first(HeaderName.CONTENT_LENGTH);
    try {
      return length.isPresent()
          ? OptionalLong.of(Long.parseLong(length.get().strip()))
          : OptionalLong.empty();
    } catch (NumberFormatException noNumber) {
      throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, "Invalid content-length header");
    }
  }
}
