package org.pamoja.ledger.transfer;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.Account;

/**
 * What the rules may look at: the locked rows as they stand after all earlier commands of the
 * batch. Reading has no side effect.
 */
public interface LedgerView {

  /** The transfer, conversion or funds record of that key; empty when there is none (yet). */
  Optional<Transfer> transfer(TransferKey key);

  /**
   * Every conversion that serves the transfer {@code determining}, ended ones too, in key order.
   */
  List<Transfer> conversionsOf(String determining);

  /** The account of that number; empty for 0 and for numbers that do not exist. */
  Optional<Account> account(long id);
}
