package org.pamoja.testkit.ledger;

import java.time.Instant;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.command.Command.FundsIn;
import org.pamoja.ledger.command.Command.FundsOutReserve;
import org.pamoja.ledger.command.Command.Initialise;
import org.pamoja.ledger.command.Command.SetAccountActive;
import org.pamoja.ledger.command.Command.SetNetDebitCap;
import org.pamoja.ledger.command.Command.SetNetDebitCapPercent;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;
import org.pamoja.testkit.ledger.ModelEntry.Sort;

/** The model of deposits, withdrawals and account settings (ledger-admin §4, §5). */
final class ModelFunds {
  private static final String HUB = "Hub";

  private final LedgerModel model;

  ModelFunds(LedgerModel model) {
    this.model = model;
  }

  Status in(FundsIn command) {
    if (model.entries.containsKey(command.key())) {
      return Status.IGNORED;
    }
    FundsAccounts at = command.accounts();
    ModelEntry entry = entry(command.key(), Sort.DEPOSIT, at, command.hash());
    if (!valid(at)) {
      entry.state = TransferState.INVALID;
      return Status.REFUSED;
    }
    long amount = command.amount().units().orElseThrow();
    entry.amount = amount;
    entry.state = TransferState.COMMITTED;
    model.accounts.get(at.reconciliation()).posted += amount;
    model.accounts.get(at.settlement()).posted -= amount;
    model.accounts.get(at.position()).liquidity += amount;
    return Status.DONE;
  }

  Status out(FundsOutReserve command) {
    if (model.entries.containsKey(command.key())) {
      return Status.IGNORED;
    }
    FundsAccounts at = command.accounts();
    ModelEntry entry = entry(command.key(), Sort.WITHDRAWAL, at, command.hash());
    if (!valid(at)) {
      entry.state = TransferState.INVALID;
      return Status.REFUSED;
    }
    entry.amount = command.amount().units().orElseThrow();
    if (model.accounts.get(at.settlement()).value() + entry.amount > 0) {
      entry.state = TransferState.ABORTED_REJECTED;
      return Status.REFUSED;
    }
    entry.expires = command.expiration();
    entry.holdOn = at.settlement();
    entry.giveTo = at.reconciliation();
    entry.otherAccount = at.position();
    model.hold(entry);
    model.accounts.get(at.position()).liquidity -= entry.amount;
    return Status.DONE;
  }

  Status commit(TransferKey key, Instant now) {
    if (!reserved(key, now)) {
      return Status.IGNORED;
    }
    model.post(model.entries.get(key));
    return Status.DONE;
  }

  Status abort(TransferKey key, Instant now) {
    if (!reserved(key, now)) {
      return Status.IGNORED;
    }
    model.release(model.entries.get(key), TransferState.ABORTED_REJECTED);
    return Status.DONE;
  }

  Status initialise(Initialise command) {
    ModelAccount position = model.accounts.get(command.position());
    boolean again = position.begun;
    if (command.initialPosition() != 0) {
      ModelEntry entry =
          new ModelEntry(
              command.postingKey(),
              Sort.OPENING,
              "",
              HUB,
              "",
              again ? TransferState.INVALID : TransferState.COMMITTED);
      model.entries.put(entry.key, entry);
    }
    if (again) {
      return Status.REFUSED;
    }
    position.cap = command.netDebitCap().longValueExact();
    position.percent = command.netDebitCapPercent().orElse(null);
    begin(position);
    command.others().forEach(id -> begin(model.accounts.get(id)));
    position.posted += command.initialPosition();
    model.accounts.get(command.reconciliation()).posted -= command.initialPosition();
    return Status.DONE;
  }

  Status limit(SetNetDebitCap command) {
    ModelAccount account = model.accounts.get(command.account());
    if (account == null || account.cap == null) {
      return Status.REFUSED;
    }
    account.cap = command.netDebitCap().longValueExact();
    account.percent = null;
    return Status.DONE;
  }

  Status limit(SetNetDebitCapPercent command) {
    ModelAccount account = model.accounts.get(command.account());
    if (account == null || account.cap == null) {
      return Status.REFUSED;
    }
    account.percent = command.percent();
    return Status.DONE;
  }

  Status active(SetAccountActive command) {
    ModelAccount account = model.accounts.get(command.account());
    if (account == null) {
      return Status.REFUSED;
    }
    account.active = command.active();
    return Status.DONE;
  }

  private static void begin(ModelAccount account) {
    account.begun = true;
    account.active = true;
  }

  private ModelEntry entry(TransferKey key, Sort sort, FundsAccounts at, String hash) {
    ModelEntry entry =
        new ModelEntry(key, sort, at.participant(), HUB, hash, TransferState.RESERVED);
    model.entries.put(key, entry);
    return entry;
  }

  private boolean valid(FundsAccounts at) {
    ModelAccount settlement = model.accounts.get(at.settlement());
    return settlement.active && settlement.participantActive;
  }

  private boolean reserved(TransferKey key, Instant now) {
    ModelEntry entry = model.entries.get(key);
    return entry != null
        && entry.sort == Sort.WITHDRAWAL
        && entry.state == TransferState.RESERVED
        && now.isBefore(entry.expires);
  }
}
