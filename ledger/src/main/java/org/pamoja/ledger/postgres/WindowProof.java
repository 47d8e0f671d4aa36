package org.pamoja.ledger.postgres;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.EntryType;

/**
 * What a check of one settlement window found, all of it on one unchanging picture of the database.
 * Three independent sums have to be the same for each account: of the window's transfers, of the
 * account's postings, and, once the window is summed up, of its flows. Over all accounts of a
 * currency each is zero.
 *
 * @param window number of the window
 * @param state its state
 * @param lines one for each account and kind of entry
 * @param sums one for each currency and kind of entry
 * @param discrepancies everything that does not add up, for people; empty when the window is sound
 */
public record WindowProof(
    long window, WindowState state, List<Line> lines, List<Sum> sums, List<String> discrepancies) {

  /**
   * One account's movement in the window by one kind of entry, minor units; positive when it owes
   * more by it.
   *
   * @param account number of the account
   * @param participant name of the participant it belongs to
   * @param type ledger account type
   * @param currency currency code
   * @param entry kind of entry
   * @param transfers by the amounts of the window's transfers
   * @param posted by the account's postings
   * @param flowed by the window's flows; empty while it is not summed up
   */
  public record Line(
      long account,
      String participant,
      String type,
      String currency,
      EntryType entry,
      BigInteger transfers,
      BigInteger posted,
      Optional<BigInteger> flowed) {

    /** Whether all sums are the same. */
    public boolean agrees() {
      return transfers.equals(posted) && flowed.map(posted::equals).orElse(true);
    }
  }

  /**
   * All accounts of a currency together.
   *
   * @param currency currency code
   * @param entry kind of entry
   * @param debits what accounts were debited in all, net of their credits
   * @param net the sum over all accounts, zero in sound books
   */
  public record Sum(String currency, EntryType entry, BigInteger debits, BigInteger net) {}

  /** Whether everything adds up. */
  public boolean isSound() {
    return discrepancies.isEmpty();
  }
}
