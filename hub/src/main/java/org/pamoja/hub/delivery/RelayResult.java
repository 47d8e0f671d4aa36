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
   * @param registered whether the receiver is a participant at all: nobody can ever deliver to a
   *     name that somebody made up
   * @param told whether the error is the receiver's own, and not the hub's words for its silence
   */
  record Failed(
      int status,
      boolean retryable,
      ErrorInformation error,
      String reason,
      boolean registered,
      boolean told)
      implements RelayResult {

    /** A failure for which the hub has the words. */
    public Failed(
        int status, boolean retryable, ErrorInformation error, String reason, boolean registered) {
      this(status, retryable, error, reason, registered, false);
    }

    /** A failure to deliver to a participant. */
    public Failed(int status, boolean retryable, ErrorInformation error, String reason) {
      this(status, retryable, error, reason, true);
    }
  }
}
