package org.pamoja.ledger.account;

import java.math.BigInteger;
import java.util.Optional;

/**
 * One account row as it stands under its lock: who it belongs to, its double-entry counters and
 * everything a prepare is judged by. All amounts are minor units at scale 4.
 *
 * @param id the account's number, positive
 * @param participantId number of the participant it belongs to
 * @param participant name of that participant, as registered
 * @param currency currency code
 * @param type ledger account type, for example {@code POSITION}; see {@link AccountTypes}
 * @param debitsPending reserved by transfers whose outcome is open; never negative
 * @param debitsPosted lifetime sum of posted debits
 * @param creditsPosted lifetime sum of posted credits
 * @param netDebitCap the NET_DEBIT_CAP of a POSITION account, empty while none was set
 * @param liquidity funds held for the account: of a POSITION account the credit balance of its
 *     settlement account, kept here so that a prepare locks one row; zero on all others
 * @param window the settlement window that is open; closing a window restamps every account
 * @param active whether the account may take part in transfers
 * @param participantActive whether its participant may
 * @param initialised whether it takes part in the ledger yet: the reference calls it "has a
 *     position row"
 */
public record Account(
    long id,
    int participantId,
    String participant,
    String currency,
    String type,
    BigInteger debitsPending,
    BigInteger debitsPosted,
    BigInteger creditsPosted,
    Optional<BigInteger> netDebitCap,
    BigInteger liquidity,
    long window,
    boolean active,
    boolean participantActive,
    boolean initialised) {

  /**
   * The value the admin API shows: positive when the owner owes, negative when it is owed
   * (ledger-admin §1).
   */
  public BigInteger value() {
    return debitsPending.add(debitsPosted).subtract(creditsPosted);
  }

  /**
   * This account after {@code movement}; the counters of a movement may be negative for a release.
   */
  public Account after(Movement movement) {
    return new Account(
        id,
        participantId,
        participant,
        currency,
        type,
        debitsPending.add(BigInteger.valueOf(movement.pending())),
        debitsPosted.add(BigInteger.valueOf(movement.debit())),
        creditsPosted.add(BigInteger.valueOf(movement.credit())),
        netDebitCap,
        liquidity.add(BigInteger.valueOf(movement.liquidity())),
        window,
        active,
        participantActive,
        initialised);
  }

  /** This account with another net debit cap. */
  public Account withNetDebitCap(BigInteger cap) {
    return withSettings(Optional.of(cap), active, initialised);
  }

  /** This account made active or inactive. */
  public Account withActive(boolean nowActive) {
    return withSettings(netDebitCap, nowActive, initialised);
  }

  /** This account as it is once it takes part in the ledger. */
  public Account asInitialised() {
    return withSettings(netDebitCap, active, true);
  }

  private Account withSettings(
      Optional<BigInteger> cap, boolean nowActive, boolean nowInitialised) {
    return new Account(
        id,
        participantId,
        participant,
        currency,
        type,
        debitsPending,
        debitsPosted,
        creditsPosted,
        cap,
        liquidity,
        window,
        nowActive,
        participantActive,
        nowInitialised);
  }
}
