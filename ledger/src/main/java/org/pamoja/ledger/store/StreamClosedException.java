package org.pamoja.ledger.store;

/**
 * The stream was closed by another node, which took this one for dead and has delivered the
 * stream's tail. Nothing more can be decided in it: whoever meets this starts anew with another
 * stream.
 */
public final class StreamClosedException extends LedgerStoreException {
  private static final long serialVersionUID = 1L;

  public StreamClosedException(int stream) {
    super("stream " + stream + " is closed or was never opened");
  }
}
