package org.pamoja.hub.signatures;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.security.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that all nodes sign with the hub's one key. Participants know one, and a node with a
 * key file of its own would have every message that it signs refused, at some of them, at times. A
 * hub of which no node runs may come back with another key, which then is its only one. Threads may
 * share it.
 */
public final class HubKeyAdmission {
  private static final Logger LOG = LoggerFactory.getLogger(HubKeyAdmission.class);

  private final Jdbi jdbi;
  private final AuditLog audit;
  private final InstantSource clock;
  private final HubKeyStore store = new HubKeyStore();

  private enum Result {
    KNOWN,
    FIRST,
    REPLACED,
    REFUSED
  }

  /** An admission that is recorded in {@code audit} where it changes the hub's keys. */
  public HubKeyAdmission(Jdbi jdbi, AuditLog audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Lets a node start with its key, or not. To be called before it opens its stream; blocks.
   *
   * @throws IllegalStateException when other nodes run, or did a moment ago, and the key is not one
   *     of the hub's
   */
  public void admit(PublicKey key) {
    String fingerprint = SubmittedKey.fingerprint(key);
    switch (jdbi.inTransaction(handle -> admit(handle, key, fingerprint))) {
      case KNOWN -> {}
      case FIRST -> record(fingerprint, "hub.key.first");
      case REPLACED -> {
        LOG.warn(
            "The hub signs with another key than before, {}: participants have to be given it"
                + " (GET /hub/keys)",
            fingerprint);
        record(fingerprint, "hub.key.replace");
      }
      case REFUSED ->
          throw new IllegalStateException(
              "This node's signing key, "
                  + fingerprint
                  + ", is not the hub's, with which other nodes sign at this moment, or did until"
                  + " less than "
                  + HubKeyStore.STARTING.toSeconds()
                  + " seconds ago: give all nodes, and all lives of one, the same key file"
                  + " (jws.keyFile). To change the hub's key while nodes run, list the new one"
                  + " first: POST /hub/keys. When no node runs any more, start again a little later");
    }
  }

  /**
   * Notes which stream the admitted node writes, so that nobody takes its key off while it runs. To
   * be called once it has opened the stream, before it signs anything; blocks.
   *
   * @throws IllegalStateException when the key was taken off meanwhile
   */
  public void use(PublicKey key, int stream) {
    String fingerprint = SubmittedKey.fingerprint(key);
    boolean listed =
        jdbi.inTransaction(
            handle -> {
              store.lock(handle);
              return store.use(handle, stream, fingerprint);
            });
    if (!listed) {
      throw new IllegalStateException(
          "This node's signing key, "
              + fingerprint
              + ", was taken off the hub's keys (DELETE /hub/keys) while the node started");
    }
  }

  private Result admit(Handle handle, PublicKey key, String fingerprint) {
    store.lock(handle);
    List<HubKey> listed = store.all(handle);
    boolean known = listed.stream().anyMatch(it -> it.fingerprint().equals(fingerprint));
    if (!known && !listed.isEmpty() && store.hasRunningNodes(handle)) {
      return Result.REFUSED;
    }
    if (!known) {
      listed.forEach(old -> store.delete(handle, old.fingerprint()));
      store.insert(
          handle,
          new HubKey(fingerprint, SubmittedKey.pem(key), clock.instant(), Principal.HUB.name()));
    }
    store.use(handle, fingerprint);
    return known ? Result.KNOWN : listed.isEmpty() ? Result.FIRST : Result.REPLACED;
  }

  private void record(String fingerprint, String action) {
    audit.record(Principal.HUB, action, "hub", Map.of("fingerprint", fingerprint));
  }
}
