package org.pamoja.hub.delivery;

import org.pamoja.fspiop.error.ErrorInformation;

/** What became of one try to hand a message over. */
public sealed interface RelayResult {
  /** The receiver answered 2xx. */
  record Delivered(int status) implements RelayResult {}

  /**
   * The receiver answered something else, or was not reached.
   *
   * @param status its HTTP status, 0 when there was no answer
   * @param retryable network fault, 5xx, 408, 425 or 429
   * @param error the error to be told to the sender: the receiver's own errorInformation if it sent
   *     one
   * @param reason short text for logs and the delivery desk
   */
  record Failed(int status, boolean retryable, ErrorInformation error, String reason)
      implements RelayResult {}
}
