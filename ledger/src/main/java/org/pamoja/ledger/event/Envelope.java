package org.pamoja.ledger.event;

/**
 * The message a command came in, exactly as received, kept so that it can be forwarded byte for
 * byte and proven later. The ledger does not look inside.
 *
 * @param headers the header lines in the sender's encoding of them, empty for commands without a
 *     message
 * @param body the body's bytes, empty for commands without one
 */
public record Envelope(String headers, byte[] body) {
  private static final byte[] NO_BYTES = new byte[0];

  /** For commands that no message brought: timers and operators. */
  public static final Envelope NONE = new Envelope("", NO_BYTES);
}
