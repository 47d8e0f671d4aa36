package org.pamoja.bench.dfsp;

/**
 * A message about a transfer that a DFSP got from the hub.
 *
 * @param kind which message
 * @param detail the transfer state or the error code it carries; empty for a request
 */
public record Told(Kind kind, String detail) {

  /** The messages about transfers. */
  public enum Kind {
    /** POST /transfers: the payee is asked to accept. */
    REQUEST,
    /** PUT /transfers/{id}. */
    STATE,
    /** PATCH /transfers/{id}: the final state, for a payee that had only reserved. */
    FINAL_STATE,
    /** PUT /transfers/{id}/error. */
    ERROR
  }

  /** Whether it tells that the transfer has ended. */
  public boolean isFinal() {
    return kind == Kind.ERROR || detail.equals("COMMITTED") || detail.equals("ABORTED");
  }
}
