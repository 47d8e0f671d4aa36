package org.pamoja.ledger.transfer;

/**
 * One currency's side of a transfer: who owes, who is owed, how much.
 *
 * @param currency currency code
 * @param amount minor units at scale 4; -1 when the amount is too large to be held (only on
 *     transfers that were never reserved)
 * @param debtor account that is debited; 0 when unknown (transfers that were never reserved)
 * @param creditor account that is credited; 0 when unknown
 */
public record Leg(String currency, long amount, long debtor, long creditor) {
  /** A leg without known accounts, as stored for an INVALID prepare. */
  public Leg withoutAccounts() {
    return new Leg(currency, amount, 0, 0);
  }
}
