package org.pamoja.hub.signatures;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.jws.JwsAlgorithm;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code GET /hub/keys}: the key by which participants verify what the hub signs. Threads may share
 * it.
 */
public final class HubKeysResource implements AdminResource {
  private final Optional<PublicKey> key;

  /** Serves the key; empty for a hub that signs nothing. */
  public HubKeysResource(Optional<PublicKey> key) {
    this.key = key;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(new AdminRoute("GET", "/hub/keys", Permission.ADMIN_READ, this::list));
  }

  private Reply list(AdminRequest request) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    key.ifPresent(
        own ->
            list.addObject()
                .put("algorithm", JwsAlgorithm.of(own).orElseThrow().name())
                .put("publicKey", SubmittedKey.pem(own))
                .put("fingerprint", SubmittedKey.fingerprint(own)));
    return Reply.json(200, Json.canonical(list));
  }
}
