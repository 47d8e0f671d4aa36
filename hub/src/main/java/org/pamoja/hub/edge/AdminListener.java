package org.pamoja.hub.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.Permission;
import org.pamoja.hub.security.Policy;
import org.pamoja.hub.security.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The operators' door. Handlers may block: each runs on a virtual thread, and only so many at once.
 * Threads may share it.
 */
public final class AdminListener {
  private static final Logger LOG = LoggerFactory.getLogger(AdminListener.class);
  private static final byte[] NO_FILE = new byte[0];

  /**
   * What the checks need.
   *
   * @param policy who may do what
   * @param audit where refusals are recorded
   * @param isOverload which failures of handlers mean "come again later"
   */
  public record Rules(Policy policy, AuditLog audit, Predicate<Throwable> isOverload) {}

  private record Incoming(
      AdminRoute route,
      RequestTarget target,
      String method,
      Headers headers,
      Map<String, String> parameters) {}

  private final Rules rules;
  private final EdgeLimits limits;
  private final Semaphore places;
  private final Reception<AdminRoute> reception;

  /** A listener for these routes; it listens nowhere yet. */
  public AdminListener(
      Vertx vertx,
      EdgeLimits limits,
      Rules rules,
      List<AdminResource> resources,
      List<OperatorRoute> operatorRoutes,
      MeterRegistry meters,
      InstantSource clock) {
    this.rules = rules;
    this.limits = limits;
    this.places = new Semaphore(limits.maxAdminInFlight());
    this.reception =
        new Reception<>(
            Exchange.Surroundings.of(vertx, limits, "admin", rules.isOverload(), meters, clock),
            entries(resources),
            operatorRoutes,
            AdminListener::refuseForeignPages,
            this::receive);
  }

  /** Listens on an address; the stage gives the port, or fails with {@link ListenException}. */
  public CompletionStage<Integer> listen(ListenAddress address) {
    return reception.listen(address);
  }

  /** Takes no more requests and lets running ones finish. */
  public CompletionStage<Void> close() {
    return reception.close();
  }

  private static List<PathTable.Entry<AdminRoute>> entries(List<AdminResource> resources) {
    return resources.stream()
        .flatMap(resource -> resource.routes().stream())
        .map(route -> new PathTable.Entry<>(route.method(), route.template(), route))
        .toList();
  }

  private static void refuseForeignPages(Exchange exchange) {
    if (CrossSite.isForeign(exchange.headers(), exchange.isLocal())) {
      throw ErrorReplies.forbidden();
    }
  }

  private void receive(Reception.Arrival<AdminRoute> arrival) {
    Exchange exchange = arrival.exchange();
    Incoming incoming =
        new Incoming(
            arrival.route(),
            arrival.target(),
            exchange.method(),
            exchange.headers(),
            arrival.parameters());
    exchange.withBody(limits.maxAdminBodyBytes(), body -> start(exchange, incoming, body));
  }

  private void start(Exchange exchange, Incoming incoming, byte[] body) {
    if (!places.tryAcquire()) {
      exchange.settle(ErrorReplies.overloaded());
      return;
    }
    Thread.ofVirtual().name("admin").start(() -> run(exchange, incoming, body));
  }

  private void run(Exchange exchange, Incoming incoming, byte[] body) {
    try {
      Reply reply = perform(incoming, body);
      exchange.onLoop(() -> exchange.settle(reply));
    } catch (RuntimeException | Error failure) {
      exchange.onLoop(() -> exchange.fail(failure));
    } finally {
      places.release();
    }
  }

  private Reply perform(Incoming incoming, byte[] body) {
    Principal principal = Principal.ANONYMOUS;
    requirePermission(incoming, principal);
    boolean file = incoming.route().takesFiles();
    return incoming
        .route()
        .handler()
        .handle(
            new AdminRequest(
                incoming.method(),
                incoming.target().path(),
                incoming.parameters(),
                incoming.target().query(),
                incoming.headers(),
                file ? Optional.empty() : json(incoming.headers(), body),
                file ? body : NO_FILE,
                principal));
  }

  private void requirePermission(Incoming incoming, Principal principal) {
    String target = incoming.parameters().getOrDefault("name", "");
    AdminRoute route = incoming.route();
    Optional<Permission> lacking =
        route.permissionsFor(incoming.target().query()).stream()
            .filter(permission -> !rules.policy().allows(principal, permission, target))
            .findFirst();
    if (lacking.isEmpty()) {
      return;
    }
    String what = incoming.method() + " " + route.template();
    LOG.warn("{} refused: {} lacks {}", what, principal.name(), lacking.get());
    if (principal.kind() != Principal.Kind.ANONYMOUS) {
      // Strangers could fill the audit log at will; they are in the program's log and the meters.
      rules.audit().record(principal, "refused", what, Map.of("target", target));
    }
    throw ErrorReplies.forbidden();
  }

  private static Optional<JsonNode> json(Headers headers, byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    if (!isJson(headers.first(HeaderName.CONTENT_TYPE).orElse("application/json"))) {
      throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, "Unsupported Media Type");
    }
    try {
      return Optional.of(Json.parse(body));
    } catch (MalformedJsonException malformed) {
      throw new FspiopException(
          ErrorCode.GENERIC_CLIENT_ERROR, "Invalid request payload JSON format");
    }
  }

  /**
   * JSON under its own name or a vendor's: oracle and participant provisioning send FSPIOP types
   * here too.
   */
  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }
}
