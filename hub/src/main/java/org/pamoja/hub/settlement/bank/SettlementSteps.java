package org.pamoja.hub.settlement.bank;

import java.util.List;
import java.util.Optional;
import org.pamoja.hub.security.Principal;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;

/**
 * The steps of a settlement as a finalisation takes them. Every step may be repeated. What it
 * promises is durable when a method returns. Threads may share it.
 */
public interface SettlementSteps {

  /**
   * Moves accounts of a settlement to their next state. Those in it already stay.
   *
   * @param settlement number of the settlement
   * @param accounts numbers of the accounts
   * @param state the state, a name of the settlement's states
   * @param reason the operator's reason
   * @param by who asks
   * @return why an account was not moved, in words; empty when all are in the state now
   */
  Optional<String> advance(
      long settlement, List<Long> accounts, String state, String reason, Principal by);

  /**
   * Moves one account to PS_TRANSFERS_COMMITTED, all or nothing with what the bank's file brings
   * about for its participant.
   *
   * @param settlement number of the settlement
   * @param account number of the account
   * @param finalisation what is done with it
   * @param reason the operator's reason
   * @param by who asks
   * @return why it was refused, in words, and nothing was done; empty when it is committed
   */
  Optional<String> commit(
      long settlement,
      long account,
      Optional<Finalisation> finalisation,
      String reason,
      Principal by);
}
