package org.pamoja.hub.rules;

import static org.pamoja.hub.admin.ObjectRule.optional;
import static org.pamoja.hub.admin.ObjectRule.required;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.ListRule;
import org.pamoja.hub.admin.ObjectRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
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
 * {@code /rules/blocked-parties}: who is on block lists. Parties are named in clear text or by
 * hash; only hashes are kept, here and in the audit log. Threads may share it.
 */
final class BlockedPartiesResource implements AdminResource {
  private static final Logger LOG = LoggerFactory.getLogger(BlockedPartiesResource.class);

  /** Parties of all lists together: each takes some 100 bytes of every node's memory. */
  static final int MOST_PARTIES = 200_000;

  private static final int MOST_AT_ONCE = 5_000;
  private static final int AUDITED = 60;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectRule PARTY =
      ObjectRule.object(
          optional("type", TextRule.text(1, 32)),
          optional("identifier", TextRule.text(1, 128)),
          optional("hash", TextRule.text().matching(HASH, HASH.pattern())));
  private static final RequestRule CHANGE =
      RequestRule.ofBody(
          required("list", RuleForms.id()),
          optional("add", ListRule.listOf(PARTY, MOST_AT_ONCE)),
          optional("remove", ListRule.listOf(PARTY, MOST_AT_ONCE)));

  private final Jdbi jdbi;
  private final CachedRules rules;
  private final AuditLog audit;
  private final InstantSource clock;
  private final RuleStore store = new RuleStore();

  BlockedPartiesResource(Jdbi jdbi, CachedRules rules, AuditLog audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.rules = rules;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", "/rules/blocked-parties", Permission.ADMIN_READ, this::read),
        new AdminRoute("POST", "/rules/blocked-parties", Permission.ADMIN_RULES, this::change));
  }

  private Reply read(AdminRequest request) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("salt", HexFormat.of().formatHex(rules.current().blocked().salt()));
    ArrayNode lists = view.putArray("lists");
    new TreeMap<>(jdbi.withHandle(store::blocked))
        .forEach(
            (list, hashes) -> lists.addObject().put("list", list).put("parties", hashes.size()));
    return AdminReplies.of(200, view);
  }

  private Reply change(AdminRequest request) {
    ObjectNode body = CHANGE.check(request).body();
    String list = body.get("list").stringValue();
    List<PartyHash> add = hashes(body, "add");
    List<PartyHash> remove = hashes(body, "remove");
    List<PartyHash> added = new ArrayList<>();
    List<PartyHash> removed = new ArrayList<>();
    String by = request.principal().name();
    jdbi.useTransaction(
        handle -> {
          CacheVersions.raise(handle, RuleStore.CACHE);
          for (PartyHash hash : remove) {
            if (store.unblock(handle, list, hash)) {
              removed.add(hash);
            }
          }
          for (PartyHash hash : add) {
            if (store.block(handle, list, hash, clock.instant(), by)) {
              added.add(hash);
            }
          }
          if (store.blockedParties(handle) > MOST_PARTIES) {
            throw new FspiopException(
                ErrorCode.VALIDATION_ERROR, "more than " + MOST_PARTIES + " blocked parties");
          }
        });
    reload();
    record(request, list, added, removed);
    return AdminReplies.of(200, view(list, add, added, removed));
  }

  private List<PartyHash> hashes(ObjectNode body, String field) {
    List<PartyHash> hashes = new ArrayList<>();
    for (JsonNode party : body.path(field)) {
      boolean clear = party.has("type") && party.has("identifier");
      if (clear == party.has("hash") || party.has("type") != party.has("identifier")) {
        throw new FspiopException(
            ErrorCode.MALFORMED_SYNTAX,
            "\""
                + field
                + "["
                + hashes.size()
                + "]\" must have either a hash, or a type and an identifier");
      }
      hashes.add(
          clear
              ? PartyHash.of(
                  rules.current().blocked().salt(),
                  party.get("type").stringValue(),
                  party.get("identifier").stringValue())
              : PartyHash.of(HexFormat.of().parseHex(party.get("hash").stringValue())));
    }
    return hashes;
  }

  private void reload() {
    try {
      rules.reload();
    } catch (RuntimeException unreachable) {
      LOG.warn("a block list is stored but not yet in memory: {}", unreachable.toString());
    }
  }

  private void record(
      AdminRequest request, String list, List<PartyHash> added, List<PartyHash> removed) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("added", Integer.toString(added.size()));
    details.put("removed", Integer.toString(removed.size()));
    added.stream().limit(AUDITED / 2).forEach(it -> details.put("party " + it.text(), "added"));
    removed.stream().limit(AUDITED / 2).forEach(it -> details.put("party " + it.text(), "removed"));
    audit.record(request.principal(), "rules.blocked-parties", list, details);
  }

  private static ObjectNode view(
      String list, List<PartyHash> asked, List<PartyHash> added, List<PartyHash> removed) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("list", list).put("added", added.size()).put("removed", removed.size());
    ArrayNode hashes = view.putArray("hashes");
    asked.forEach(hash -> hashes.add(hash.text()));
    return view;
  }
}
