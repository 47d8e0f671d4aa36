package org.pamoja.fspiop.message;

import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * An amount as the message says it. The amount stays text, because a valid one may be larger than
 * minor units in a {@code long} can hold.
 *
 * @param currency three letters of the scheme's currency list
 * @param amount decimal text of the API's Amount type
 */
public record Money(String currency, String amount) {
  /** Neither part may be null. */
  public Money {
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(amount, "amount");
  }

  /** From a checked Money object. */
  public static Money from(JsonNode checked) {
    return new Money(BodyReader.text(checked, "currency"), BodyReader.text(checked, "amount"));
  }
}
