package org.pamoja.hub.settlement.settlements;

import java.util.Optional;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;

/**
 * The wish to move an account of a settlement on.
 *
 * @param participant number of its owner, as the operator has it
 * @param account number of the account
 * @param state the state it is to have
 * @param reason why
 * @param externalReference what the operator calls it elsewhere
 * @param finalisation what is done all or nothing with its commit; empty for any other state
 */
record AccountChange(
    long participant,
    long account,
    SettlementState state,
    String reason,
    Optional<String> externalReference,
    Optional<Finalisation> finalisation) {}
