package org.pamoja.ledger.transfer;

import org.pamoja.ledger.clearing.LedgerSettings;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Expire;
import org.pamoja.ledger.command.Command.Fail;
import org.pamoja.ledger.command.Command.Fulfil;
import org.pamoja.ledger.command.Command.FundsIn;
import org.pamoja.ledger.command.Command.FundsOutAbort;
import org.pamoja.ledger.command.Command.FundsOutCommit;
import org.pamoja.ledger.command.Command.FundsOutReserve;
import org.pamoja.ledger.command.Command.Initialise;
import org.pamoja.ledger.command.Command.Prepare;
import org.pamoja.ledger.command.Command.PrepareConversion;
import org.pamoja.ledger.command.Command.SetAccountActive;
import org.pamoja.ledger.command.Command.SetNetDebitCap;
import org.pamoja.ledger.command.Command.SetNetDebitCapPercent;
import org.pamoja.ledger.command.SettlementCommand;

/**
 * The rules of money as one pure function: what stands, a command and the time give a decision.
 * Without state of its own, so threads may share it.
 */
public final class TransferMachine {
  private final PrepareRules prepare;
  private final ConversionRules conversion;
  private final FulfilRules fulfil;
  private final FailRules fail;
  private final FundsRules funds;
  private final AccountRules accounts;
  private final SettlementRules settlement;

  /** A machine that follows {@code settings}. */
  public TransferMachine(LedgerSettings settings) {
    HubAbort abort = new HubAbort(settings.confirmToPayee());
    prepare = new PrepareRules(settings.onUsAllowed());
    conversion = new ConversionRules(settings.onUsAllowed());
    fulfil = new FulfilRules(settings.confirmToPayee(), abort);
    fail = new FailRules(settings.confirmToPayee(), abort);
    funds = new FundsRules(settings.hubName());
    accounts = new AccountRules(settings.hubName());
    settlement = new SettlementRules(settings.hubName());
  }

  /** Decides {@code command} at {@code moment} on what {@code view} shows. */
  public Decision decide(LedgerView view, Command command, Moment moment) {
    return switch (command) {
      case Prepare it -> prepare.decide(view, it, moment);
      case PrepareConversion it -> conversion.decide(view, it, moment);
      case Fulfil it -> fulfil.decide(view, it, moment);
      case Fail it -> fail.decide(view, it, moment);
      case Expire it -> ExpiryRules.decide(view, it, moment);
      case FundsIn it -> funds.in(view, it, moment);
      case FundsOutReserve it -> funds.reserve(view, it, moment);
      case FundsOutCommit it -> funds.commit(view, it, moment);
      case FundsOutAbort it -> funds.abort(view, it, moment);
      case Initialise it -> accounts.initialise(view, it, moment);
      case SetNetDebitCap it -> accounts.setNetDebitCap(view, it, moment);
      case SetNetDebitCapPercent it -> accounts.setNetDebitCapPercent(view, it, moment);
      case SetAccountActive it -> accounts.setActive(view, it, moment);
      case SettlementCommand it -> settlement.decide(view, it, moment);
    };
  }
}
