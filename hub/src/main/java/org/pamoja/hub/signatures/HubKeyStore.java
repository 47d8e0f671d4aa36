package org.pamoja.hub.signatures;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The tables {@code hub_key} and {@code hub_key_stream}; every method works on the caller's handle,
 * in its transaction if it has one. Stateless; threads may share it.
 */
final class HubKeyStore {
  /** How long after its start, at most, a node may be without a stream and still be there. */
  static final Duration STARTING = Duration.ofSeconds(30);

  /** Lets no other transaction change the table until this one has ended. */
  void lock(Handle transaction) {
    transaction.execute("LOCK TABLE hub_key IN EXCLUSIVE MODE");
  }

  /** All keys, the newest first. */
  List<HubKey> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT fingerprint, public_key, added_at, added_by FROM hub_key"
                + " ORDER BY added_at DESC, fingerprint")
        .map(
            (row, _) ->
                new HubKey(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getString(4)))
        .list();
  }

  /** Lists a key. */
  void insert(Handle handle, HubKey key) {
    handle
        .createUpdate(
            "INSERT INTO hub_key (fingerprint, public_key, added_at, added_by)"
                + " VALUES (:fingerprint, :pem, :at, :by)")
        .bind("fingerprint", key.fingerprint())
        .bind("pem", key.pem())
        .bind("at", key.addedAt().atOffset(ZoneOffset.UTC))
        .bind("by", key.addedBy())
        .execute();
  }

  /** Takes note of a node that starts with a key. */
  void use(Handle handle, String fingerprint) {
    handle
        .createUpdate("UPDATE hub_key SET used_at = clock_timestamp() WHERE fingerprint = :key")
        .bind("key", fingerprint)
        .execute();
  }

  /**
   * Takes note of the stream that a node with a key writes, and forgets those that are closed.
   *
   * @return false when the key is not listed any more
   */
  boolean use(Handle handle, int stream, String fingerprint) {
    handle.execute(
        "DELETE FROM hub_key_stream u USING stream s WHERE s.stream_id = u.stream_id AND s.closed");
    return handle
            .createUpdate(
                "INSERT INTO hub_key_stream (stream_id, fingerprint)"
                    + " SELECT :stream, fingerprint FROM hub_key WHERE fingerprint = :key")
            .bind("stream", stream)
            .bind("key", fingerprint)
            .execute()
        == 1;
  }

  /**
   * Whether a node may be signing with a key: its stream is open, or it started so short a time ago
   * that the stream may not be there yet. A lease that has run out proves nothing here: after an
   * outage of the database all have.
   */
  boolean isUsed(Handle handle, String fingerprint) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM hub_key_stream u JOIN stream s USING (stream_id)
                WHERE u.fingerprint = :key AND NOT s.closed)
              OR EXISTS (SELECT FROM hub_key WHERE fingerprint = :key
                AND used_at > clock_timestamp() - make_interval(secs => :starting))
            """)
        .bind("key", fingerprint)
        .bind("starting", STARTING.toSeconds())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Takes a key off the list.
   *
   * @return false when it was not there
   */
  boolean delete(Handle handle, String fingerprint) {
    return handle
            .createUpdate("DELETE FROM hub_key WHERE fingerprint = :key")
            .bind("key", fingerprint)
            .execute()
        == 1;
  }

  /**
   * Whether any node is running, or started so short a time ago that its stream may not be there
   * yet.
   */
  boolean hasRunningNodes(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM stream WHERE NOT closed AND lease_until > clock_timestamp())
              OR EXISTS (SELECT FROM hub_key
                WHERE used_at > clock_timestamp() - make_interval(secs => :starting))
            """)
        .bind("starting", STARTING.toSeconds())
        .mapTo(Boolean.class)
        .one();
  }
}
