package org.pamoja.hub.edge;

import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.JsonNode;

/**
 * One request to the admin API.
 *
 * @param method HTTP method, upper case
 * @param path path as received, without the query
 * @param pathParameters decoded values of the template's parameters
 * @param query decoded query parameters, first value each
 * @param headers all headers
 * @param json the parsed body; empty when there is none, or when the route takes files
 * @param file the body as received where the route takes files, else no bytes
 * @param principal who asks
 */
public record AdminRequest(
    String method,
    String path,
    Map<String, String> pathParameters,
    Map<String, String> query,
    Headers headers,
    Optional<JsonNode> json,
    byte[] file,
    Principal principal) {
  private static final byte[] NO_FILE = new byte[0];

  /** A request without a file. */
  public AdminRequest(
      String method,
      String path,
      Map<String, String> pathParameters,
      Map<String, String> query,
      Headers headers,
      Optional<JsonNode> json,
      Principal principal) {
    this(method, path, pathParameters, query, headers, json, NO_FILE, principal);
  }

  /** Value of a path parameter of the route's template. */
  public String parameter(String name) {
    return pathParameters.get(name);
  }
}
