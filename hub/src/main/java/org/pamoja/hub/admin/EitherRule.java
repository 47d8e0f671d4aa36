package org.pamoja.hub.admin;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * An object of one of two forms: the second where a property is there by which it is known.
 *
 * @param first what it has to be without the property
 * @param sign name of the property
 * @param second what it has to be with it
 */
public record EitherRule(ObjectRule first, String sign, ObjectRule second) implements Rule {

  @Override
  public JsonNode check(Place place, JsonNode value, List<String> messages) {
    return (value.has(sign) ? second : first).check(place, value, messages);
  }
}
