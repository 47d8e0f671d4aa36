package org.pamoja.hub.security;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses the hub calls. A participant names its callback addresses itself, and without a
 * rule could make the hub call whatever the hub's machine can reach: the metadata service of a
 * cloud hands out credentials to any caller. Checked on the URL when it is registered and used, and
 * again on the address a connection was really made to, since a name may mean another address each
 * time it is looked up. Threads may share it.
 */
public final class AddressPolicy {
  /**
   * Link-local blocks, where clouds put their metadata services, and the one that is not
   * link-local.
   */
  private static final List<String> METADATA =
      List.of("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128");

  private record Pattern(Optional<AddressRange> range, String suffix) {
    static Pattern parse(String text) {
      boolean numeric = text.indexOf('/') >= 0 || AddressRange.literal(text).isPresent();
      return numeric
          ? new Pattern(Optional.of(AddressRange.parse(text)), "")
          : new Pattern(Optional.empty(), text.toLowerCase(Locale.ROOT));
    }

    boolean matches(String host, Optional<InetAddress> address) {
      if (range.isPresent()) {
        return address.filter(range.get()::contains).isPresent();
      }
      return host.equals(suffix) || (suffix.startsWith(".") && host.endsWith(suffix));
    }
  }

  private final List<Pattern> allowed;
  private final List<Pattern> denied;

  /**
   * A policy.
   *
   * @param allowed host names, {@code .suffixes} of host names, addresses or CIDR blocks that may
   *     be called; empty for all that are not denied
   * @param denied the same, for what may not be called; stronger than {@code allowed}. Metadata
   *     addresses are denied unless they stand in {@code allowed}
   * @throws IllegalArgumentException naming an entry that cannot be read
   */
  public AddressPolicy(List<String> allowed, List<String> denied) {
    this.allowed = allowed.stream().map(Pattern::parse).toList();
    this.denied = denied.stream().map(Pattern::parse).toList();
  }

  /** The default: everything but metadata addresses. */
  public static AddressPolicy open() {
    return new AddressPolicy(List.of(), List.of());
  }

  /**
   * Why a URL may not be called; empty when it may.
   *
   * @param url absolute, without placeholders in scheme and authority; what follows is not looked
   *     at
   */
  public Optional<String> refusal(String url) {
    URI uri;
    try {
      uri = new URI(authorityOf(url));
    } catch (URISyntaxException malformed) {
      return Optional.of("not a URL");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.of("neither http nor https");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("credentials in the URL");
    }
    // Names with an underscore are common in container networks, and java.net.URI gives no host for
    // them.
    String host = uri.getHost() != null ? uri.getHost() : hostOf(uri.getRawAuthority());
    return host.isEmpty() ? Optional.of("no host") : refusalOfHost(host);
  }

  /** Why a connection to this address or name may not be used; empty when it may. */
  public Optional<String> refusalOfHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    Optional<InetAddress> address = AddressRange.literal(name);
    if (anyMatches(denied, name, address)) {
      return Optional.of("the address is on the deny list");
    }
    if (anyMatches(allowed, name, address)) {
      return Optional.empty();
    }
    boolean metadata =
        METADATA.stream()
            .map(AddressRange::parse)
            .anyMatch(range -> address.filter(range::contains).isPresent());
    if (metadata) {
      return Optional.of("link-local and metadata addresses are not called");
    }
    return allowed.isEmpty()
        ? Optional.empty()
        : Optional.of("the address is not on the allow list");
  }

  /**
   * The same for the address a connection for {@code host} was made to: here a name that is allowed
   * vouches for its address, except for what is denied and for metadata addresses.
   */
  public Optional<String> refusalOfPeer(String host, String address) {
    Optional<InetAddress> peer = AddressRange.literal(address);
    if (anyMatches(denied, address, peer)) {
      return Optional.of("the address is on the deny list");
    }
    if (anyMatches(allowed, host.toLowerCase(Locale.ROOT), peer)) {
      return Optional.empty();
    }
    return refusalOfHost(address);
  }

  private static boolean anyMatches(
      List<Pattern> patterns, String host, Optional<InetAddress> address) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(host, address));
  }

  private static String authorityOf(String url) {
    int start = url.indexOf("://");
    if (start < 0) {
      return url;
    }
    int end = start + 3;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return url.substring(0, end);
  }

  private static String hostOf(String authority) {
    if (authority == null || authority.startsWith(":") || authority.indexOf('@') >= 0) {
      return "";
    }
    int port = authority.lastIndexOf(':');
    String host = port < 0 ? authority : authority.substring(0, port);
    return host.matches("[A-Za-z0-9._-]+") ? host : "";
  }
}
