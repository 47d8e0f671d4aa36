package org.pamoja.fspiop.message;

import org.pamoja.fspiop.error.FspiopException;
import tools.jackson.databind.JsonNode;

/**
 * Checks a parsed body against the rule of its operation. Only the first failure is told, in the
 * words of the reference: {@code /requestBody/amount/currency must be …}. Threads may share it.
 */
public final class BodyRules {
  private static final String BODY = "requestBody";

  private BodyRules() {}

  /**
   * Returns if the body meets the rule.
   *
   * @param operation the operation the request is for
   * @param bodyOrNull the parsed body; null (or a missing node) when the request had none
   * @throws FspiopException 400 with 3100 (value), 3101 (type), 3102 (missing) or 3103 (unknown
   *     property), naming the field
   */
  public static void check(Operation operation, JsonNode bodyOrNull) {
    if (bodyOrNull == null || bodyOrNull.isMissingNode()) {
      throw Violation.missing(BODY).toException();
    }
    Violation violation = operation.bodyRule().check(bodyOrNull);
    if (violation != Violation.NONE) {
      throw violation.below(BODY).toException();
    }
  }
}
