package org.pamoja.hub.transfers;

import java.util.Optional;
import java.util.function.Predicate;
import org.pamoja.hub.participants.Participant;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command.GrossAccounts;
import org.pamoja.ledger.command.Command.Prepare;

/**
 * Names the accounts on which a transfer is settled by itself, when its currency is settled gross
 * (settlement §7). It is decided once, by what this node knows when the prepare comes, and goes
 * with the transfer. Threads may share it.
 *
 * @param currencies which currencies are settled gross now
 */
public record GrossSettlement(Predicate<String> currencies) {
  /** No account has this number: the ledger refuses a transfer that names it. */
  private static final long NONE = 0;

  /** Whether a participant has all accounts that a transfer in a currency takes. */
  boolean isEquipped(Participant participant, String currency) {
    return participant.account(currency, AccountTypes.POSITION).isPresent()
        && (!currencies.test(currency)
            || participant.account(currency, AccountTypes.SETTLEMENT).isPresent());
  }

  /** The command with the accounts, if there are to be any. */
  Prepare applied(Prepare command, Optional<Participant> payer, Optional<Participant> payee) {
    String currency = command.amount().currency();
    if (payer.isEmpty() || payee.isEmpty() || !currencies.test(currency)) {
      return command;
    }
    return command.settledGross(
        new GrossAccounts(settlement(payer.get(), currency), settlement(payee.get(), currency)));
  }

  private static long settlement(Participant participant, String currency) {
    return participant
        .account(currency, AccountTypes.SETTLEMENT)
        .map(Participant.AccountReference::id)
        .orElse(NONE);
  }
}
