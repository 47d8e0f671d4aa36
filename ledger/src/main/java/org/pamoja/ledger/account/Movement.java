package org.pamoja.ledger.account;

/**
 * What one decision does to one account. Minor units at scale 4; {@code pending} and {@code
 * liquidity} may be negative (a release), posted debits and credits only grow.
 *
 * @param account number of the account
 * @param pending change of the reserved debits
 * @param debit posted debit
 * @param credit posted credit
 * @param liquidity change of the funds held for a POSITION account
 */
public record Movement(long account, long pending, long debit, long credit, long liquidity) {

  public Movement {
    if (debit < 0 || credit < 0) {
      throw new IllegalArgumentException(
          "posted debits and credits only grow: " + debit + ", " + credit);
    }
  }

  /** Reserves {@code amount} on a payer's account. */
  public static Movement reserve(long account, long amount) {
    return new Movement(account, amount, 0, 0, 0);
  }

  /** Gives a reservation of {@code amount} back. */
  public static Movement release(long account, long amount) {
    return new Movement(account, -amount, 0, 0, 0);
  }

  /** Turns a reservation of {@code amount} into a posted debit. */
  public static Movement postReserved(long account, long amount) {
    return new Movement(account, -amount, amount, 0, 0);
  }

  /** Posts a debit that was not reserved before. */
  public static Movement debit(long account, long amount) {
    return new Movement(account, 0, amount, 0, 0);
  }

  /** Posts a credit. */
  public static Movement credit(long account, long amount) {
    return new Movement(account, 0, 0, amount, 0);
  }

  /** Changes the funds held for a POSITION account, in step with its settlement account. */
  public static Movement liquidity(long account, long change) {
    return new Movement(account, 0, 0, 0, change);
  }
}
