package org.pamoja.fspiop.header;

import static org.pamoja.fspiop.header.ProtocolVersion.V1_0;
import static org.pamoja.fspiop.header.ProtocolVersion.V1_1;
import static org.pamoja.fspiop.header.ProtocolVersion.V2_0;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.error.Extension;

/**
 * Which versions of a resource the hub speaks.
 *
 * @param contentVersions accepted in content-type
 * @param acceptVersions accepted in accept; a bare major version fits if one of them has it
 * @param outbound version of the messages the hub makes itself
 * @param acceptsAny whether an accept item without a version is enough. The standard says so; the
 *     deployed services list their versions and refuse it
 */
public record VersionPolicy(
    List<ProtocolVersion> contentVersions,
    List<ProtocolVersion> acceptVersions,
    ProtocolVersion outbound,
    boolean acceptsAny) {
  private static final VersionPolicy UP_TO_2_0 =
      new VersionPolicy(List.of(V1_0, V1_1, V2_0), List.of(V1_0, V1_1, V2_0), V2_0, false);
  private static final VersionPolicy UP_TO_1_1 =
      new VersionPolicy(List.of(V1_0, V1_1), List.of(V1_0, V1_1), V1_1, false);

  /** Copies the lists. */
  public VersionPolicy {
    contentVersions = List.copyOf(contentVersions);
    acceptVersions = List.copyOf(acceptVersions);
  }

  /** The policies of the deployed switch, by resource (first segment of the path). */
  public static Map<String, VersionPolicy> defaults() {
    Map<String, VersionPolicy> policies = new HashMap<>();
    for (String resource :
        List.of(
            "transfers",
            "fxTransfers",
            "bulkTransfers",
            "parties",
            "participants",
            "quotes",
            "bulkQuotes",
            "fxQuotes")) {
      policies.put(resource, UP_TO_2_0);
    }
    policies.put("transactionRequests", UP_TO_1_1);
    policies.put("authorizations", UP_TO_1_1);
    return Map.copyOf(policies);
  }

  /** Whether a body of this version can be read. */
  public boolean supportsContent(ProtocolVersion version) {
    return contentVersions.contains(version);
  }

  /** The newest version the hub speaks that is not newer than {@code highest}. */
  public Optional<ProtocolVersion> newestUpTo(ProtocolVersion highest) {
    return contentVersions.stream()
        .filter(version -> !version.isAbove(highest))
        .max(Comparator.naturalOrder());
  }

  /** Whether at least one item asks for something the hub can answer in. */
  public boolean supportsAccept(AcceptList accept) {
    return accept.items().stream().anyMatch(this::supports);
  }

  private boolean supports(AcceptList.Item item) {
    if (item.major().isEmpty()) {
      return acceptsAny;
    }
    return acceptVersions.stream()
        .anyMatch(
            version ->
                version.major() == item.major().getAsInt()
                    && (item.minor().isEmpty() || version.minor() == item.minor().getAsInt()));
  }

  /** The supported versions as a refusal lists them: key = major, value = minor. */
  static List<Extension> asExtensions(List<ProtocolVersion> versions) {
    return versions.stream()
        .distinct()
        .map(v -> new Extension(Integer.toString(v.major()), Integer.toString(v.minor())))
        .toList();
  }
}
