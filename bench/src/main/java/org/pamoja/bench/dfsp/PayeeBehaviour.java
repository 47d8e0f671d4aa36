package org.pamoja.bench.dfsp;

import java.time.Duration;

/** How a simulated payee answers requests to accept a transfer. */
@FunctionalInterface
public interface PayeeBehaviour {
  /** Accepts everything at once. */
  PayeeBehaviour PROMPT = _ -> new Answer.Commit(Duration.ZERO);

  /**
   * What to do about a transfer; asked once for each, however often the hub repeats the request.
   */
  Answer decide(String transferId);

  /** What a payee does about a transfer. */
  sealed interface Answer {
    /**
     * Sends the fulfilment with state COMMITTED.
     *
     * @param delay time after the request
     */
    record Commit(Duration delay) implements Answer {}

    /**
     * Sends the fulfilment with state RESERVED, so that the hub has to tell how it ended.
     *
     * @param delay time after the request
     */
    record Reserve(Duration delay) implements Answer {}

    /** Takes the request and says nothing more. */
    record Silence() implements Answer {}
  }
}
