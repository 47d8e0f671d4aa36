package org.pamoja.ledger.clearing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Expire;
import org.pamoja.ledger.command.Command.Fail;
import org.pamoja.ledger.command.Command.Fulfil;
import org.pamoja.ledger.command.Command.FundsAccounts;
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
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;
import org.pamoja.ledger.event.EventPointer;
import org.pamoja.ledger.store.BatchRequest;
import org.pamoja.ledger.transfer.NewRows;
import org.pamoja.ledger.transfer.Transfer;
import org.pamoja.ledger.transfer.TransferKey;

/** Gathers what one batch needs from the store. Used once, by one thread. */
final class BatchPlanner {
  private final String hub;
  private final int stream;
  private final Map<TransferKey, Transfer> claims = new TreeMap<>();
  private final Set<TransferKey> touched = new TreeSet<>();
  private final Set<String> groups = new TreeSet<>();
  private final Set<Long> accounts = new HashSet<>();

  BatchPlanner(String hub, int stream) {
    this.hub = hub;
    this.stream = stream;
  }

  BatchPlan plan(long number, List<Sequenced> commands) {
    for (Sequenced command : commands) {
      include(command.submission().command(), new EventPointer(stream, command.sequence()));
    }
    touched.removeAll(claims.keySet());
    BatchRequest request =
        new BatchRequest(
            stream, number, new ArrayList<>(claims.values()), touched, groups, accounts);
    return new BatchPlan(request, List.copyOf(commands), claims);
  }

  private void include(Command command, EventPointer event) {
    switch (command) {
      case Prepare it -> claim(NewRows.of(it, event));
      case PrepareConversion it -> {
        claim(NewRows.of(it, event));
        groups.add(it.determining());
        account(it.initiatorTarget().account());
      }
      case Fulfil it -> touched.add(it.key());
      case Fail it -> touched.add(it.key());
      case Expire it -> touched.add(it.key());
      case FundsIn it -> {
        claim(NewRows.of(it, hub, event));
        funds(it.accounts());
      }
      case FundsOutReserve it -> {
        claim(NewRows.of(it, hub, event));
        funds(it.accounts());
      }
      case FundsOutCommit it -> touched.add(it.key());
      case FundsOutAbort it -> touched.add(it.key());
      case Initialise it -> initialise(it, event);
      case SetNetDebitCap it -> account(it.account());
      case SetNetDebitCapPercent it -> account(it.account());
      case SetAccountActive it -> account(it.account());
      case SettlementCommand it -> settlement(it, event);
    }
  }

  private void settlement(SettlementCommand command, EventPointer event) {
    switch (command) {
      case RecordSettlement it -> {
        claim(NewRows.of(it, hub, event));
        account(it.account());
        account(it.hubAccount());
      }
      case ReserveSettlement it -> touched.add(it.key());
      case CommitSettlement it -> {
        touched.add(it.key());
        it.finalisation().flatMap(Finalisation::funds).ifPresent(moved -> funds(moved, event));
      }
      case AbortSettlement it -> touched.add(it.key());
    }
  }

  private void funds(FundsMovement moved, EventPointer event) {
    claim(NewRows.of(moved, hub, event));
    funds(moved.accounts());
  }

  private void initialise(Initialise command, EventPointer event) {
    account(command.position());
    account(command.reconciliation());
    command.others().forEach(this::account);
    if (command.initialPosition() == 0) {
      touched.add(command.postingKey());
    } else {
      claim(NewRows.of(command, hub, event));
    }
  }

  private void funds(FundsAccounts named) {
    account(named.settlement());
    account(named.position());
    account(named.reconciliation());
  }

  private void account(long id) {
    if (id != 0) {
      accounts.add(id);
    }
  }

  private void claim(Transfer row) {
    claims.putIfAbsent(row.key(), row);
  }
}
