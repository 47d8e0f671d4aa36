package org.pamoja.hub.signatures;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code hub_key}; every method works on the caller's handle, in its transaction if it
 * has one. Stateless; threads may share it.
 */
final class HubKeyStore {
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
              OR EXISTS (SELECT FROM hub_key WHERE used_at > clock_timestamp() - interval '30 s')
            """)
        .mapTo(Boolean.class)
        .one();
  }
}
