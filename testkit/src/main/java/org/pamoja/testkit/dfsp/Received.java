package org.pamoja.testkit.dfsp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.fspiop.json.Json;
import org.pamoja.fspiop.json.MalformedJsonException;
import tools.jackson.databind.JsonNode;

/**
 * A request as it arrived at a scripted participant, nothing normalised.
 *
 * @param method HTTP method
 * @param path request target, with its query, as sent
 * @param headers in received order and spelling
 * @param body the received bytes
 * @param at when it had arrived completely
 */
public record Received(String method, String path, Headers headers, byte[] body, Instant at) {

  /** The value of a header, or an empty text. */
  public String header(String name) {
    return headers.first(name).orElse("");
  }

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
    return parse(body);
  }

  /** The {@code errorCode} of an error callback, or an empty text. */
  public String errorCode() {
    return body.length == 0 ? "" : json().path("errorInformation").path("errorCode").asString("");
  }

  /** The {@code errorDescription} of an error callback, or an empty text. */
  public String errorDescription() {
    return body.length == 0
        ? ""
        : json().path("errorInformation").path("errorDescription").asString("");
  }

  /** Whether it is this method on exactly this path. */
  public boolean is(String wantedMethod, String wantedPath) {
    return method.equals(wantedMethod) && path.equals(wantedPath);
  }

  @Override
  public String toString() {
    return method + " " + path + " from " + header("fspiop-source") + " " + text();
  }

  static JsonNode parse(byte[] body) {
    try {
      return Json.parse(body);
    } catch (MalformedJsonException notJson) {
      throw new IllegalStateException(
          "not JSON: " + new String(body, StandardCharsets.UTF_8), notJson);
    }
  }
}
