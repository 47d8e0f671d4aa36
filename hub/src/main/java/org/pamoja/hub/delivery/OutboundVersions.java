package org.pamoja.hub.delivery;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.header.MediaType;
import org.pamoja.fspiop.header.OutboundHeaders;
import org.pamoja.fspiop.header.ProtocolVersion;
import org.pamoja.fspiop.header.VersionPolicy;

/**
 * Which version of the API each participant is spoken to in. For the hub's own messages that is the
 * one set for the receiver, or else the hub's default for the resource. A message of another
 * participant keeps the version its sender wrote (errors §4), unless the receiver is set to an
 * older one: then content type and accept are lowered to it, and nothing else is touched. A message
 * is never said to be newer than its sender said. Threads may share it.
 */
public final class OutboundVersions {
  private static final String TRANSFERS = "transfers";
  private static final Map<String, VersionPolicy> POLICIES = VersionPolicy.defaults();

  private final Map<String, ProtocolVersion> defaults;
  private final Accepted accepted;

  /** What participants understand; asked for each message, so it must be in memory. */
  @FunctionalInterface
  public interface Accepted {
    /**
     * The highest version of a resource that a participant understands; empty where nothing is set.
     *
     * @param resource first path segment, for example {@code transfers}
     */
    Optional<ProtocolVersion> highest(String participant, String resource);
  }

  /**
   * @param defaults by resource, the version of the hub's own messages where nothing else is set
   * @param accepted what is set for participants
   */
  public OutboundVersions(Map<String, ProtocolVersion> defaults, Accepted accepted) {
    this.defaults = Map.copyOf(defaults);
    this.accepted = accepted;
  }

  /** The deployed switch's versions, for everybody. */
  public static OutboundVersions usual() {
    return new OutboundVersions(
        POLICIES.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, policy -> policy.getValue().outbound())),
        (_, _) -> Optional.empty());
  }

  /**
   * The media type of a message that the hub makes itself.
   *
   * @throws IllegalArgumentException when the hub does not speak the resource at all
   */
  public MediaType own(String recipient, String resource) {
    ProtocolVersion usual = defaults.get(resource);
    if (usual == null) {
      throw new IllegalArgumentException("no version of " + resource);
    }
    return new MediaType(
        resource,
        accepted
            .highest(recipient, resource)
            .flatMap(POLICIES.get(resource)::newestUpTo)
            .orElse(usual));
  }

  /**
   * Whether a participant can be told by PATCH how a transfer ended that it has reserved: the
   * method came with version 1.1 of transfers. Only a participant that is set to an older one
   * cannot: the hub's default says in which version the hub speaks, not what receivers understand,
   * and who reserves waits for this message. Conversions have had it from their beginning.
   */
  public boolean hasPatch(String recipient, String resource) {
    return !resource.equals(TRANSFERS)
        || accepted
            .highest(recipient, resource)
            .map(highest -> highest.isAbove(ProtocolVersion.V1_0))
            .orElse(true);
  }

  /** A message as its receiver can understand it; the same message where nothing is to be done. */
  public OutboundMessage relayed(OutboundMessage message) {
    return message
        .headers()
        .first(HeaderName.CONTENT_TYPE)
        .flatMap(MediaType::parse)
        .flatMap(type -> accepted.highest(message.recipient(), type.resource()))
        .map(highest -> withHeaders(message, OutboundHeaders.atMost(message.headers(), highest)))
        .orElse(message);
  }

  /** Notices as their receivers can understand them, relayed ones and the hub's own. */
  public NoticeRenderer notices(NoticeRenderer renderer) {
    return (event, notice) -> relayed(renderer.render(event, notice));
  }

  private static OutboundMessage withHeaders(OutboundMessage message, Headers headers) {
    return new OutboundMessage(
        message.recipient(),
        message.endpointType(),
        message.variables(),
        message.suffix(),
        message.method(),
        headers,
        message.body());
  }
}
