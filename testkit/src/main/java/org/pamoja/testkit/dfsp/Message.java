package org.pamoja.testkit.dfsp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pamoja.fspiop.header.Headers;

/**
 * A message to be sent, right or wrong. Each method gives a changed copy.
 *
 * @param method HTTP method
 * @param path request target
 * @param headers in the order in which they are sent
 * @param body bytes to send
 */
public record Message(String method, String path, List<Headers.Header> headers, byte[] body) {

  /** Keeps a copy of the list. */
  public Message {
    headers = List.copyOf(headers);
  }

  /** With this header in place of all of the same name. */
  public Message with(String name, String value) {
    return without(name).adding(name, value);
  }

  /** With one more header, even when there is one of that name. */
  public Message adding(String name, String value) {
    return new Message(
        method,
        path,
        Stream.concat(headers.stream(), Stream.of(new Headers.Header(name, value))).toList(),
        body);
  }

  /** Without headers of that name. */
  public Message without(String name) {
    List<Headers.Header> kept = new ArrayList<>(headers);
    kept.removeIf(header -> header.name().equalsIgnoreCase(name));
    return new Message(method, path, kept, body);
  }

  /** To this participant. */
  public Message to(String fspId) {
    return with("FSPIOP-Destination", fspId);
  }

  /** With this body. */
  public Message body(byte[] bytes) {
    return new Message(method, path, headers, bytes);
  }

  /** With this body, as UTF-8. */
  public Message body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With this version in content-type, and in accept where there is one. */
  public Message version(String version) {
    Message typed = with("Content-Type", type() + ";version=" + version);
    boolean accepts = headers.stream().anyMatch(h -> h.name().equalsIgnoreCase("accept"));
    return accepts ? typed.with("Accept", type() + ";version=" + version) : typed;
  }

  /** The media type of the path's resource, without version. */
  public String type() {
    return "application/vnd.interoperability." + path.split("[/?]")[1] + "+json";
  }

  @Override
  public String toString() {
    return method + " " + path + " " + headers + " " + new String(body, StandardCharsets.UTF_8);
  }
}
