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
 * @param json the parsed body; empty when there is none
 * @param principal who asks
 */
public record AdminRequest(
    String method,
    String path,
    Map<String, String> pathParameters,
    Map<String, String> query,
    Headers headers,
    Optional<JsonNode> json,
    Principal principal) {
  /** Value of a path parameter of the route's template. */
  public String parameter(String name) {
    return pathParameters.get(name);
  }
}
