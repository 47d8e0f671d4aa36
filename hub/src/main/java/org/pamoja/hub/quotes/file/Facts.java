package org.pamoja.hub.quotes.file;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What rules look at, as plain maps, lists, texts, numbers and booleans (quoting §5). Immutable as
 * long as its maps are left alone; threads may share it then.
 *
 * @param operation {@code quoteRequest} or {@code fxQuoteRequest}
 * @param payer the source as the ledger shows it
 * @param payee the destination as the ledger shows it
 * @param payload the request's body
 * @param headers the request's headers by lower-case name
 */
public record Facts(
    String operation,
    Map<String, Object> payer,
    Map<String, Object> payee,
    Map<String, Object> payload,
    Map<String, Object> headers) {
  /** The names by which rules call them. */
  static final Set<String> NAMES = Set.of("operation", "payer", "payee", "payload", "headers");

  /** None may be missing. */
  public Facts {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(payer, "payer");
    Objects.requireNonNull(payee, "payee");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(headers, "headers");
  }

  /** The fact of one of {@link #NAMES}. */
  Object get(String name) {
    return switch (name) {
      case "operation" -> operation;
      case "payer" -> payer;
      case "payee" -> payee;
      case "payload" -> payload;
      case "headers" -> headers;
      default -> throw new IllegalArgumentException("no fact is called " + name);
    };
  }
}
