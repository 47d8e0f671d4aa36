package org.pamoja.hub.quotes.file;

import java.util.Map;
import org.pamoja.fspiop.error.ErrorInformation;

/** What the rules of the file say about a request. */
public sealed interface Ruling {
  /** No rule applies. */
  Ruling PASSED = new Passed();

  /** It goes where it was sent. */
  record Passed() implements Ruling {}

  /** It is refused; its sender is told why. */
  record Refused(ErrorInformation error) implements Ruling {}

  /**
   * It goes somewhere else.
   *
   * @param receiver participant that gets it
   * @param headers further headers it gets, by name
   */
  record Rerouted(String receiver, Map<String, String> headers) implements Ruling {}
}
