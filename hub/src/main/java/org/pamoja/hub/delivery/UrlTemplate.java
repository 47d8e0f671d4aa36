package org.pamoja.hub.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.hub.security.AddressPolicy;

/**
 * A callback URL template, taken apart once.
 *
 * @param texts the parts of path and query between the placeholders, one more than names
 * @param names the placeholders
 * @param refusal why it may not be called
 */
record UrlTemplate(
    String host,
    int port,
    boolean ssl,
    List<String> texts,
    List<String> names,
    Optional<String> refusal) {
  private static final String KEPT_IN_PATH = "-._~!$&'()*+,;=:@";
  private static final String KEPT_IN_QUERY = "-._~";

  static UrlTemplate parse(String url, AddressPolicy policy) {
    Optional<String> refusal = policy.refusal(url);
    if (refusal.isPresent()) {
      return new UrlTemplate("", 0, false, List.of(), List.of(), refusal);
    }
    int authority = url.indexOf("://") + 3;
    int path = authority;
    while (path < url.length() && "/?#".indexOf(url.charAt(path)) < 0) {
      path++;
    }
    boolean ssl = url.regionMatches(true, 0, "https", 0, 5);
    String host = url.substring(authority, path);
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    split(url.substring(path).split("#", 2)[0], texts, names);
    int port = ssl ? 443 : 80;
    try {
      port = hasPort ? Integer.parseInt(host.substring(colon + 1)) : port;
    } catch (NumberFormatException noPort) {
      return new UrlTemplate("", 0, false, List.of(), List.of(), Optional.of("no port number"));
    }
    String name = hasPort ? host.substring(0, colon) : host;
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    return new UrlTemplate(bare, port, ssl, texts, names, Optional.empty());
  }

  private static void split(String text, List<String> texts, List<String> names) {
    int from = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
      int close = text.indexOf("}}", open);
      if (close < 0) {
        break;
      }
      texts.add(text.substring(from, open));
      names.add(text.substring(open + 2, close).strip());
      from = close + 2;
    }
    texts.add(text.substring(from));
  }

  /**
   * Path and query of the request; empty when a placeholder has no value, or one that would change
   * the path.
   */
  Optional<String> fill(Map<String, String> variables, String suffix) {
    StringBuilder target = new StringBuilder(texts.getFirst());
    for (int i = 0; i < names.size(); i++) {
      String value = variables.get(names.get(i));
      if (value == null || value.equals(".") || value.equals("..")) {
        return Optional.empty();
      }
      String kept = target.indexOf("?") < 0 ? KEPT_IN_PATH : KEPT_IN_QUERY;
      encode(value, kept, target);
      target.append(texts.get(i + 1));
    }
    boolean doubleSlash =
        suffix.startsWith("/") && !target.isEmpty() && target.charAt(target.length() - 1) == '/';
    target.append(suffix, doubleSlash ? 1 : 0, suffix.length());
    if (target.isEmpty() || target.charAt(0) != '/') {
      target.insert(0, '/');
    }
    return Optional.of(target.toString());
  }

  /** A value percent-encoded so that it stays one name or value of a query. */
  static String inQuery(String value) {
    StringBuilder encoded = new StringBuilder(value.length());
    encode(value, KEPT_IN_QUERY, encoded);
    return encoded.toString();
  }

  /** A value percent-encoded so that it stays one segment of a path. */
  static String segment(String value) {
    StringBuilder encoded = new StringBuilder(value.length());
    encode(value, KEPT_IN_PATH, encoded);
    return encoded.toString();
  }

  private static void encode(String value, String kept, StringBuilder target) {
    for (byte unit : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xFF);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || kept.indexOf(c) >= 0;
      if (plain) {
        target.append(c);
      } else {
        target.append('%').append(HexFormat.of().withUpperCase().toHexDigits(unit));
      }
    }
  }
}
