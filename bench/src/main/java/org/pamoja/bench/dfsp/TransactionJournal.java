package org.pamoja.bench.dfsp;

import java.time.Instant;

/**
 * Told by simulated DFSPs what they send, what the hub acknowledges and what it tells them, so that
 * a test can hold the hub to its promises. Every message counts: a repeated one is told again.
 * Called on event loops, of several at a time: an implementation has to be quick and to allow many
 * threads.
 */
public interface TransactionJournal {
  /** Notes nothing. */
  TransactionJournal NONE = new TransactionJournal() {};

  /**
   * A transfer on its way.
   *
   * @param id transfer id
   * @param payer DFSP that pays
   * @param payee DFSP that is paid
   * @param amount minor units at scale 4
   * @param expiration its expiration
   */
  record Prepared(String id, String payer, String payee, long amount, Instant expiration) {}

  /** Before the first try to send it. */
  default void preparing(Prepared transfer) {}

  /**
   * The hub has answered a prepare, or the payer has given up trying.
   *
   * @param status HTTP status; 0 when there was no answer
   */
  default void prepareAnswered(String id, int status) {}

  /** The payee is about to send its fulfilment, before the first try. */
  default void fulfilling(String id) {}

  /**
   * The hub has answered a fulfilment, or the payee has given up trying.
   *
   * @param status HTTP status; 0 when there was no answer
   * @param at when the answer came
   */
  default void fulfilAnswered(String id, int status, Instant at) {}

  /**
   * The hub has told a DFSP, payer or payee, something about a transfer.
   *
   * @param dfsp the DFSP that got the message
   */
  default void told(String dfsp, String id, Told told) {}
}
