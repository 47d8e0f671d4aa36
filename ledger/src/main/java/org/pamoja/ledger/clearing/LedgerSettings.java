package org.pamoja.ledger.clearing;

/**
 * How the scheme wants transfers judged.
 *
 * @param hubName name of the hub participant, the payee of funds records
 * @param onUsAllowed whether payer and payee may be the same DFSP (transfers §8)
 * @param confirmToPayee whether the payee of a committed or failed transfer is told too (transfers
 *     §5)
 */
public record LedgerSettings(String hubName, boolean onUsAllowed, boolean confirmToPayee) {

  /** The settings of the official test deployment, with the given hub name. */
  public static LedgerSettings of(String hubName) {
    return new LedgerSettings(hubName, false, false);
  }
}
