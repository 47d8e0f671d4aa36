package org.pamoja.hub.edge;

/** An address cannot be listened on; the message names it and says why. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ListenException(ListenAddress address, Throwable cause) {
    super("Cannot listen on " + address + ": " + cause.getMessage(), cause);
  }
}
