package org.pamoja.testkit.dfsp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a scripted participant does on the connection on which a request came. */
public sealed interface Answer {

  /** The status the interface prescribes: 202 for requests, 200 for callbacks. */
  record Usual() implements Answer {}

  /** Some status and body. */
  record Status(int status, byte[] body) implements Answer {}

  /** The same, later. */
  record Later(Duration after, Answer answer) implements Answer {}

  /** The connection breaks without an answer. */
  record Reset() implements Answer {}

  /** The connection stays open and nothing comes. */
  record Silence() implements Answer {}

  /** The prescribed status. */
  static Answer usual() {
    return new Usual();
  }

  /** A status without a body. */
  static Answer status(int status) {
    return new Status(status, new byte[0]);
  }

  /** A status with a JSON body. */
  static Answer status(int status, String json) {
    return new Status(status, json.getBytes(StandardCharsets.UTF_8));
  }

  /** The prescribed status after a while. */
  static Answer slow(Duration after) {
    return new Later(after, new Usual());
  }

  /** A broken connection. */
  static Answer reset() {
    return new Reset();
  }

  /** No answer at all. */
  static Answer silence() {
    return new Silence();
  }
}
