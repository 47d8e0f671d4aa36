package org.pamoja.hub.signatures;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.fspiop.header.VersionPolicy;
import org.pamoja.hub.security.InboundSignatures.Message;

/**
 * Whether a message came as the request that was signed. The reference only compares headers with
 * each other, so that a participant's signed {@code PUT /transfers/1/error} could be sent again, by
 * whoever has seen it, to abort another transfer. Pure functions.
 */
final class SignedRequest {
  /** First segments of the paths that FSPIOP has. */
  private static final Set<String> RESOURCES = VersionPolicy.defaults().keySet();

  private SignedRequest() {}

  /**
   * How the request differs from its own FSPIOP-HTTP-Method and FSPIOP-URI, which are known to be
   * the signed ones.
   */
  static Optional<String> fault(Message message) {
    if (!header(message, HeaderName.HTTP_METHOD).equals(message.method())) {
      return Optional.of("signed FSPIOP-HTTP-Method is not the request's");
    }
    return names(header(message, HeaderName.URI), message.path())
        ? Optional.empty()
        : Optional.of("signed FSPIOP-URI is not the request's");
  }

  /**
   * The name of a resource that stands in a path behind its first segment, such as {@code
   * transfers} in {@code /parties/ALIAS/transfers/1}. The reference's signer takes the last such
   * name for the beginning of the URI: who answers this request with an error signs one for {@code
   * /transfers/1/error}, by which whoever asked could abort that transfer.
   */
  static Optional<String> laterResource(String path) {
    return Arrays.stream(decodedFully(path).split("/"))
        .skip(2)
        .filter(RESOURCES::contains)
        .findFirst();
  }

  /**
   * Signers let host or base path stand before the resource, which a gateway may have taken off,
   * and a query or a slash behind it. The hub's own path begins with the resource. The first name
   * of a resource counts, and not the end of the URI: a party may be called {@code transfers}.
   */
  private static boolean names(String uri, String path) {
    int query = uri.indexOf('?');
    String signed = withoutHost(query < 0 ? uri : uri.substring(0, query));
    return fromResource(decoded(withoutSlash(signed))).equals(decoded(withoutSlash(path)));
  }

  /** The host may have a resource's name. */
  private static String withoutHost(String uri) {
    int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
    int path = scheme < 0 ? 0 : uri.indexOf('/', scheme + 3);
    return path < 0 ? "" : uri.substring(path);
  }

  /** From the first segment that names a resource; empty when none does. */
  private static String fromResource(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      int end = path.indexOf('/', slash + 1);
      if (RESOURCES.contains(path.substring(slash + 1, end < 0 ? path.length() : end))) {
        return path.substring(slash);
      }
    }
    return "";
  }

  /** HTTP clients differ in what they encode. An encoded slash stays one: it divides nothing. */
  private static String decoded(String path) {
    return decodedFully(path.replace("%2F", "%252F").replace("%2f", "%252F"));
  }

  private static String decodedFully(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return path;
    }
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String header(Message message, String name) {
    return message.headers().first(name).orElse("");
  }
}
