package org.pamoja.hub.liquidity;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * An alarm about an account, with what the account stood at when it was raised. Amounts are minor
 * units.
 *
 * @param id its number
 * @param account number of the POSITION account
 * @param kind what is little
 * @param participant whose account
 * @param currency its currency
 * @param value the position
 * @param cap the net debit cap
 * @param liquidity the funds held for the account
 * @param threshold of a NET_DEBIT_CAP alarm the position from which on it is raised, of a LIQUIDITY
 *     alarm the liquidity that is to be left
 * @param raised when it was raised
 * @param cleared when it was cleared; empty while it is raised
 */
record LiquidityAlarm(
    long id,
    long account,
    Kind kind,
    String participant,
    String currency,
    BigInteger value,
    Optional<BigInteger> cap,
    BigInteger liquidity,
    BigInteger threshold,
    Instant raised,
    Optional<Instant> cleared) {

  /** What there is little of. */
  enum Kind {
    /** Of the net debit cap no more is left than the account's alarm percentage. */
    NET_DEBIT_CAP,
    /** Less liquidity is left than the account's threshold. */
    LIQUIDITY
  }

  /** Whether it is raised. */
  boolean isRaised() {
    return cleared.isEmpty();
  }
}
