package org.pamoja.testkit.ledger;

import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.SettlementCommand;
import org.pamoja.ledger.command.SettlementCommand.AbortSettlement;
import org.pamoja.ledger.command.SettlementCommand.CommitSettlement;
import org.pamoja.ledger.command.SettlementCommand.Finalisation;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.command.SettlementCommand.ReserveSettlement;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;
import org.pamoja.testkit.ledger.ModelEntry.Sort;

/**
 * The model of settlements (settlement §5). An entry's amount is the net amount with its sign, zero
 * kept apart from a model that moves nothing by {@link ModelEntry#everReserved}, which here says
 * that the account is moved.
 */
final class ModelSettlement {
  private static final String HUB = "Hub";

  private final LedgerModel model;

  ModelSettlement(LedgerModel model) {
    this.model = model;
  }

  Status decide(SettlementCommand command) {
    return switch (command) {
      case RecordSettlement it -> record(it);
      case ReserveSettlement it -> reserve(it);
      case CommitSettlement it -> commit(it);
      case AbortSettlement it -> abort(it);
    };
  }

  private Status record(RecordSettlement command) {
    ModelEntry known = model.entries.get(command.key());
    if (known != null) {
      boolean same =
          known.sort == Sort.SETTLEMENT
              && known.payer.equals(command.participant())
              && known.holdOn == command.account()
              && known.giveTo == command.hubAccount()
              && known.otherCurrency.equals(command.currency())
              && known.amount == command.netAmount()
              && known.everReserved == command.moves();
      boolean alive =
          known.state != TransferState.ABORTED_REJECTED && known.state != TransferState.INVALID;
      return same && alive ? Status.DONE : Status.REFUSED;
    }
    ModelAccount settled = model.accounts.get(command.account());
    ModelAccount hub = model.accounts.get(command.hubAccount());
    boolean valid =
        settled != null
            && hub != null
            && settled.currency.equals(command.currency())
            && hub.currency.equals(command.currency())
            && hub.type.equals("HUB_MULTILATERAL_SETTLEMENT")
            && !settled.type.equals("HUB_MULTILATERAL_SETTLEMENT")
            && settled.owner.equals(command.participant());
    ModelEntry entry =
        new ModelEntry(
            command.key(),
            Sort.SETTLEMENT,
            command.participant(),
            HUB,
            "",
            valid ? TransferState.RECEIVED_PREPARE : TransferState.INVALID);
    entry.holdOn = command.account();
    entry.giveTo = command.hubAccount();
    entry.otherCurrency = command.currency();
    entry.amount = command.netAmount();
    entry.everReserved = command.moves();
    model.entries.put(entry.key, entry);
    return valid ? Status.DONE : Status.REFUSED;
  }

  private Status reserve(ReserveSettlement command) {
    ModelEntry entry = find(command.key());
    if (entry == null || entry.state == TransferState.INVALID || aborted(entry)) {
      return Status.REFUSED;
    }
    if (entry.state == TransferState.RECEIVED_PREPARE) {
      if (entry.amount < 0 && entry.everReserved) {
        ModelAccount account = model.accounts.get(entry.holdOn);
        boolean passes =
            account.cap != null
                && account.percent == null
                && account.value() - entry.amount > account.cap;
        if (command.raiseCap() && passes) {
          account.cap -= entry.amount;
        }
        move(entry, -entry.amount);
      }
      entry.state = TransferState.RESERVED;
    }
    return Status.DONE;
  }

  private Status commit(CommitSettlement command) {
    FundsMovement funds = command.finalisation().flatMap(Finalisation::funds).orElse(null);
    ModelEntry entry = find(command.key());
    if (entry != null && entry.state == TransferState.COMMITTED) {
      return funds == null || booked(funds) ? Status.DONE : refused(funds);
    }
    boolean possible =
        entry != null
            && entry.state == TransferState.RESERVED
            && command.finalisation().map(it -> mayBeCapped(entry, it)).orElse(true)
            && (funds == null || mayBeMoved(entry, funds));
    if (!possible) {
      return refused(funds);
    }
    if (entry.amount > 0 && entry.everReserved) {
      move(entry, -entry.amount);
    }
    entry.state = TransferState.COMMITTED;
    command
        .finalisation()
        .flatMap(Finalisation::netDebitCap)
        .ifPresent(
            cap -> {
              model.accounts.get(entry.holdOn).cap = cap.longValueExact();
              model.accounts.get(entry.holdOn).percent = null;
            });
    if (funds != null) {
      book(funds);
    }
    return Status.DONE;
  }

  private Status abort(AbortSettlement command) {
    ModelEntry entry = find(command.key());
    if (entry == null
        || entry.state == TransferState.INVALID
        || entry.state == TransferState.COMMITTED) {
      return Status.REFUSED;
    }
    if (entry.state == TransferState.RESERVED && entry.amount < 0 && entry.everReserved) {
      move(entry, entry.amount);
    }
    entry.state = TransferState.ABORTED_REJECTED;
    return Status.DONE;
  }

  /** Charges the settled account, against the hub's. */
  private void move(ModelEntry entry, long charge) {
    model.accounts.get(entry.holdOn).posted += charge;
    model.accounts.get(entry.giveTo).posted -= charge;
  }

  private boolean mayBeCapped(ModelEntry entry, Finalisation finalisation) {
    ModelAccount account = model.accounts.get(entry.holdOn);
    return finalisation.netDebitCap().isEmpty()
        || account.type.equals("POSITION") && account.cap != null;
  }

  private boolean mayBeMoved(ModelEntry entry, FundsMovement funds) {
    ModelAccount account = model.accounts.get(funds.accounts().settlement());
    return !model.entries.containsKey(funds.key())
        && account.owner.equals(model.accounts.get(entry.holdOn).owner)
        && account.currency.equals(funds.currency())
        && account.active
        && account.participantActive
        && (funds.amount() > 0 || account.value() - funds.amount() <= 0);
  }

  private boolean booked(FundsMovement funds) {
    ModelEntry entry = model.entries.get(funds.key());
    return entry != null
        && entry.sort == sort(funds)
        && entry.state == TransferState.COMMITTED
        && entry.amount == Math.abs(funds.amount())
        && entry.payer.equals(funds.accounts().participant());
  }

  private void book(FundsMovement funds) {
    put(funds, TransferState.COMMITTED);
    model.accounts.get(funds.accounts().reconciliation()).posted += funds.amount();
    model.accounts.get(funds.accounts().settlement()).posted -= funds.amount();
    model.accounts.get(funds.accounts().position()).liquidity += funds.amount();
  }

  private Status refused(FundsMovement funds) {
    if (funds != null && !model.entries.containsKey(funds.key())) {
      put(funds, TransferState.INVALID);
    }
    return Status.REFUSED;
  }

  private void put(FundsMovement funds, TransferState state) {
    ModelEntry entry =
        new ModelEntry(
            funds.key(), sort(funds), funds.accounts().participant(), HUB, funds.hash(), state);
    entry.amount = Math.abs(funds.amount());
    model.entries.put(entry.key, entry);
  }

  private static Sort sort(FundsMovement funds) {
    return funds.amount() > 0 ? Sort.DEPOSIT : Sort.WITHDRAWAL;
  }

  private static boolean aborted(ModelEntry entry) {
    return entry.state == TransferState.ABORTED_REJECTED;
  }

  private ModelEntry find(TransferKey key) {
    ModelEntry entry = model.entries.get(key);
    return entry == null || entry.sort == Sort.SETTLEMENT ? entry : null;
  }
}
