package org.pamoja.testkit.dfsp;

import java.nio.charset.StandardCharsets;
import org.pamoja.fspiop.header.Headers;
import tools.jackson.databind.JsonNode;

/**
 * An answer of the hub.
 *
 * @param status HTTP status; 0 when the connection was closed without an answer
 * @param headers in received order and spelling
 * @param body the received bytes
 */
public record Reply(int status, Headers headers, byte[] body) {

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The parsed body.
   *
   * @throws IllegalStateException when it is not JSON
   */
  public JsonNode json() {
    return Received.parse(body);
  }

  /** The error code of a refusal, or an empty text. */
  public String errorCode() {
    return body.length == 0 ? "" : json().path("errorInformation").path("errorCode").asString("");
  }

  /** The error description of a refusal, or an empty text. */
  public String errorDescription() {
    return body.length == 0
        ? ""
        : json().path("errorInformation").path("errorDescription").asString("");
  }

  /** Status, code and description in one text, for assertions on refusals. */
  public String refusal() {
    return status + " " + errorCode() + " " + errorDescription();
  }

  @Override
  public String toString() {
    return status + " " + text();
  }
}
