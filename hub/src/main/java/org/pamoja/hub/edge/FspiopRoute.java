package org.pamoja.hub.edge;

import java.util.Optional;
import org.pamoja.fspiop.message.Operation;

/**
 * One operation of the FSPIOP interface.
 *
 * @param method HTTP method
 * @param template path template
 * @param operation whose body rule is applied before the handler is called; empty for messages
 *     without a body
 * @param handler what handles it
 */
public record FspiopRoute(
    String method, String template, Optional<Operation> operation, FspiopHandler handler) {
  /** A route for messages without a body. */
  public static FspiopRoute bodiless(String method, String template, FspiopHandler handler) {
    return new FspiopRoute(method, template, Optional.empty(), handler);
  }

  /** A route whose body is checked. */
  public static FspiopRoute checked(
      String method, String template, Operation operation, FspiopHandler handler) {
    return new FspiopRoute(method, template, Optional.of(operation), handler);
  }
}
