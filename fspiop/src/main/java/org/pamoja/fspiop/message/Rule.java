package org.pamoja.fspiop.message;

import tools.jackson.databind.JsonNode;

/**
 * What one JSON value has to be. Rules are immutable; threads may share them.
 *
 * <p>The order of the checks is that of the validator the reference uses (AJV over the interface
 * documents), because only the first failure is told: type; length, then pattern or list of values;
 * number of items, then each item; required properties, then unknown ones, then each property.
 */
sealed interface Rule permits TextRule, ObjectRule, ListRule {
  /** The first failure in the value, or {@link Violation#NONE}. */
  Violation check(JsonNode value);
}
