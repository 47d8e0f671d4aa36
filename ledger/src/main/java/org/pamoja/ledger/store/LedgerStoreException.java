package org.pamoja.ledger.store;

/**
 * The store refused something for a reason that trying again does not mend: a violated constraint,
 * text it cannot hold, a fault in the program. Nothing of the batch was kept. A batcher isolates
 * the command whose fault it is.
 */
public sealed class LedgerStoreException extends RuntimeException permits StreamClosedException {
  private static final long serialVersionUID = 1L;

  public LedgerStoreException(String message) {
    super(message);
  }

  public LedgerStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
