package org.pamoja.hub.signatures;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.pamoja.fspiop.header.HeaderName;
import org.pamoja.hub.security.InboundSignatures.Message;

/**
 * Whether a message came as the request that was signed. The reference only compares headers with
 * each other, so that a participant's signed {@code PUT /transfers/1/error} could be sent again, by
 * whoever has seen it, to abort another transfer. Pure functions.
 */
final class SignedRequest {
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
   * Signers agree on the end of the URI only: some let host or base path stand before it, which a
   * gateway may have taken off, and a query or a slash behind it. The hub's own path begins with
   * the resource.
   */
  private static boolean names(String uri, String path) {
    int query = uri.indexOf('?');
    String signed = withoutSlash(query < 0 ? uri : uri.substring(0, query));
    String asked = withoutSlash(path);
    return signed.endsWith(asked) || decoded(signed).endsWith(decoded(asked));
  }

  /** HTTP clients differ in what they encode. An encoded slash stays one: it divides nothing. */
  private static String decoded(String path) {
    try {
      String kept = path.replace("%2F", "%252F").replace("%2f", "%252F").replace("+", "%2B");
      return URLDecoder.decode(kept, StandardCharsets.UTF_8);
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
