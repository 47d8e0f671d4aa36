package org.pamoja.ledger.transfer;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.pamoja.ledger.account.Account;

/**
 * Whether an account may owe more (transfers §3.3). Equality passes; credits received add to what
 * may be spent.
 */
final class PositionCheck {
  static final Failure INSUFFICIENT_LIQUIDITY =
      new Failure("4001", "Payer FSP insufficient liquidity");
  static final Failure LIMIT = new Failure("4200", "Payer limit error");

  private PositionCheck() {}

  /**
   * The reason for which {@code account} may not owe {@code amount} more. Without a net debit cap
   * nothing may be owed.
   */
  static Optional<Failure> check(Account account, OptionalLong amount) {
    if (amount.isEmpty()) {
      return Optional.of(INSUFFICIENT_LIQUIDITY);
    }
    BigInteger after = account.value().add(BigInteger.valueOf(amount.getAsLong()));
    if (account.liquidity().compareTo(after) < 0) {
      return Optional.of(INSUFFICIENT_LIQUIDITY);
    }
    if (account.netDebitCap().orElse(BigInteger.ZERO).compareTo(after) < 0) {
      return Optional.of(LIMIT);
    }
    return Optional.empty();
  }
}
