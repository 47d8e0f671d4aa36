package org.pamoja.hub.participants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * The registry's tables; every method works on the caller's handle, in its transaction if it has
 * one. Stateless; threads may share it.
 */
public final class ParticipantStore {
  /** Name of the cache that holds these tables. */
  static final String CACHE = "participants";

  private static final String COLUMNS = "id, name, active, proxy, created_at";

  /**
   * Makes sure the hub's own participant is there.
   *
   * @throws IllegalStateException when it is registered under another name: accounts and messages
   *     carry it already
   */
  public void seedHub(Handle handle, String name, Instant at) {
    handle
        .createUpdate(
            """
            INSERT INTO participant (id, name, name_key, created_at, created_by, changed_at, changed_by)
            VALUES (:id, :name, :key, :at, 'hub', :at, 'hub') ON CONFLICT (id) DO NOTHING
            """)
        .bind("id", ParticipantSettings.HUB_ID)
        .bind("name", name)
        .bind("key", key(name))
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .execute();
    String registered = hub(handle).name();
    if (!registered.equals(name)) {
      throw new IllegalStateException(
          "the hub is registered as " + registered + " and cannot be called " + name + " any more");
    }
  }

  /** The hub's own participant. */
  RegisteredParticipant hub(Handle handle) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM participant WHERE id = :id")
        .bind("id", ParticipantSettings.HUB_ID)
        .map((row, _) -> participant(row))
        .one();
  }

  /** All participants by name, whatever its case. */
  List<RegisteredParticipant> all(Handle handle) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM participant ORDER BY name_key")
        .map((row, _) -> participant(row))
        .list();
  }

  /** The participant of that name, whatever its case. */
  Optional<RegisteredParticipant> find(Handle handle, String name) {
    if (name.indexOf('\0') >= 0) {
      // A path or a message may hold this character; the database refuses even to look for it.
      return Optional.empty();
    }
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM participant WHERE name_key = :key")
        .bind("key", key(name))
        .map((row, _) -> participant(row))
        .findOne();
  }

  /**
   * The participant of that name, for the operations that say "participant not found".
   *
   * @throws FspiopException 400/3200
   */
  RegisteredParticipant require(Handle handle, String name) {
    return find(handle, name).orElseThrow(ParticipantStore::notFound);
  }

  /** The refusal for an unknown participant, or one without the account asked for. */
  static FspiopException notFound() {
    return new FspiopException(ErrorCode.ID_NOT_FOUND, "participant not found");
  }

  /** Registers a participant; the name must be free. */
  RegisteredParticipant insert(Handle handle, String name, boolean proxy, Instant at, String by) {
    return handle
        .createQuery(
            "INSERT INTO participant (name, name_key, proxy, created_at, created_by, changed_at, changed_by)"
                + " VALUES (:name, :key, :proxy, :at, :by, :at, :by) RETURNING "
                + COLUMNS)
        .bind("name", name)
        .bind("key", key(name))
        .bind("proxy", proxy)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .map((row, _) -> participant(row))
        .one();
  }

  /** Makes a participant active or inactive; the caller does the same to its accounts. */
  void setActive(Handle handle, int participant, boolean active, Instant at, String by) {
    handle
        .createUpdate(
            "UPDATE participant SET active = :active, changed_at = :at, changed_by = :by WHERE id = :id")
        .bind("active", active)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .bind("id", participant)
        .execute();
  }

  /** A participant's endpoints by type. */
  Map<String, String> endpoints(Handle handle, int participant) {
    Map<String, String> endpoints = new LinkedHashMap<>();
    handle
        .createQuery(
            "SELECT type, value FROM participant_endpoint WHERE participant_id = :id ORDER BY type")
        .bind("id", participant)
        .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(endpoint -> endpoints.put(endpoint.getKey(), endpoint.getValue()));
    return endpoints;
  }

  /** All endpoints by participant and type. */
  Map<Integer, Map<String, String>> allEndpoints(Handle handle) {
    Map<Integer, Map<String, String>> all = new LinkedHashMap<>();
    handle
        .createQuery("SELECT participant_id, type, value FROM participant_endpoint")
        .map((row, _) -> Map.entry(row.getInt(1), Map.entry(row.getString(2), row.getString(3))))
        .forEach(
            row ->
                all.computeIfAbsent(row.getKey(), _ -> new LinkedHashMap<>())
                    .put(row.getValue().getKey(), row.getValue().getValue()));
    return all;
  }

  /** Sets an endpoint in place of the one of the same type. */
  void putEndpoint(
      Handle handle, int participant, String type, String value, Instant at, String by) {
    handle
        .createUpdate(
            """
            INSERT INTO participant_endpoint (participant_id, type, value, changed_at, changed_by)
            VALUES (:id, :type, :value, :at, :by)
            ON CONFLICT (participant_id, type) DO UPDATE
              SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by
            """)
        .bind("id", participant)
        .bind("type", type)
        .bind("value", value)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("by", by)
        .execute();
  }

  /** The form in which names are compared. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static RegisteredParticipant participant(ResultSet row) throws SQLException {
    return new RegisteredParticipant(
        row.getInt("id"),
        row.getString("name"),
        row.getBoolean("active"),
        row.getBoolean("proxy"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
