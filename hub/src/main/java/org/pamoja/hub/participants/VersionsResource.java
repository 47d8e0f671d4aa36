package org.pamoja.hub.participants;

import static org.pamoja.hub.admin.ObjectRule.optional;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.fspiop.header.VersionPolicy;
import org.pamoja.hub.admin.AdminReplies;
import org.pamoja.hub.admin.ObjectRule;
import org.pamoja.hub.admin.RequestRule;
import org.pamoja.hub.admin.TextRule;
import org.pamoja.hub.edge.AdminRequest;
import org.pamoja.hub.edge.AdminResource;
import org.pamoja.hub.edge.AdminRoute;
import org.pamoja.hub.edge.Reply;
import org.pamoja.hub.security.Permission;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /participants/{name}/versions}: the highest version of each resource of the API that a
 * participant understands in what the hub sends to it. An extension of the hub: the reference
 * speaks one version to all. Threads may share it.
 */
public final class VersionsResource implements AdminResource {
  private static final String PATH = "/participants/{name}/versions";
  private static final RequestRule SET = RequestRule.ofBody(fields(VersionPolicy.defaults()));

  private final ParticipantParts parts;

  /** The versions of one participant before and after a change. */
  private record Change(
      SortedMap<String, ProtocolVersion> before, SortedMap<String, ProtocolVersion> after) {}

  VersionsResource(ParticipantParts parts) {
    this.parts = parts;
  }

  @Override
  public List<AdminRoute> routes() {
    return List.of(
        new AdminRoute("GET", PATH, Permission.ADMIN_READ, this::get),
        new AdminRoute("PUT", PATH, Permission.ADMIN_PARTICIPANTS, this::set));
  }

  private static ObjectRule.Field[] fields(Map<String, VersionPolicy> policies) {
    return new TreeMap<>(policies)
        .entrySet().stream()
            .map(policy -> optional(policy.getKey(), TextRule.oneOf(texts(policy.getValue()))))
            .toArray(ObjectRule.Field[]::new);
  }

  private static Set<String> texts(VersionPolicy policy) {
    return policy.contentVersions().stream()
        .map(ProtocolVersion::toString)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Reply get(AdminRequest request) {
    SortedMap<String, ProtocolVersion> versions =
        parts
            .jdbi()
            .withHandle(
                handle ->
                    ParticipantVersions.of(
                        handle, parts.store().require(handle, request.parameter("name")).id()));
    return AdminReplies.of(200, view(versions));
  }

  /** What the body does not name follows the hub's settings again. */
  private Reply set(AdminRequest request) {
    ObjectNode body = SET.check(request).body();
    SortedMap<String, ProtocolVersion> wanted = new TreeMap<>();
    body.properties()
        .forEach(
            field ->
                ProtocolVersion.parse(field.getValue().stringValue())
                    .ifPresent(version -> wanted.put(field.getKey(), version)));
    String name = request.parameter("name");
    String by = request.principal().name();
    Change change =
        parts
            .changes()
            .run(
                handle -> {
                  RegisteredParticipant participant = parts.store().require(handle, name);
                  requireReceiver(participant);
                  SortedMap<String, ProtocolVersion> before =
                      ParticipantVersions.of(handle, participant.id());
                  ParticipantVersions.replace(
                      handle, participant.id(), wanted, parts.clock().instant(), by);
                  return new Change(before, wanted);
                });
    parts
        .audit()
        .record(
            request.principal(),
            "participant.versions",
            name,
            Map.of("versions", change.after().toString(), "before", change.before().toString()));
    return AdminReplies.of(200, view(change.after()));
  }

  private static void requireReceiver(RegisteredParticipant participant) {
    if (participant.isHub()) {
      throw new FspiopException(
          ErrorCode.MALFORMED_SYNTAX, "\"name\" is the hub, which sends itself no messages");
    }
  }

  private static ObjectNode view(SortedMap<String, ProtocolVersion> versions) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    versions.forEach((resource, version) -> view.put(resource, version.toString()));
    return view;
  }
}
