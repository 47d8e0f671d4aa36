package org.pamoja.hub.settlement.settlements;

import java.time.Instant;
import java.util.Optional;

/**
 * An account in a settlement.
 *
 * @param account its number
 * @param participant number of its owner
 * @param currency currency code
 * @param netAmount minor units; positive when the owner owes
 * @param transferId id of its settlement transfer
 * @param state its state
 * @param reason why it is in that state
 * @param externalReference what the operator calls it elsewhere
 * @param created when it entered the settlement
 * @param changed when its state or reason last changed
 */
public record SettlementAccount(
    long account,
    int participant,
    String currency,
    long netAmount,
    String transferId,
    SettlementState state,
    String reason,
    Optional<String> externalReference,
    Instant created,
    Instant changed) {

  /** The same, moved. */
  SettlementAccount moved(SettlementState to, String why, Optional<String> reference, Instant at) {
    return new SettlementAccount(
        account, participant, currency, netAmount, transferId, to, why, reference, created, at);
  }
}
