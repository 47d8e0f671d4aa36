package org.pamoja.hub.edge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The synchronous answer to a request.
 *
 * @param status HTTP status
 * @param contentType media type of the body, empty when there is none
 * @param body the body's bytes, possibly empty
 * @param headers further headers
 * @param afterwards what is to be done once the answer is on its way: work that the answer promises
 *     nothing about. Its first result must not overtake the answer, so it does not start before
 */
public record Reply(
    int status, String contentType, byte[] body, Map<String, String> headers, Runnable afterwards) {
  private static final byte[] NO_BYTES = new byte[0];
  private static final Runnable NOTHING = () -> {};

  /** 202 without a body: a request that starts a process was accepted. */
  public static final Reply ACCEPTED = empty(202);

  /** 200 without a body: a callback was accepted. */
  public static final Reply OK = empty(200);

  /** An answer without a body. */
  public static Reply empty(int status) {
    return new Reply(status, "", NO_BYTES, Map.of(), NOTHING);
  }

  /** A JSON answer. */
  public static Reply json(int status, byte[] body) {
    return new Reply(status, "application/json", body, Map.of(), NOTHING);
  }

  /** A text answer, for example metrics. */
  public static Reply text(int status, String contentType, byte[] body) {
    return new Reply(status, contentType, body, Map.of(), NOTHING);
  }

  /** This answer with one header more. */
  public Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, body, Map.copyOf(more), afterwards);
  }

  /** This answer, with work that starts when it is on its way. */
  public Reply then(Runnable work) {
    return new Reply(status, contentType, body, headers, work);
  }
}
