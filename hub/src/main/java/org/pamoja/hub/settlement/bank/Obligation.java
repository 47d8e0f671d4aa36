package org.pamoja.hub.settlement.bank;

/**
 * One payment that settles: from who owes to who is owed, or to and from the scheme's own account
 * where the model is multilateral.
 *
 * @param id identifies the payment, at most 35 characters, the same in every export
 * @param reference id of the settlement transfer behind it; empty while there is none
 * @param debtor who pays
 * @param creditor who is paid
 * @param amount minor units, positive
 * @param currency currency code
 */
record Obligation(
    String id, String reference, Party debtor, Party creditor, long amount, String currency) {

  /**
   * One side of a payment.
   *
   * @param name its name in the scheme
   * @param bankIdentifier what the bank calls it: a BIC, or the bank's own number; empty when it
   *     was not set
   * @param account number of its account in the ledger; empty for the scheme itself
   */
  record Party(String name, String bankIdentifier, String account) {}
}
