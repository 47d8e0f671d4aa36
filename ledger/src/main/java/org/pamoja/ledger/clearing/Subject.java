package org.pamoja.ledger.clearing;

import java.util.Optional;
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
import org.pamoja.ledger.transfer.TransferKey;

/** The transfer a command is about. */
final class Subject {

  private Subject() {}

  static Optional<TransferKey> of(Command command) {
    return switch (command) {
      case Prepare it -> Optional.of(it.key());
      case PrepareConversion it -> Optional.of(it.key());
      case Fulfil it -> Optional.of(it.key());
      case Fail it -> Optional.of(it.key());
      case Expire it -> Optional.of(it.key());
      case FundsIn it -> Optional.of(it.key());
      case FundsOutReserve it -> Optional.of(it.key());
      case FundsOutCommit it -> Optional.of(it.key());
      case FundsOutAbort it -> Optional.of(it.key());
      case Initialise it ->
          it.initialPosition() == 0 ? Optional.empty() : Optional.of(it.postingKey());
      case SettlementCommand it -> Optional.of(it.key());
      case SetNetDebitCap _, SetNetDebitCapPercent _, SetAccountActive _ -> Optional.empty();
    };
  }
}
