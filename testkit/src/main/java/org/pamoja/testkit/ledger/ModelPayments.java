package org.pamoja.testkit.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.pamoja.ledger.command.Command.Prepare;
import org.pamoja.ledger.command.Command.PrepareConversion;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.command.Party;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;
import org.pamoja.testkit.ledger.ModelEntry.Sort;

/** The model of prepares (transfers §3, §9.2). */
final class ModelPayments {
  private final LedgerModel model;

  ModelPayments(LedgerModel model) {
    this.model = model;
  }

  Status prepare(Prepare command, Instant arrived, Instant now) {
    ModelEntry known = model.entries.get(command.key());
    if (known != null) {
      return repeat(known, command.source(), command.hash());
    }
    List<ModelEntry> watched =
        model.conversionsOf(command.key().id()).stream().filter(it -> it.everReserved).toList();
    ModelEntry entry =
        new ModelEntry(
            command.key(),
            Sort.PAYMENT,
            command.payer().name(),
            command.payee().name(),
            command.hash(),
            TransferState.RESERVED);
    entry.condition = command.condition();
    entry.expires = command.expiration().truncatedTo(ChronoUnit.MILLIS);
    model.entries.put(entry.key, entry);
    if (!valid(command, watched, arrived)) {
      return refuse(entry, TransferState.INVALID, command.source(), "3100", watched);
    }
    if (command.refusal().isPresent()) {
      String code = command.refusal().get().failure().code();
      return refuse(entry, TransferState.INVALID, entry.payer, code, watched);
    }
    if (command.expiration().isBefore(now)) {
      return refuse(entry, TransferState.EXPIRED_PREPARED, entry.payer, "3303", watched);
    }
    OptionalLong amount = command.amount().units();
    entry.holdOn = command.payer().account();
    entry.giveTo = command.payee().account();
    settle(entry, command, watched.isEmpty());
    if (!watched.isEmpty()) {
      amount = OptionalLong.of(watched.getFirst().otherAmount);
      entry.holdOn = watched.getFirst().otherAccount;
    }
    String overrun = model.overrun(model.accounts.get(entry.holdOn), amount);
    if (!overrun.isEmpty()) {
      return refuse(entry, TransferState.ABORTED_REJECTED, entry.payer, overrun, watched);
    }
    entry.amount = amount.orElseThrow();
    model.hold(entry);
    model.tell(entry.payee, "FORWARD_PREPARE", entry, "");
    return Status.DONE;
  }

  private boolean valid(Prepare command, List<ModelEntry> watched, Instant arrived) {
    boolean fulfilled =
        watched.stream().allMatch(it -> it.state == TransferState.RECEIVED_FULFIL_DEPENDENT);
    String currency = command.amount().currency();
    boolean charged =
        watched.isEmpty()
            ? usable(command.payer(), currency)
            : fulfilled
                && watched.getFirst().payer.equalsIgnoreCase(command.payer().name())
                && watched.getFirst().otherCurrency.equals(currency)
                && usable(watched.getFirst().otherAccount, currency);
    return fulfilled
        && charged
        && command.source().equals(command.payer().name())
        && amount(command.amount())
        && participant(command.payer())
        && participant(command.payee())
        && condition(command.condition())
        && !command.expiration().isBefore(arrived)
        && mayPay(command.payer(), command.payee())
        && usable(command.payee(), currency)
        && command
            .gross()
            .filter(it -> watched.isEmpty())
            .map(
                it ->
                    owned(it.payerSettlement(), command.payer(), currency, "SETTLEMENT")
                        && owned(it.payeeSettlement(), command.payee(), currency, "SETTLEMENT"))
            .orElse(true)
        && command
            .fee()
            .map(
                it ->
                    owned(it.payerAccount(), command.payer(), currency, "INTERCHANGE_FEE")
                        && owned(it.payeeAccount(), command.payee(), currency, "INTERCHANGE_FEE"))
            .orElse(true);
  }

  private boolean owned(long id, Party owner, String currency, String type) {
    ModelAccount account = model.accounts.get(id);
    return account != null
        && account.owner.equalsIgnoreCase(owner.name())
        && account.currency.equals(currency)
        && account.type.equals(type);
  }

  private static void settle(ModelEntry entry, Prepare command, boolean plain) {
    command
        .fee()
        .ifPresent(
            it -> {
              entry.fee = it.amount();
              entry.feeFrom = it.payerAccount();
              entry.feeTo = it.payeeAccount();
            });
    command
        .gross()
        .filter(it -> plain)
        .ifPresent(
            it -> {
              entry.grossFrom = it.payerSettlement();
              entry.grossTo = it.payeeSettlement();
            });
  }

  Status convert(PrepareConversion command, Instant arrived, Instant now) {
    ModelEntry known = model.entries.get(command.key());
    if (known != null) {
      return repeat(known, command.source(), command.hash());
    }
    ModelEntry payment = model.entries.get(TransferKey.transfer(command.determining()));
    Sort sort = payment == null ? Sort.PAYER_CONVERSION : Sort.PAYEE_CONVERSION;
    ModelEntry entry =
        new ModelEntry(
            command.key(),
            sort,
            command.initiator().name(),
            command.provider().name(),
            command.hash(),
            TransferState.RESERVED);
    entry.condition = command.condition();
    entry.determining = command.determining();
    entry.expires = command.expiration().truncatedTo(ChronoUnit.MILLIS);
    boolean another =
        model.conversionsOf(command.determining()).stream()
            .anyMatch(it -> it.everReserved && it.sort == sort);
    model.entries.put(entry.key, entry);
    if (another || !valid(command, payment, arrived)) {
      return refuse(entry, TransferState.INVALID, command.source(), "3100", List.of());
    }
    if (command.expiration().isBefore(now)) {
      return refuse(entry, TransferState.EXPIRED_PREPARED, entry.payer, "3303", List.of());
    }
    return reserve(command, entry, payment == null);
  }

  private Status reserve(PrepareConversion command, ModelEntry entry, boolean payerSide) {
    OptionalLong source = command.sourceAmount().units();
    OptionalLong target = command.targetAmount().units();
    entry.holdOn = payerSide ? command.initiator().account() : command.providerTarget().account();
    entry.giveTo = payerSide ? command.provider().account() : command.initiatorTarget().account();
    entry.otherAccount =
        payerSide ? command.providerTarget().account() : command.provider().account();
    entry.otherCurrency = command.targetAmount().currency();
    OptionalLong amount = payerSide ? source : target;
    boolean holdable = source.isPresent() && target.isPresent();
    String overrun =
        model.overrun(model.accounts.get(entry.holdOn), holdable ? amount : OptionalLong.empty());
    if (!overrun.isEmpty()) {
      return refuse(entry, TransferState.ABORTED_REJECTED, entry.payer, overrun, List.of());
    }
    entry.amount = amount.orElseThrow();
    entry.otherAmount = target.orElseThrow();
    model.hold(entry);
    model.tell(entry.payee, "FORWARD_PREPARE", entry, "");
    return Status.DONE;
  }

  private boolean valid(PrepareConversion command, ModelEntry payment, Instant arrived) {
    Party initiator = payment == null ? command.initiator() : command.initiatorTarget();
    Money reserved = payment == null ? command.sourceAmount() : command.targetAmount();
    return command.source().equals(command.initiator().name())
        && amount(command.sourceAmount())
        && amount(command.targetAmount())
        && participant(initiator)
        && participant(command.provider())
        && condition(command.condition())
        && !command.expiration().isBefore(arrived)
        && mayPay(command.initiator(), command.provider())
        && usable(command.provider(), command.sourceAmount().currency())
        && usable(command.providerTarget(), command.targetAmount().currency())
        && usable(initiator, reserved.currency())
        && (payment == null || fitsPayment(command, payment));
  }

  private boolean fitsPayment(PrepareConversion command, ModelEntry payment) {
    return payment.sort == Sort.PAYMENT
        && payment.open()
        && payment.payee.equalsIgnoreCase(command.initiator().name())
        && command.sourceAmount().units().equals(OptionalLong.of(payment.amount))
        && model.accounts.get(payment.holdOn).currency.equals(command.sourceAmount().currency());
  }

  private Status refuse(
      ModelEntry entry,
      TransferState state,
      String recipient,
      String code,
      List<ModelEntry> watched) {
    entry.state = state;
    model.tell(recipient, "ERROR", entry, code);
    for (ModelEntry conversion : watched) {
      if (conversion.open()) {
        model.release(conversion, TransferState.ABORTED_ERROR);
        model.tell(conversion.payee, "STATE_PATCH", conversion, "");
      }
    }
    return Status.REFUSED;
  }

  private Status repeat(ModelEntry known, String source, String hash) {
    if (!known.hash.equals(hash)) {
      model.tell(source, "ERROR", known, "3106");
      return Status.REFUSED;
    }
    model.tell(source, "STATE", known, "");
    return Status.IGNORED;
  }

  private boolean mayPay(Party from, Party to) {
    return model.onUsAllowed || !from.name().equalsIgnoreCase(to.name());
  }

  private boolean participant(Party party) {
    ModelAccount account = model.accounts.get(party.account());
    return party.exists() && (account == null ? party.active() : account.participantActive);
  }

  private boolean usable(Party party, String currency) {
    return usable(party.account(), currency);
  }

  private boolean usable(long id, String currency) {
    ModelAccount account = model.accounts.get(id);
    return account != null && account.currency.equals(currency) && account.active && account.begun;
  }

  private static boolean amount(Money amount) {
    String[] parts = amount.text().split("\\.");
    String decimals = parts.length > 1 ? parts[1] : "";
    return decimals.length() <= 4
        && parts[0].length() + decimals.length() <= 18
        && amount.units().orElse(0) >= 0;
  }

  private static boolean condition(String condition) {
    try {
      return Base64.getUrlDecoder().decode(condition).length == 32;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
