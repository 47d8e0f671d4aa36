package org.pamoja.hub.settlement.settlements;

import java.util.Optional;
import org.pamoja.fspiop.error.ErrorInformation;

/**
 * What became of one change that was asked for.
 *
 * @param change what was asked for
 * @param account the account as it is now; empty when it is none of this settlement and participant
 * @param failure why it was not done
 * @param decided whether that is certain; else the ledger may have done it, or do it yet
 */
record Handled(
    AccountChange change,
    Optional<SettlementAccount> account,
    Optional<ErrorInformation> failure,
    boolean decided) {

  /** One whose outcome is certain. */
  Handled(
      AccountChange change,
      Optional<SettlementAccount> account,
      Optional<ErrorInformation> failure) {
    this(change, account, failure, true);
  }

  /** Whether it was done. */
  boolean isDone() {
    return failure.isEmpty();
  }
}
