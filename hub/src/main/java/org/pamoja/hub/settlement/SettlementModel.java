package org.pamoja.hub.settlement;

import java.util.Optional;

/**
 * How one kind of account is settled (ledger-admin §6.2).
 *
 * @param id its number
 * @param name its name
 * @param active whether it is in use
 * @param terms what it says
 */
public record SettlementModel(int id, String name, boolean active, Terms terms) {

  /**
   * What a model says; it never changes.
   *
   * @param granularity GROSS or NET
   * @param interchange BILATERAL or MULTILATERAL
   * @param delay IMMEDIATE or DEFERRED
   * @param currency the currency it is for; empty for all that have no model of their own
   * @param requireLiquidityCheck whether settlement checks the funds held
   * @param ledgerAccountType kind of account that is settled
   * @param settlementAccountType kind of account it is settled from
   * @param autoPositionReset whether settlement resets the positions
   */
  public record Terms(
      String granularity,
      String interchange,
      String delay,
      Optional<String> currency,
      boolean requireLiquidityCheck,
      String ledgerAccountType,
      String settlementAccountType,
      boolean autoPositionReset) {

    /** Whether delay, granularity and interchange go together. */
    public boolean isSupported() {
      return switch (delay + "/" + granularity + "/" + interchange) {
        case "IMMEDIATE/GROSS/BILATERAL",
            "DEFERRED/GROSS/BILATERAL",
            "DEFERRED/NET/BILATERAL",
            "DEFERRED/NET/MULTILATERAL" ->
            true;
        default -> false;
      };
    }
  }
}
