package org.pamoja.hub.signatures;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.AdminTime;
import org.pamoja.hub.audit.AuditLog;
import org.pamoja.hub.cache.CacheVersions;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.participants.Participant;
import org.pamoja.hub.participants.ParticipantDirectory;
import org.pamoja.hub.participants.ParticipantSettings;
import org.pamoja.hub.security.Permission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /participants/{name}/keys}: the keys by which a participant's signatures are verified.
 * Keys are added and revoked, never changed. Threads may share it.
 */
public final class KeysResource implements AdminResource {
  private static final Logger LOG = LoggerFactory.getLogger(KeysResource.class);
  private static final String PATH = "/participants/{name}/keys";

  /** Keys of one participant that are or may become valid: each costs time for a bad signature. */
  private static final int MOST_LIVE = 8;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private final Jdbi jdbi;
  private final KeyStore store = new KeyStore();
  private final ParticipantDirectory participants;
  private final CachedKeys keys;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Supplier<String> ids;

  /**
   * Serves the keys.
   *
   * @param keys this node's memory of them, renewed by every change
   * @param ids makes names of keys, letters, digits and hyphens
   */
  public KeysResource(
      Jdbi jdbi,
      ParticipantDirectory participants,
      CachedKeys keys,
      AuditLog audit,
      InstantSource clock,
      Supplier<String> ids) {
    this.jdbi = jdbi;
    this.participants = participants;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", PATH, Permission.ADMIN_READ, this::list),
        new AdminRoute("POST", PATH, Permission.ADMIN_PARTICIPANTS, this::add),
        new AdminRoute("DELETE", PATH + "/{keyId}", Permission.ADMIN_PARTICIPANTS, this::revoke));
  }

  private Reply list(AdminRequest request) {
    Participant participant = participant(request);
    Instant now = clock.instant();
    return AdminReplies.list(
        jdbi.withHandle(handle -> store.of(handle, participant.id())), key -> view(key, now));
  }

  private Reply add(AdminRequest request) {
    Participant participant = participant(request);
    Instant now = clock.instant();
    SubmittedKey submitted = SubmittedKey.read(request, now);
    if (participant.id() == ParticipantSettings.HUB_ID) {
      throw SubmittedKey.wrong("name", "is the hub, which verifies no messages of its own");
    }
    ParticipantKey key =
        new ParticipantKey(
            ids.get(),
            participant.id(),
            submitted.algorithm(),
            submitted.pem(),
            submitted.fingerprint(),
            submitted.validFrom(),
            submitted.validUntil(),
            new ParticipantKey.Deed(now, request.principal().name()),
            Optional.empty());
    change(
        handle -> {
          requirePlace(store.unrevoked(handle, participant.id()), key, now);
          store.insert(handle, key);
          return key;
        });
    record(request, "participant.key.add", participant, key);
    return AdminReplies.of(201, view(key, now));
  }

  /** A key that is revoked already gets 204 as well: what was asked for is so. */
  private Reply revoke(AdminRequest request) {
    Participant participant = participant(request);
    String id = request.parameter("keyId");
    ParticipantKey revoked =
        change(
            handle -> {
              ParticipantKey key = find(handle, participant, id);
              store.revoke(
                  handle, id, new ParticipantKey.Deed(clock.instant(), request.principal().name()));
              return key;
            });
    record(request, "participant.key.revoke", participant, revoked);
    return Reply.empty(204);
  }

  private Participant participant(AdminRequest request) {
    return participants
        .findBlocking(request.parameter("name"))
        .orElseThrow(() -> new FspiopException(ErrorCode.ID_NOT_FOUND, "participant not found"));
  }

  private ParticipantKey find(Handle handle, Participant participant, String id) {
    return (ID.matcher(id).matches()
            ? store.find(handle, participant.id(), id)
            : Optional.<ParticipantKey>empty())
        .orElseThrow(
            () -> new FspiopException(ErrorCode.ID_NOT_FOUND, "key not found", List.of(), 404));
  }

  private static void requirePlace(
      List<ParticipantKey> unrevoked, ParticipantKey added, Instant now) {
    for (ParticipantKey key : unrevoked) {
      if (key.fingerprint().equals(added.fingerprint())) {
        throw SubmittedKey.wrong("publicKey", "is registered already, as key " + key.id());
      }
    }
    if (unrevoked.stream().filter(key -> key.isLive(now)).count() >= MOST_LIVE) {
      throw SubmittedKey.wrong(
          "publicKey", "is one too many: " + MOST_LIVE + " keys are valid, revoke one first");
    }
  }

  /**
   * Runs one change; the version's row makes sure that no other node changes keys at the same time.
   */
  private <T> T change(Function<Handle, T> change) {
    T result =
        jdbi.inTransaction(
            handle -> {
              CacheVersions.raise(handle, KeyStore.CACHE);
              return change.apply(handle);
            });
    try {
      keys.reload();
    } catch (RuntimeException unreachable) {
      LOG.warn("a change is stored but not yet in this node's memory: {}", unreachable.toString());
    }
    return result;
  }

  private void record(
      AdminRequest request, String action, Participant participant, ParticipantKey key) {
    audit.record(
        request.principal(),
        action,
        participant.name(),
        Map.of(
            "keyId", key.id(),
            "algorithm", key.algorithm().name(),
            "fingerprint", key.fingerprint(),
            "validFrom", key.validFrom().toString(),
            "validUntil", key.validUntil().map(Instant::toString).orElse("")));
  }

  private static ObjectNode view(ParticipantKey key, Instant now) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    view.put("keyId", key.id())
        .put("algorithm", key.algorithm().name())
        .put("publicKey", key.pem())
        .put("fingerprint", key.fingerprint())
        .put("state", key.state(now).name())
        .put("validFrom", AdminTime.text(key.validFrom()))
        .put("createdDate", AdminTime.text(key.created().at()))
        .put("createdBy", key.created().by());
    key.validUntil().ifPresent(end -> view.put("validUntil", AdminTime.text(end)));
    key.revoked()
        .ifPresent(
            deed -> view.put("revokedDate", AdminTime.text(deed.at())).put("revokedBy", deed.by()));
    return view;
  }
}
