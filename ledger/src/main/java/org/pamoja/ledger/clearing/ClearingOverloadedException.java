package org.pamoja.ledger.clearing;

import java.time.Duration;

/**
 * The command was not accepted and is not known to the ledger: too many are waiting, the database
 * cannot be reached, or the node is stopping. For the caller: 503 with FSPIOP error 2003 and
 * Retry-After.
 */
public final class ClearingOverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  ClearingOverloadedException(String reason, Duration retryAfter) {
    // Thrown by the thousand when it is thrown at all: no stack trace.
    super(reason, null, false, false);
    this.retryAfter = retryAfter;
  }

  /** How long the sender had better wait. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
