package org.pamoja.fspiop.json;

/**
 * A body is not acceptable JSON. The message is a short reason made here, never a library's text,
 * so it may be told to the sender.
 */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason to tell; no stack trace, since senders can cause it at will. */
  public MalformedJsonException(String reason) {
    super(reason, null, false, false);
  }
}
