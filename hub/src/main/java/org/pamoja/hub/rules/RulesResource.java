package org.pamoja.hub.rules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.Extension;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /rules}: the rules in force, their history, a new set, a trial of one. A change is
 * recorded in the audit log right after it is durable and before the answer. Threads may share it.
 */
final class RulesResource implements AdminResource {
  private static final Logger LOG = LoggerFactory.getLogger(RulesResource.class);
  private static final int VERSIONS = 200;
  private static final int MOST_TRANSFERS = 10_000;
  private static final int DEFAULT_TRANSFERS = 1_000;
  private static final int FAULTS_TOLD = 100;

  private final Jdbi jdbi;
  private final CachedRules rules;
  private final RuleReader reader;
  private final ReservedTransfers history;
  private final AuditLog audit;
  private final RuleStore store = new RuleStore();
  private final Semaphore trial = new Semaphore(1);

  RulesResource(Jdbi jdbi, CachedRules rules, RuleReader reader, AuditLog audit) {
    this.jdbi = jdbi;
    this.rules = rules;
    this.reader = reader;
    this.history = new ReservedTransfers(jdbi);
    this.audit = audit;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/rules", Permission.ADMIN_READ, this::read),
        new AdminRoute("PUT", "/rules", Permission.ADMIN_RULES, this::replace),
        new AdminRoute("GET", "/rules/versions", Permission.ADMIN_READ, this::versions),
        new AdminRoute("GET", "/rules/versions/{version}", Permission.ADMIN_READ, this::version),
        new AdminRoute("POST", "/rules/dry-run", Permission.ADMIN_READ, this::dryRun));
  }

  private Reply read(AdminRequest request) {
    return AdminReplies.of(200, view(jdbi.withHandle(store::current)));
  }

  private Reply versions(AdminRequest request) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (RuleStore.Version version : jdbi.withHandle(handle -> store.latest(handle, VERSIONS))) {
      ObjectNode line = view(version);
      line.remove("rules");
      list.add(line.put("rules", version.rules().size()));
    }
    return AdminReplies.of(200, list);
  }

  private Reply version(AdminRequest request) {
    String number = request.parameter("version");
    boolean isNumber = number.matches("[0-9]{1,18}");
    return jdbi.withHandle(
            handle ->
                isNumber
                    ? store.version(handle, Long.parseLong(number))
                    : java.util.Optional.<RuleStore.Version>empty())
        .map(version -> AdminReplies.of(200, view(version)))
        .orElseThrow(
            () ->
                new FspiopException(
                    ErrorCode.ID_NOT_FOUND, "there is no version " + number + " of the rules"));
  }

  private Reply replace(AdminRequest request) {
    JsonNode body = body(request, List.of("version", "rules"));
    RuleReader.Read read = checked(body);
    long expected = whole(body, "version", 0, Long.MAX_VALUE);
    RuleStore.Version[] before = new RuleStore.Version[1];
    RuleStore.Version changed =
        jdbi.inTransaction(
            handle -> {
              CacheVersions.raise(handle, RuleStore.CACHE);
              before[0] = store.current(handle);
              requireCurrent(before[0].version(), expected);
              Instant now = store.now(handle);
              RuleStore.Version next = next(before[0], read, now, request.principal().name());
              store.insert(handle, next);
              return next;
            });
    reload();
    Map<String, String> details = new LinkedHashMap<>();
    details.put("version", before[0].version() + " => " + changed.version());
    details.putAll(RuleChangeText.difference(before[0].rules(), changed.rules()));
    audit.record(request.principal(), "rules.replace", "rules", details);
    return AdminReplies.of(200, view(changed));
  }

  private static RuleStore.Version next(
      RuleStore.Version before, RuleReader.Read read, Instant now, String by) {
    List<Rule> old = RuleReader.ofStored().read(before.rules()).rules();
    long version = before.version() + 1;
    return new RuleStore.Version(
        version,
        read.json(),
        RuleCounters.assign(read.rules(), old, before.counters(), version, now),
        now,
        by);
  }

  private static void requireCurrent(long current, long expected) {
    if (current != expected) {
      throw new FspiopException(
          ErrorCode.MODIFIED_REQUEST,
          "the rules are at version " + current + ", not " + expected + ": read them again");
    }
  }

  private Reply dryRun(AdminRequest request) {
    JsonNode body = body(request, List.of("rules", "transfers"));
    RuleReader.Read read = checked(body);
    int transfers =
        body.has("transfers")
            ? (int) whole(body, "transfers", 1, MOST_TRANSFERS)
            : DEFAULT_TRANSFERS;
    if (!trial.tryAcquire()) {
      throw new FspiopException(
          ErrorCode.SERVER_BUSY, "another dry run is under way", List.of(), 503);
    }
    try {
      Map<String, Counter> counters =
          RuleCounters.assign(read.rules(), List.of(), Map.of(), 0, Instant.EPOCH);
      RuleSet candidate = new RuleSet(0, read.rules(), counters, rules.current().blocked());
      return AdminReplies.of(200, new DryRun(candidate).run(history.latest(transfers)));
    } finally {
      trial.release();
    }
  }

  private RuleReader.Read checked(JsonNode body) {
    RuleReader.Read read = reader.read(body.get("rules"));
    if (!read.faults().isEmpty()) {
      List<Extension> all =
          read.faults().stream()
              .limit(FAULTS_TOLD)
              .map(fault -> new Extension("fault", fault))
              .toList();
      throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, String.join(". ", read.faults()), all);
    }
    return read;
  }

  private static JsonNode body(AdminRequest request, List<String> known) {
    JsonNode body = request.json().orElseThrow(() -> malformed("\"value\" must be of type object"));
    if (!body.isObject()) {
      throw malformed("\"value\" must be of type object");
    }
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        throw malformed("\"" + name + "\" is not allowed");
      }
    }
    return body;
  }

  private static long whole(JsonNode body, String name, long least, long most) {
    JsonNode value = body.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw malformed("\"" + name + "\" must be an integer");
    }
    if (value.longValue() < least || value.longValue() > most) {
      throw malformed("\"" + name + "\" must be from " + least + " to " + most);
    }
    return value.longValue();
  }

  private static FspiopException malformed(String detail) {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, detail);
  }

  private void reload() {
    try {
      rules.reload();
    } catch (RuntimeException unreachable) {
      LOG.warn(
          "new rules are stored but not yet in this node's memory: {}", unreachable.toString());
    }
  }

  private static ObjectNode view(RuleStore.Version version) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("version", version.version())
        .put("changedAt", AdminTime.text(version.at()))
        .put("changedBy", version.by())
        .set("rules", version.rules());
    return view;
  }
}
