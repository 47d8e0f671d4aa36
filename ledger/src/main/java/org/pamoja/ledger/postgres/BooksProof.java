package org.pamoja.ledger.postgres;

import java.math.BigInteger;
import java.util.List;

/**
 * What a check of the books found, all of it on one unchanging picture of the database.
 *
 * @param totals the sums per currency, in code order
 * @param discrepancies everything that does not add up, for people; empty when the books are sound.
 *     At most {@value #MOST_OF_A_KIND} of each kind are listed
 */
public record BooksProof(List<Total> totals, List<String> discrepancies) {
  /** How many discrepancies of a kind are listed. */
  public static final int MOST_OF_A_KIND = 20;

  /**
   * One currency's sums over all accounts, in minor units at scale 4.
   *
   * @param currency currency code
   * @param debits posted debits
   * @param credits posted credits, equal to the debits in sound books
   * @param pending reserved debits
   */
  public record Total(String currency, BigInteger debits, BigInteger credits, BigInteger pending) {}

  /** Whether everything adds up. */
  public boolean isSound() {
    return discrepancies.isEmpty();
  }
}
