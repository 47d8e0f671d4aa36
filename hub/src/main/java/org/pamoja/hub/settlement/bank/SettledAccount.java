package org.pamoja.hub.settlement.bank;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An account of a settlement with all that its finalisation depends on, as it is at the moment.
 *
 * @param accountId its number
 * @param participantId number of its owner
 * @param participant name of its owner
 * @param bankIdentifier what the bank calls the owner; empty when it was not set
 * @param type ledger account type
 * @param currency currency code
 * @param netAmount minor units; positive when the participant owes
 * @param state how far it is settled, a name of the settlement's states
 * @param transferId id of its settlement transfer, once it is recorded
 * @param netDebitCap minor units, if it has one
 * @param capFollowsLiquidity whether the cap is a share of the liquidity, which no file changes
 * @param funds where the participant's funds are held, if it has such an account
 */
public record SettledAccount(
    long accountId,
    int participantId,
    String participant,
    Optional<String> bankIdentifier,
    String type,
    String currency,
    long netAmount,
    String state,
    Optional<String> transferId,
    Optional<BigInteger> netDebitCap,
    boolean capFollowsLiquidity,
    Optional<Funds> funds) {
  private static final String COMMITTED = "PS_TRANSFERS_COMMITTED";
  private static final String SETTLED = "SETTLED";

  /**
   * A settlement account.
   *
   * @param settlementAccount its number
   * @param reconciliationAccount number of the hub's counterpart
   * @param balance minor units that the participant holds; positive for funds held
   */
  public record Funds(long settlementAccount, long reconciliationAccount, BigInteger balance) {}

  /** Whether its settlement has been committed already, so that a file has no more effect on it. */
  public boolean isCommitted() {
    return state.equals(COMMITTED) || state.equals(SETTLED);
  }
}
