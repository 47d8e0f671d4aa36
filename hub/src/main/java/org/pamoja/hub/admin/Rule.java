package org.pamoja.hub.admin;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one value of an admin request has to be. Rules are immutable; threads may share them.
 *
 * <p>Unlike the FSPIOP interface, the admin API tells every fault of a request at once, in the
 * words of the validator the reference uses (errors §7), and takes numeric text for numbers and
 * {@code "true"} for booleans (ledger-admin §1).
 */
public sealed interface Rule
    permits TextRule, NumberRule, FlagRule, ObjectRule, ListRule, EitherRule {

  /**
   * Holds a value against the rule.
   *
   * @param place where the value stands
   * @param value what was sent, never absent
   * @param messages where each fault is added, in the order found
   * @return the value as it is to be understood: coerced where the rule allows it; of no use when a
   *     message was added
   */
  JsonNode check(Place place, JsonNode value, List<String> messages);
}
