package org.pamoja.hub.rules;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tables of rules and block lists. Stateless; threads may share it. */
final class RuleStore {
  /** Name of the rules' row in {@code cache_version}. */
  static final String CACHE = "rules";

  private static final String COLUMNS = "version, rules, counters, changed_at, changed_by";

  /**
   * A version of the rules as stored.
   *
   * @param version its number
   * @param rules the JSON list
   * @param counters by id of the rule
   * @param at when it came into force
   * @param by who brought it
   */
  record Version(
      long version, JsonNode rules, Map<String, Counter> counters, Instant at, String by) {}

  /** The version in force. */
  Version current(Handle handle) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM rule_set ORDER BY version DESC LIMIT 1")
        .map((row, _) -> version(row))
        .one();
  }

  /** One version. */
  Optional<Version> version(Handle handle, long version) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM rule_set WHERE version = :version")
        .bind("version", version)
        .map((row, _) -> version(row))
        .findOne();
  }

  /** The latest versions, the newest first. */
  List<Version> latest(Handle handle, int limit) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM rule_set ORDER BY version DESC LIMIT :limit")
        .bind("limit", limit)
        .map((row, _) -> version(row))
        .list();
  }

  void insert(Handle handle, Version version) {
    handle
        .createUpdate(
            "INSERT INTO rule_set (" + COLUMNS + ") VALUES (:version, :rules, :counters, :at, :by)")
        .bind("version", version.version())
        .bind("rules", text(version.rules()))
        .bind("counters", text(counters(version.counters())))
        .bind("at", version.at().atOffset(ZoneOffset.UTC))
        .bind("by", version.by())
        .execute();
  }

  /** The database's time: what events are dated by. */
  Instant now(Handle handle) {
    return handle
        .createQuery("SELECT clock_timestamp()")
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  /** The scheme's salt, which is {@code proposed} if there was none yet. */
  byte[] salt(Handle handle, byte[] proposed) {
    handle
        .createUpdate("INSERT INTO rule_salt (salt) VALUES (:salt) ON CONFLICT DO NOTHING")
        .bind("salt", proposed)
        .execute();
    return handle.createQuery("SELECT salt FROM rule_salt").mapTo(byte[].class).one();
  }

  /** All block lists. */
  Map<String, Set<PartyHash>> blocked(Handle handle) {
    Map<String, Set<PartyHash>> lists = new HashMap<>();
    handle
        .createQuery("SELECT list, hash FROM blocked_party")
        .setFetchSize(1_000)
        .map(
            (row, _) ->
                lists
                    .computeIfAbsent(row.getString(1), _ -> new HashSet<>())
                    .add(PartyHash.of(row.getBytes(2))))
        .forEach(_ -> {});
    return lists;
  }

  /** How many parties are blocked in all. */
  long blockedParties(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM blocked_party").mapTo(Long.class).one();
  }

  /** Puts a party on a list; whether it was not there. */
  boolean block(Handle handle, String list, PartyHash hash, Instant at, String by) {
    return handle
            .createUpdate(
                "INSERT INTO blocked_party (list, hash, added_at, added_by)"
                    + " VALUES (:list, :hash, :at, :by) ON CONFLICT DO NOTHING")
            .bind("list", list)
            .bind("hash", hash.bytes())
            .bind("at", at.atOffset(ZoneOffset.UTC))
            .bind("by", by)
            .execute()
        == 1;
  }

  /** Takes a party from a list; whether it was there. */
  boolean unblock(Handle handle, String list, PartyHash hash) {
    return handle
            .createUpdate("DELETE FROM blocked_party WHERE list = :list AND hash = :hash")
            .bind("list", list)
            .bind("hash", hash.bytes())
            .execute()
        == 1;
  }

  private static Version version(ResultSet row) throws SQLException {
    Map<String, Counter> counters = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : parse(row.getString(3)).properties()) {
      JsonNode counter = entry.getValue();
      counters.put(
          entry.getKey(),
          new Counter(
              counter.required("id").stringValue(),
              Instant.parse(counter.required("since").stringValue())));
    }
    return new Version(
        row.getLong(1),
        parse(row.getString(2)),
        counters,
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getString(5));
  }

  private static ObjectNode counters(Map<String, Counter> counters) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    counters.forEach(
        (rule, counter) ->
            json.putObject(rule).put("id", counter.id()).put("since", counter.since().toString()));
    return json;
  }

  private static String text(JsonNode json) {
    return new String(Json.canonical(json), StandardCharsets.UTF_8);
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedJsonException broken) {
      throw new IllegalStateException("stored rules cannot be read", broken);
    }
  }
}
