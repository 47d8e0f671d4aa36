package org.pamoja.wallet;

import java.util.Optional;

/**
 * A payment of a customer, outgoing or incoming, as the DFSP books it.
 *
 * @param transferId id of the transfer
 * @param direction from the customer's side
 * @param msisdn the customer
 * @param otherMsisdn the other party
 * @param otherFsp the other party's DFSP
 * @param amount minor units at scale 4
 * @param currency currency
 * @param condition condition of the transfer
 * @param state what has become of it
 * @param failure why it was aborted
 */
public record Payment(
    String transferId,
    Direction direction,
    String msisdn,
    String otherMsisdn,
    String otherFsp,
    long amount,
    String currency,
    String condition,
    State state,
    Optional<String> failure) {

  /** Which way the money goes. */
  public enum Direction {
    OUT,
    IN
  }

  /** Life of a payment. */
  public enum State {
    /** Money is held; the hub decides. */
    RESERVED,
    /** Done. */
    COMMITTED,
    /** Did not take place. */
    ABORTED
  }
}
