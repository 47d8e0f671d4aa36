package org.pamoja.hub.settlement.bank;

/**
 * What two accounts of a settlement owe each other, by what was paid between them in its windows.
 *
 * @param debtor number of the account that owes, or of either when they are even
 * @param debtorName name of its owner
 * @param creditor number of the account that is owed
 * @param creditorName name of its owner
 * @param currency currency code
 * @param sent minor units that the debtor sent
 * @param received minor units that the debtor received
 * @param transfers number of payments both ways
 */
public record BilateralNet(
    long debtor,
    String debtorName,
    long creditor,
    String creditorName,
    String currency,
    long sent,
    long received,
    long transfers) {

  /** Minor units that the debtor owes, not negative. */
  public long net() {
    return Math.subtractExact(sent, received);
  }

  /** The same seen from the other side. */
  BilateralNet reversed() {
    return new BilateralNet(
        creditor, creditorName, debtor, debtorName, currency, received, sent, transfers);
  }
}
