package org.pamoja.hub.signatures;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.jws.JwsAlgorithm;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /hub/keys}: the keys by which participants verify what the hub signs. There is more than
 * one while the hub changes its key: the new one is listed and given to the participants, then the
 * nodes start with it one after the other, then the old one is taken off. Threads may share it.
 */
public final class HubKeysResource implements AdminResource {
  private static final String PATH = "/hub/keys";
  private static final int MOST_KEYS = 8;
  private static final RequestRule RULE = RequestRule.ofBody(SubmittedKey.PUBLIC_KEY);

  private final Jdbi jdbi;
  private final HubKeyStore store = new HubKeyStore();
  private final Optional<String> own;
  private final AuditLog audit;
  private final InstantSource clock;

  /**
   * Serves the keys.
   *
   * @param own what this node signs with; empty when it signs nothing
   */
  public HubKeysResource(Jdbi jdbi, Optional<PublicKey> own, AuditLog audit, InstantSource clock) {
    this.jdbi = jdbi;
    this.own = own.map(SubmittedKey::fingerprint);
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", PATH, Permission.ADMIN_READ, this::list),
        new AdminRoute("POST", PATH, Permission.ADMIN_HUB_KEYS, this::add),
        new AdminRoute("DELETE", PATH + "/{fingerprint}", Permission.ADMIN_HUB_KEYS, this::remove));
  }

  private Reply list(AdminRequest request) {
    return AdminReplies.list(jdbi.withHandle(store::all), this::view);
  }

  private Reply add(AdminRequest request) {
    ObjectNode body = RULE.check(request).body();
    PublicKey submitted = SubmittedKey.key(body.get("publicKey").stringValue());
    if (SubmittedKey.algorithm(submitted) != JwsAlgorithm.RS256) {
      throw SubmittedKey.wrong("publicKey", "must be RSA, which the hub signs with");
    }
    HubKey key =
        new HubKey(
            SubmittedKey.fingerprint(submitted),
            SubmittedKey.pem(submitted),
            clock.instant(),
            request.principal().name());
    jdbi.useTransaction(
        handle -> {
          store.lock(handle);
          requirePlace(store.all(handle), key);
          store.insert(handle, key);
        });
    record(request, "hub.key.add", key.fingerprint());
    return AdminReplies.of(201, view(key));
  }

  private static void requirePlace(List<HubKey> listed, HubKey added) {
    if (listed.stream().anyMatch(key -> key.fingerprint().equals(added.fingerprint()))) {
      throw SubmittedKey.wrong("publicKey", "is listed already");
    }
    if (listed.size() >= MOST_KEYS) {
      throw SubmittedKey.wrong("publicKey", "is one too many: take another off first");
    }
  }

  private Reply remove(AdminRequest request) {
    String fingerprint = request.parameter("fingerprint");
    if (own.filter(fingerprint::equals).isPresent()) {
      throw SubmittedKey.wrong("fingerprint", "is of the key with which this node signs");
    }
    jdbi.useTransaction(
        handle -> {
          store.lock(handle);
          requireSpare(handle, fingerprint);
          store.delete(handle, fingerprint);
        });
    record(request, "hub.key.remove", fingerprint);
    return Reply.empty(204);
  }

  /**
   * A key with which a node signs has to stay, and so has the last one: with an empty list, any key
   * would be taken for the hub's first.
   */
  private void requireSpare(Handle handle, String fingerprint) {
    List<HubKey> listed = store.all(handle);
    if (listed.stream().noneMatch(key -> key.fingerprint().equals(fingerprint))) {
      throw new FspiopException(ErrorCode.ID_NOT_FOUND, "key not found", List.of(), 404);
    }
    if (listed.size() == 1) {
      throw SubmittedKey.wrong("fingerprint", "is of the hub's only key");
    }
    if (store.isUsed(handle, fingerprint)) {
      throw SubmittedKey.wrong(
          "fingerprint",
          "is of a key with which a node signs, or has begun to start "
              + HubKeyStore.STARTING.toSeconds()
              + " seconds ago or later");
    }
  }

  private void record(AdminRequest request, String action, String fingerprint) {
    audit.record(request.principal(), action, "hub", Map.of("fingerprint", fingerprint));
  }

  private ObjectNode view(HubKey key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("algorithm", JwsAlgorithm.RS256.name())
        .put("publicKey", key.pem())
        .put("fingerprint", key.fingerprint())
        .put("signing", own.filter(key.fingerprint()::equals).isPresent())
        .put("createdDate", AdminTime.text(key.addedAt()))
        .put("createdBy", key.addedBy());
  }
}
