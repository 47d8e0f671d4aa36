package org.pamoja.hub.signatures;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.pamoja.fspiop.jws.JwsAlgorithm;

/**
 * The table {@code participant_key}; every method works on the caller's handle, in its transaction
 * if it has one. Stateless; threads may share it.
 */
final class KeyStore {
  /** Name of the cache that holds the table. */
  static final String CACHE = "participant_keys";

  /** Most keys that are listed; the newest are. */
  private static final int MOST_LISTED = 200;

  private static final String COLUMNS =
      "key_id, participant_id, algorithm, public_key, fingerprint, valid_from, valid_until,"
          + " created_at, created_by, revoked_at, revoked_by";

  /** A participant's keys, revoked ones included, the newest first. */
  List<ParticipantKey> of(Handle handle, int participant) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM participant_key WHERE participant_id = :participant"
                + " ORDER BY created_at DESC, key_id LIMIT :limit")
        .bind("participant", participant)
        .bind("limit", MOST_LISTED)
        .map((row, _) -> key(row))
        .list();
  }

  /** A participant's keys that are not revoked. */
  List<ParticipantKey> unrevoked(Handle handle, int participant) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM participant_key WHERE participant_id = :participant AND revoked_at IS NULL")
        .bind("participant", participant)
        .map((row, _) -> key(row))
        .list();
  }

  /** One key of a participant. */
  Optional<ParticipantKey> find(Handle handle, int participant, String id) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM participant_key WHERE participant_id = :participant AND key_id = :id")
        .bind("participant", participant)
        .bind("id", id)
        .map((row, _) -> key(row))
        .findOne();
  }

  /** Number of each participant by its name in the form in which names are compared. */
  Map<String, Integer> numbersByName(Handle handle) {
    Map<String, Integer> numbers = new HashMap<>();
    handle
        .createQuery(
            "SELECT name_key, id FROM participant"
                + " WHERE id IN (SELECT participant_id FROM participant_key WHERE revoked_at IS NULL)")
        .map((row, _) -> Map.entry(row.getString(1), row.getInt(2)))
        .forEach(named -> numbers.put(named.getKey(), named.getValue()));
    return numbers;
  }

  /** All keys that are or may still become valid. */
  List<ParticipantKey> allLive(Handle handle, Instant now) {
    return handle
        .createQuery(
            "SELECT "
                + COLUMNS
                + " FROM participant_key WHERE revoked_at IS NULL"
                + " AND (valid_until IS NULL OR valid_until > :now) ORDER BY created_at DESC, key_id")
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map((row, _) -> key(row))
        .list();
  }

  /** Registers a key. */
  void insert(Handle handle, ParticipantKey key) {
    handle
        .createUpdate(
            """
            INSERT INTO participant_key (key_id, participant_id, algorithm, public_key, fingerprint,
              valid_from, valid_until, created_at, created_by)
            VALUES (:id, :participant, :algorithm, :pem, :fingerprint, :from, :until, :at, :by)
            """)
        .bind("id", key.id())
        .bind("participant", key.participant())
        .bind("algorithm", key.algorithm().name())
        .bind("pem", key.pem())
        .bind("fingerprint", key.fingerprint())
        .bind("from", key.validFrom().atOffset(ZoneOffset.UTC))
        .bind("until", key.validUntil().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null))
        .bind("at", key.created().at().atOffset(ZoneOffset.UTC))
        .bind("by", key.created().by())
        .execute();
  }

  /** Ends a key for good. */
  void revoke(Handle handle, String id, ParticipantKey.Deed deed) {
    handle
        .createUpdate(
            "UPDATE participant_key SET revoked_at = :at, revoked_by = :by"
                + " WHERE key_id = :id AND revoked_at IS NULL")
        .bind("id", id)
        .bind("at", deed.at().atOffset(ZoneOffset.UTC))
        .bind("by", deed.by())
        .execute();
  }

  private static ParticipantKey key(ResultSet row) throws SQLException {
    Optional<Instant> revokedAt = instant(row, "revoked_at");
    String revokedBy = row.getString("revoked_by");
    return new ParticipantKey(
        row.getString("key_id"),
        row.getInt("participant_id"),
        JwsAlgorithm.valueOf(row.getString("algorithm")),
        row.getString("public_key"),
        row.getString("fingerprint"),
        instant(row, "valid_from").orElseThrow(),
        instant(row, "valid_until"),
        new ParticipantKey.Deed(
            instant(row, "created_at").orElseThrow(), row.getString("created_by")),
        revokedAt.map(at -> new ParticipantKey.Deed(at, revokedBy)));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
