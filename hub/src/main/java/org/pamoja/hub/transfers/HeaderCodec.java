package org.pamoja.hub.transfers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pamoja.fspiop.header.Headers;

/**
 * The headers of a received message as one text, the way they are kept with the event: a line
 * {@code name:value} for each header, in the order and spelling received. Threads may share it.
 */
public final class HeaderCodec {
  /**
   * Let their holder act in the sender's name; they open doors today and are proof of nothing
   * later.
   */
  private static final Set<String> SECRETS =
      Set.of("authorization", "proxy-authorization", "cookie");

  private HeaderCodec() {}

  /**
   * The text of the headers, without those that carry credentials. Control characters, which HTTP
   * allows in no header and a text column cannot hold, become blanks.
   */
  public static String encode(Headers headers) {
    StringBuilder text = new StringBuilder(512);
    for (Headers.Header header : headers) {
      if (!SECRETS.contains(header.name().toLowerCase(Locale.ROOT))) {
        text.append(header.name()).append(':');
        appendPrintable(text, header.value());
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** The headers that {@link #encode} wrote. */
  public static Headers decode(String text) {
    List<Headers.Header> headers = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int colon = text.indexOf(':', start);
      headers.add(new Headers.Header(text.substring(start, colon), text.substring(colon + 1, end)));
      start = end + 1;
    }
    return Headers.of(headers);
  }

  private static void appendPrintable(StringBuilder text, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c < ' ' && c != '\t' ? ' ' : c);
    }
  }
}
