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
 * @param netDebitCap the NET_DEBIT_CAP of a POSITION account that is in force, empty while none was
 *     set. Of an account whose cap is a percentage it always is that share of its liquidity,
 *     whatever is given here
 * @param netDebitCapPercent what share of the liquidity the cap is, in hundredths of a percent, 0
 *     to {@value #WHOLE}; empty where the cap is a value
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
    Optional<Integer> netDebitCapPercent,
    BigInteger liquidity,
    long window,
    boolean active,
    boolean participantActive,
    boolean initialised) {

  /** A hundred percent. */
  public static final int WHOLE = 10_000;

  /** Derives the cap where it is a percentage, so that it cannot lag behind the liquidity. */
  public Account {
    if (netDebitCapPercent.isPresent()) {
      netDebitCap = Optional.of(share(liquidity, netDebitCapPercent.get()));
    }
  }

  /** An account whose cap, if it has one, is a value. */
  public Account(
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
    this(
        id,
        participantId,
        participant,
        currency,
        type,
        debitsPending,
        debitsPosted,
        creditsPosted,
        netDebitCap,
        Optional.empty(),
        liquidity,
        window,
        active,
        participantActive,
        initialised);
  }

  /** Rounded down, so that a cap is never larger than what was allowed; never negative. */
  private static BigInteger share(BigInteger liquidity, int percent) {
    if (percent < 0 || percent > WHOLE) {
      throw new IllegalArgumentException("not a share in hundredths of a percent: " + percent);
    }
    return liquidity
        .max(BigInteger.ZERO)
        .multiply(BigInteger.valueOf(percent))
        .divide(BigInteger.valueOf(WHOLE));
  }

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
        netDebitCapPercent,
        liquidity.add(BigInteger.valueOf(movement.liquidity())),
        window,
        active,
        participantActive,
        initialised);
  }

  /** This account with another net debit cap, a value even where it was a percentage before. */
  public Account withNetDebitCap(BigInteger cap) {
    return withSettings(Optional.of(cap), Optional.empty(), active, initialised);
  }

  /**
   * This account with a net debit cap that follows its liquidity.
   *
   * @param percent hundredths of a percent, 0 to {@value #WHOLE}
   */
  public Account withNetDebitCapPercent(int percent) {
    return withSettings(netDebitCap, Optional.of(percent), active, initialised);
  }

  /** This account made active or inactive. */
  public Account withActive(boolean nowActive) {
    return withSettings(netDebitCap, netDebitCapPercent, nowActive, initialised);
  }

  /** This account as it is once it takes part in the ledger. */
  public Account asInitialised() {
    return withSettings(netDebitCap, netDebitCapPercent, active, true);
  }

  private Account withSettings(
      Optional<BigInteger> cap,
      Optional<Integer> percent,
      boolean nowActive,
      boolean nowInitialised) {
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
        percent,
        liquidity,
        window,
        nowActive,
        participantActive,
        nowInitialised);
  }
}
