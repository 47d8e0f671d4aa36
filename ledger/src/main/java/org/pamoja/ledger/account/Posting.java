package org.pamoja.ledger.account;

import org.pamoja.ledger.transfer.TransferKey;

/**
 * One posted ledger entry, fixed for ever: a debit or a credit of {@code amount} minor units on an
 * account, belonging to a transfer and to the settlement window that was open when it posted. For
 * every transfer, currency and kind of entry, debits equal credits.
 *
 * @param transfer the transfer or conversion that caused it
 * @param account number of the account
 * @param debit true for a debit, false for a credit
 * @param amount minor units at scale 4, positive
 * @param window settlement window
 * @param entry what kind of entry it is
 */
public record Posting(
    TransferKey transfer, long account, boolean debit, long amount, long window, EntryType entry) {
  public Posting {
    if (amount <= 0) {
      throw new IllegalArgumentException("a posting's amount is positive: " + amount);
    }
  }
}
