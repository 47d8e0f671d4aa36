package org.pamoja.hub.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorCode;
import org.pamoja.fspiop.error.FspiopException;
import org.pamoja.hub.edge.AdminRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of one admin operation: for its path, its query and its body, as far as the reference
 * has any. All faults are told together, path first, then query, then body (ledger-admin §1).
 * Threads may share it.
 *
 * @param path rules of path parameters that need one; others are not looked at
 * @param query rules of the query; absent, any query is ignored
 * @param body rules of the body; absent, any body is ignored
 */
public record RequestRule(
    List<ObjectRule.Field> path, Optional<ObjectRule> query, Optional<ObjectRule> body) {

  /**
   * A request that keeps the rules, its values coerced.
   *
   * @param path checked path parameters
   * @param query checked query
   * @param body checked body, empty when the operation has none
   */
  public record Checked(ObjectNode path, ObjectNode query, ObjectNode body) {}

  /** A rule for the body. */
  public static RequestRule ofBody(ObjectRule.Field... fields) {
    return new RequestRule(List.of(), Optional.empty(), Optional.of(ObjectRule.object(fields)));
  }

  /** A rule for the query. */
  public static RequestRule ofQuery(ObjectRule.Field... fields) {
    return new RequestRule(List.of(), Optional.of(ObjectRule.object(fields)), Optional.empty());
  }

  /** The same with a rule for path parameters. */
  public RequestRule withPath(ObjectRule.Field... fields) {
    return new RequestRule(List.of(fields), query, body);
  }

  /**
   * The request as it is to be understood.
   *
   * @throws FspiopException 400/3101 with all faults, cut to 128 characters
   */
  public Checked check(AdminRequest request) {
    return check(request.pathParameters(), request.query(), request.json());
  }

  /** The same of its parts. */
  public Checked check(
      Map<String, String> pathParameters,
      Map<String, String> queryParameters,
      Optional<JsonNode> sentBody) {
    List<String> faults = new ArrayList<>();
    ObjectNode checkedPath = checkPath(pathParameters, faults);
    ObjectNode checkedQuery =
        query
            .map(rule -> rule.checkObject(Place.ROOT, texts(queryParameters), faults))
            .orElseGet(RequestRule::nothing);
    ObjectNode checkedBody =
        body.map(
                rule ->
                    rule.checkObject(Place.ROOT, sentBody.orElse(NullNode.getInstance()), faults))
            .orElseGet(RequestRule::nothing);
    if (!faults.isEmpty()) {
      throw new FspiopException(ErrorCode.MALFORMED_SYNTAX, String.join(". ", faults));
    }
    return new Checked(checkedPath, checkedQuery, checkedBody);
  }

  private ObjectNode checkPath(Map<String, String> parameters, List<String> faults) {
    ObjectNode ruled = nothing();
    for (ObjectRule.Field field : path) {
      ruled.put(field.name(), parameters.get(field.name()));
    }
    return new ObjectRule(path).checkObject(Place.ROOT, ruled, faults);
  }

  private static ObjectNode texts(Map<String, String> values) {
    ObjectNode node = nothing();
    values.forEach(node::put);
    return node;
  }

  private static ObjectNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }
}
