package org.pamoja.hub.edge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;

/**
 * The request line's target, taken apart.
 *
 * @param path as received, still encoded, without the query
 * @param segments decoded, at least one; an encoded slash stays inside its segment
 * @param query decoded parameters, first value each
 */
record RequestTarget(String path, List<String> segments, Map<String, String> query) {
  private static final int MAX_QUERY_PARAMETERS = 64;

  /**
   * Takes a target apart.
   *
   * @throws FspiopException 400 / 3101 when it is not validly percent-encoded UTF-8; 404 / 3002 for
   *     dot segments, which would mean another path to whoever receives the message next
   */
  static RequestTarget parse(String target) {
    String origin = withoutAuthority(target);
    int mark = origin.indexOf('?');
    String path = mark < 0 ? origin : origin.substring(0, mark);
    if (!path.startsWith("/")) {
      throw new FspiopException(ErrorCode.UNKNOWN_URI, null);
    }
    List<String> segments = new ArrayList<>(4);
    for (String segment : path.substring(1).split("/", -1)) {
      String decoded = decode(segment, false);
      if (decoded.equals(".") || decoded.equals("..")) {
        throw new FspiopException(ErrorCode.UNKNOWN_URI, null);
      }
      segments.add(decoded);
    }
    return new RequestTarget(
        path, List.copyOf(segments), mark < 0 ? Map.of() : query(origin.substring(mark + 1)));
  }

  // Absolute form (RFC 9112 §3.2.2) has to be understood; only the path counts.
  private static String withoutAuthority(String target) {
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme < 0) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      if (query.size() == MAX_QUERY_PARAMETERS) {
        throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, "Too many query parameters");
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
      query.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1), true));
    }
    return query;
  }

  private static String decode(String text, boolean plusIsBlank) {
    if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(escape(text, i));
        i += 2;
      } else {
        bytes.writeBytes(
            String.valueOf(plusIsBlank && c == '+' ? ' ' : c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException invalid) {
      throw badEncoding();
    }
  }

  private static int escape(String text, int at) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
    if (low < 0) {
      throw badEncoding();
    }
    return high * 16 + low;
  }

  private static FspiopException badEncoding() {
    return new FspiopException(ErrorCode.MALFORMED_SYNTAX, "Invalid encoding of the URI");
  }
}
