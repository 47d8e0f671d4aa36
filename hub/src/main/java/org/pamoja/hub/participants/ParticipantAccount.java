package org.pamoja.hub.participants;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An account as the administration shows it.
 *
 * @param id its number
 * @param participant number of its owner
 * @param currency currency code
 * @param type ledger account type
 * @param active whether it may take part
 * @param initialised whether it takes part in the ledger yet ("has a position row")
 * @param value minor units; positive when the owner owes
 * @param netDebitCap minor units, if one was set
 * @param netDebitCapPercent hundredths of a percent, where the cap follows the liquidity
 * @param changed when its row last changed
 */
record ParticipantAccount(
    long id,
    int participant,
    String currency,
    String type,
    boolean active,
    boolean initialised,
    BigInteger value,
    Optional<BigInteger> netDebitCap,
    Optional<Integer> netDebitCapPercent,
    Instant changed) {

  boolean is(String wantedCurrency, String wantedType) {
    return currency.equals(wantedCurrency) && type.equals(wantedType);
  }

  /** The account of a type in a currency among {@code accounts}. */
  static Optional<ParticipantAccount> find(
      List<ParticipantAccount> accounts, String currency, String type) {
    return accounts.stream().filter(account -> account.is(currency, type)).findFirst();
  }
}
