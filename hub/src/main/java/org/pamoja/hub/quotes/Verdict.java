package org.pamoja.hub.quotes;

import java.util.Map;
import java.util.Optional;
import org.pamoja.fspiop.error.ErrorInformation;

/** What is to be done with a message that was judged. */
sealed interface Verdict {
  /** Its sender is told why it goes no further. */
  record Refused(ErrorInformation error) implements Verdict {}

  /**
   * It is passed on.
   *
   * @param receiver participant that gets it
   * @param headers further headers it gets, by name
   */
  record Forward(String receiver, Map<String, String> headers) implements Verdict {}

  /** Refused when there is a fault, otherwise passed on as it is. */
  static Verdict of(Optional<ErrorInformation> fault, String receiver) {
    return fault.isPresent() ? new Refused(fault.get()) : new Forward(receiver, Map.of());
  }
}
