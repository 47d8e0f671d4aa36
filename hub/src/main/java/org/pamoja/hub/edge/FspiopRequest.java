package org.pamoja.hub.edge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.header.Headers;
import org.pamoja.hub.security.Principal;
import tools.jackson.databind.JsonNode;

/**
 * One FSPIOP message that passed the checks of the edge: headers, JSON, body schema, source.
 *
 * @param method HTTP method, upper case
 * @param path path as received, still encoded, without the query
 * @param segments decoded path segments, the resource first
 * @param query decoded query parameters, first value each
 * @param headers all headers as received
 * @param body the body's bytes as received, empty when there is none
 * @param json the parsed body; empty when there is none
 * @param source value of FSPIOP-Source
 * @param destination value of FSPIOP-Destination, if present
 * @param principal who sent it
 */
public record FspiopRequest(
    String method,
    String path,
    List<String> segments,
    Map<String, String> query,
    Headers headers,
    byte[] body,
    Optional<JsonNode> json,
    String source,
    Optional<String> destination,
    Principal principal) {}
