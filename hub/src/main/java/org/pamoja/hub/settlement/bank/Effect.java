package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a finalisation does to one account, all of it or nothing. A pure function of the account,
 * the bank's balance and the operator's choice.
 *
 * @param account the account as it was looked at
 * @param bankBalance minor units; empty when the file says nothing about it
 * @param newCap the net debit cap it gets; empty leaves it
 * @param funds minor units that its settlement account is put right by: positive for funds in,
 *     negative for funds out, empty for none
 */
record Effect(
    SettledAccount account,
    OptionalLong bankBalance,
    Optional<BigInteger> newCap,
    OptionalLong funds) {

  /** The effect on an account as it is now. */
  static Effect on(SettledAccount account, OptionalLong bankBalance, Choice choice) {
    if (account.isCommitted() || bankBalance.isEmpty()) {
      return new Effect(account, bankBalance, Optional.empty(), OptionalLong.empty());
    }
    long balance = bankBalance.getAsLong();
    return new Effect(
        account, bankBalance, newCap(account, balance, choice), funds(account, balance, choice));
  }

  /** What the participant holds at the hub's books then; empty when it holds none. */
  Optional<BigInteger> balanceAfter() {
    return account.funds().map(held -> held.balance().add(BigInteger.valueOf(funds.orElse(0))));
  }

  private static OptionalLong funds(SettledAccount account, long balance, Choice choice) {
    if (!choice.funds() || account.funds().isEmpty()) {
      return OptionalLong.empty();
    }
    BigInteger difference = BigInteger.valueOf(balance).subtract(account.funds().get().balance());
    return difference.signum() == 0 || !isBookable(difference)
        ? OptionalLong.empty()
        : OptionalLong.of(difference.longValueExact());
  }

  /** Whether an amount fits a record of funds; the checks refuse a file with one that does not. */
  static boolean isBookable(BigInteger amount) {
    return amount.bitLength() < Long.SIZE - 1;
  }

  private static Optional<BigInteger> newCap(SettledAccount account, long balance, Choice choice) {
    if (account.netDebitCap().isEmpty() || account.capFollowsLiquidity()) {
      return Optional.empty();
    }
    BigInteger cap = BigInteger.valueOf(Math.max(0, balance));
    int direction = cap.compareTo(account.netDebitCap().get());
    boolean wanted =
        direction > 0 && choice.capIncreases() || direction < 0 && choice.capDecreases();
    return wanted ? Optional.of(cap) : Optional.empty();
  }
}
