package org.pamoja.ledger.transfer;

import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command.Prepare;
import org.pamoja.ledger.command.Party;

/**
 * Whether the accounts on which a transfer is to be settled gross, and on which its fee is to be
 * posted, are what they are taken for. They are named by the hub, not by the message; a mistake
 * must show before money is held, since nothing may fail at the commit.
 */
final class SettlementAccounts {

  private SettlementAccounts() {}

  static Optional<Failure> check(LedgerView view, Prepare command, List<Transfer> conversions) {
    Optional<Failure> failure = Optional.empty();
    if (command.gross().isPresent() && conversions.isEmpty()) {
      long payer = command.gross().get().payerSettlement();
      long payee = command.gross().get().payeeSettlement();
      failure = both(view, command, AccountTypes.SETTLEMENT, payer, payee);
    }
    if (failure.isEmpty() && command.fee().isPresent()) {
      long payer = command.fee().get().payerAccount();
      long payee = command.fee().get().payeeAccount();
      failure = both(view, command, AccountTypes.INTERCHANGE_FEE, payer, payee);
    }
    return failure;
  }

  private static Optional<Failure> both(
      LedgerView view, Prepare command, String type, long payer, long payee) {
    String currency = command.amount().currency();
    return one(view.account(payer), command.payer(), currency, type)
        .or(() -> one(view.account(payee), command.payee(), currency, type));
  }

  private static Optional<Failure> one(
      Optional<Account> account, Party owner, String currency, String type) {
    boolean fits =
        account.isPresent()
            && account.get().type().equals(type)
            && account.get().currency().equals(currency)
            && account.get().participant().equalsIgnoreCase(owner.name());
    return fits
        ? Optional.empty()
        : PrepareChecks.fail(
            "Participant " + owner.name() + " " + currency + " " + type + " account not found");
  }
}
