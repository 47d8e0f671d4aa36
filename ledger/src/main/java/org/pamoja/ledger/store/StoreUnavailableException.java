package org.pamoja.ledger.store;

/**
 * The store cannot be reached, or gave up on a transaction that may succeed when tried again (lost
 * connection, fail-over, deadlock, serialisation). Whether the batch had been committed is unknown:
 * begin it again under the same number to find out.
 */
public final class StoreUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
