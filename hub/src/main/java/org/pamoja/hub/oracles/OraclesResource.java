package org.pamoja.hub.oracles;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.json.Json;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.AddressPolicy;
import org.pamoja.hub.security.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /oracles} (discovery §8). Changes are recorded in the audit log right after they are
 * durable and before the answer; their rows name who made them in the same transaction. Threads may
 * share it.
 */
public final class OraclesResource implements AdminResource {
  private static final Logger LOG = LoggerFactory.getLogger(OraclesResource.class);
  private static final int NONE = 0;

  private final Jdbi jdbi;
  private final OracleStore store = new OracleStore();
  private final CachedOracleDirectory directory;
  private final AddressPolicy addresses;
  private final AuditLog audit;
  private final InstantSource clock;

  /**
   * Serves the registry; {@code directory} is this node's memory of it, renewed by every change.
   */
  public OraclesResource(
      Jdbi jdbi,
      CachedOracleDirectory directory,
      AddressPolicy addresses,
      AuditLog audit,
      InstantSource clock) {
    this.addresses = addresses;
    this.jdbi = jdbi;
    this.directory = directory;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/oracles", Permission.ADMIN_READ, this::list),
        new AdminRoute("POST", "/oracles", Permission.ADMIN_ORACLES, this::create),
        new AdminRoute("PUT", "/oracles/{id}", Permission.ADMIN_ORACLES, this::update),
        new AdminRoute("DELETE", "/oracles/{id}", Permission.ADMIN_ORACLES, this::delete));
  }

  private Reply list(AdminRequest request) {
    OracleBody.requireHeaders("GET", request.headers());
    String type = request.query().getOrDefault("type", "");
    String currency = request.query().getOrDefault("currency", "");
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (RegisteredOracle oracle : jdbi.withHandle(store::active)) {
      if ((type.isEmpty() || type.equals(oracle.type()))
          && (currency.isEmpty() || currency.equals(oracle.currency().orElse("")))) {
        list.add(view(oracle));
      }
    }
    return Reply.json(200, Json.canonical(list));
  }

  private Reply create(AdminRequest request) {
    OracleBody.requireHeaders("POST", request.headers());
    RegisteredOracle oracle = OracleBody.read(NONE, request.json());
    checkAddress(oracle);
    change(
        handle -> {
          requireFree(handle, oracle);
          store.insert(handle, oracle, clock.instant(), request.principal().name());
        });
    record(request, "oracle.create", oracle);
    return Reply.empty(201);
  }

  private Reply update(AdminRequest request) {
    OracleBody.requireHeaders("PUT", request.headers());
    int id = id(request).orElse(NONE);
    RegisteredOracle oracle = OracleBody.read(id, request.json());
    checkAddress(oracle);
    change(
        handle -> {
          if (store.active(handle).stream().noneMatch(existing -> existing.id() == id)) {
            throw new FspiopException(ErrorCode.ADD_PARTY_INFORMATION_ERROR, "Oracle not found");
          }
          requireFree(handle, oracle);
          store.update(handle, oracle, clock.instant(), request.principal().name());
        });
    record(request, "oracle.update", oracle);
    return Reply.empty(204);
  }

  /**
   * An id that nobody has, or that is none, gets 204 as well: then there is nothing to take out of
   * use.
   */
  private Reply delete(AdminRequest request) {
    OracleBody.requireHeaders("DELETE", request.headers());
    id(request)
        .ifPresent(
            id -> {
              change(
                  handle ->
                      store.deactivate(handle, id, clock.instant(), request.principal().name()));
              audit.record(request.principal(), "oracle.delete", Integer.toString(id), Map.of());
            });
    return Reply.empty(204);
  }

  /**
   * Runs one change; the version's row makes sure that no other node changes the registry at the
   * same time.
   */
  private void change(Consumer<Handle> change) {
    jdbi.useTransaction(
        handle -> {
          CacheVersions.raise(handle, OracleStore.CACHE);
          change.accept(handle);
        });
    try {
      directory.reload();
    } catch (RuntimeException unreachable) {
      LOG.warn("a change is stored but not yet in this node's memory: {}", unreachable.toString());
    }
  }

  private void checkAddress(RegisteredOracle oracle) {
    if (!new OracleDirectory.Location(oracle.endpoint()).isBuiltIn()) {
      addresses
          .refusal(oracle.endpoint())
          .ifPresent(
              reason -> {
                throw new FspiopException(
                    ErrorCode.VALIDATION_ERROR,
                    "/requestBody/endpoint/value cannot be called: " + reason);
              });
    }
  }

  /** The word in brackets is what older checks look for. */
  private void requireFree(Handle handle, RegisteredOracle oracle) {
    if (store.isTaken(handle, oracle, oracle.id())) {
      throw new FspiopException(
          ErrorCode.INTERNAL_SERVER_ERROR,
          "Active oracle with matching partyIdTypeId, endpointTypeId, currencyId already exists (Duplicate)");
    }
  }

  private void record(AdminRequest request, String action, RegisteredOracle oracle) {
    audit.record(
        request.principal(),
        action,
        oracle.type(),
        Map.of(
            "currency", oracle.currency().orElse(""),
            "endpoint", oracle.endpoint(),
            "isDefault", Boolean.toString(oracle.isDefault())));
  }

  private static OptionalInt id(AdminRequest request) {
    String text = request.parameter("id");
    boolean isNumber =
        text.length() <= 9 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  private static ObjectNode view(RegisteredOracle oracle) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("oracleId", oracle.id())
        .put("oracleIdType", oracle.type())
        .put("isDefault", oracle.isDefault())
        .putObject("endpoint")
        .put("value", oracle.endpoint())
        .put("endpointType", oracle.endpointType());
    oracle.currency().ifPresent(currency -> view.put("currency", currency));
    return view;
  }
}
