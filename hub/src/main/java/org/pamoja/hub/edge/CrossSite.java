package org.pamoja.hub.edge;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.pamoja.fspiop.header.Headers;

/**
 * Keeps web pages of others away from the admin listener. While it asks nobody who they are, its
 * only guard is that it listens on loopback, and a browser on the same machine can be made to call
 * it by any page: by a cross-site request, or by a name that is made to mean this machine. Browsers
 * say where a request comes from; other clients do not, and pass.
 */
final class CrossSite {
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private CrossSite() {}

  /** Whether the request comes from somebody else's web page. */
  static boolean isForeign(Headers headers, boolean onLoopback) {
    String host = hostOf(headers.first("host").orElse(""));
    Optional<String> site = headers.first("sec-fetch-site");
    Optional<String> origin = headers.first("origin");
    return (site.isPresent() && !OWN_SITES.contains(site.get()))
        || (origin.isPresent() && !hostOf(afterScheme(origin.get())).equals(host))
        || (onLoopback && !host.isEmpty() && !isLoopback(host));
  }

  private static String afterScheme(String origin) {
    int scheme = origin.indexOf("://");
    return scheme < 0 ? origin : origin.substring(scheme + 3);
  }

  /** Host of {@code host[:port]}, IPv6 in brackets included. */
  private static String hostOf(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    return (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
