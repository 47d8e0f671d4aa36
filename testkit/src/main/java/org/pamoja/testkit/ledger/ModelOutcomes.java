package org.pamoja.testkit.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Command.Expire;
import org.pamoja.ledger.command.Command.Fail;
import org.pamoja.ledger.command.Command.Fulfil;
import org.pamoja.ledger.command.Outcome.Status;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;
import org.pamoja.testkit.ledger.ModelEntry.Sort;

/** The model of fulfilments, errors and expiry (transfers §5, §6, §9.3, §9.4). */
final class ModelOutcomes {
  private final LedgerModel model;

  ModelOutcomes(LedgerModel model) {
    this.model = model;
  }

  Status fulfil(Fulfil command, Instant now) {
    if (!command.key().conversion()
        && command.action() == Action.RESERVE
        && !command.reserveUnderstood()) {
      return Status.IGNORED;
    }
    ModelEntry entry = find(command.key());
    if (entry == null) {
      return unknown(command.key(), command.source());
    }
    if (!fromParties(entry, command.source(), command.destination())) {
      return mismatch(entry, command.source(), command.action());
    }
    if (entry.fulfilHash != null) {
      return repeat(entry, command.source(), entry.fulfilHash.equals(command.hash()));
    }
    boolean reject = command.action() == Action.REJECT;
    boolean fits = reject || meets(command.fulfilment(), entry);
    if (!fits && entry.state == TransferState.RESERVED) {
      entry.fulfilHash = command.hash();
      return hubAborts(entry, command.action());
    }
    if (!entry.open() || !now.isBefore(entry.expires)) {
      entry.fulfilHash = command.hash();
      return late(entry, command.action());
    }
    if (reject) {
      entry.fulfilHash = command.hash();
      return Status.IGNORED;
    }
    return entry.isConversion() ? depend(entry, command) : commit(entry, command);
  }

  private Status depend(ModelEntry entry, Fulfil command) {
    entry.fulfilHash = command.hash();
    entry.state = TransferState.RECEIVED_FULFIL_DEPENDENT;
    model.tell(entry.payer, "FORWARD_FULFIL", entry, "");
    return Status.DONE;
  }

  private Status commit(ModelEntry entry, Fulfil command) {
    List<ModelEntry> linked = openConversions(entry.key.id());
    if (linked.stream().anyMatch(it -> it.state == TransferState.RESERVED)) {
      model.tell(entry.payee, "ERROR", entry, "3100");
      return Status.REFUSED;
    }
    entry.fulfilHash = command.hash();
    for (ModelEntry conversion : linked) {
      model.post(conversion);
      model.count(conversion.holdOn, conversion.giveTo, conversion.amount);
      if (conversion.sort == Sort.PAYEE_CONVERSION) {
        entry.giveTo = conversion.otherAccount;
      }
    }
    model.post(entry);
    model.count(entry.holdOn, entry.giveTo, entry.amount);
    if (entry.fee > 0) {
      model.accounts.get(entry.feeFrom).posted += entry.fee;
      model.accounts.get(entry.feeTo).posted -= entry.fee;
      model.count(entry.feeFrom, entry.feeTo, entry.fee);
    }
    if (entry.grossFrom != 0 && linked.isEmpty()) {
      settleGross(entry);
    }
    boolean reserve = command.action() == Action.RESERVE;
    model.tell(entry.payer, reserve ? "STATE" : "FORWARD_FULFIL", entry, "");
    if (reserve) {
      model.tell(entry.payee, "STATE_PATCH", entry, "");
    } else if (model.confirmToPayee) {
      model.tellPayeeToo("STATE", entry, "");
    }
    for (ModelEntry conversion : linked) {
      if (conversion.sort == Sort.PAYER_CONVERSION) {
        model.tell(conversion.payee, "STATE_PATCH", conversion, "");
      }
    }
    return Status.DONE;
  }

  /** Positions as if nothing had been paid; the money itself has moved. */
  private void settleGross(ModelEntry entry) {
    ModelAccount payer = model.accounts.get(entry.holdOn);
    ModelAccount payee = model.accounts.get(entry.giveTo);
    payer.posted -= entry.amount;
    payer.liquidity -= entry.amount;
    payee.posted += entry.amount;
    payee.liquidity += entry.amount;
    model.accounts.get(entry.grossFrom).posted += entry.amount;
    model.accounts.get(entry.grossTo).posted -= entry.amount;
    model.count(entry.giveTo, entry.holdOn, entry.amount);
    model.count(entry.grossFrom, entry.grossTo, entry.amount);
    entry.state = TransferState.SETTLED;
  }

  Status fail(Fail command, Instant now) {
    ModelEntry entry = find(command.key());
    if (entry == null) {
      return unknown(command.key(), command.source());
    }
    if (!fromParties(entry, command.source(), command.destination())) {
      return mismatch(entry, command.source(), null);
    }
    if (entry.errorHash != null) {
      return repeat(entry, command.source(), entry.errorHash.equals(command.hash()));
    }
    entry.errorHash = command.hash();
    if (!entry.open() || !now.isBefore(entry.expires)) {
      return late(entry, null);
    }
    if (entry.isConversion()) {
      abortConversion(entry, "FORWARD_ERROR", "", command.errorCode());
      return Status.DONE;
    }
    model.release(entry, TransferState.ABORTED_ERROR);
    model.tell(entry.payer, "FORWARD_ERROR", entry, "");
    if (model.confirmToPayee) {
      model.tellPayeeToo("ERROR", entry, command.errorCode());
    }
    abortConversionsOf(entry);
    return Status.DONE;
  }

  Status expire(Expire command, Instant now) {
    ModelEntry entry = model.entries.get(command.key());
    boolean recorded = entry != null && entry.state == TransferState.RECEIVED_PREPARE;
    if (entry == null || entry.state != TransferState.RESERVED && !recorded) {
      return Status.IGNORED;
    }
    if (now.isBefore(entry.expires)) {
      return Status.REFUSED;
    }
    if (entry.sort == Sort.WITHDRAWAL) {
      model.release(entry, TransferState.EXPIRED_RESERVED);
      return Status.DONE;
    }
    String payment = entry.isConversion() ? entry.determining : entry.key.id();
    ModelEntry transfer = find(TransferKey.transfer(payment));
    expireOne(entry);
    if (entry.isConversion() && transfer != null && transfer.open()) {
      expireOne(transfer);
    }
    openConversions(payment).forEach(this::expireOne);
    return Status.DONE;
  }

  private void expireOne(ModelEntry entry) {
    model.release(entry, TransferState.EXPIRED_RESERVED);
    model.tell(entry.payer, "ERROR", entry, "3303");
    model.tellPayeeToo("ERROR", entry, "3303");
  }

  private Status hubAborts(ModelEntry entry, Action action) {
    if (entry.isConversion()) {
      abortConversion(entry, "ERROR", "3100", "3100");
      return Status.REFUSED;
    }
    model.release(entry, TransferState.ABORTED_ERROR);
    model.tell(entry.payer, "ERROR", entry, "3100");
    if (action == Action.RESERVE) {
      model.tell(entry.payee, "STATE_PATCH", entry, "3100");
    } else if (model.confirmToPayee) {
      model.tellPayeeToo("ERROR", entry, "3100");
    }
    abortConversionsOf(entry);
    return Status.REFUSED;
  }

  private void abortConversionsOf(ModelEntry payment) {
    for (ModelEntry conversion : openConversions(payment.key.id())) {
      model.release(conversion, TransferState.ABORTED_ERROR);
      model.tell(conversion.payee, "STATE_PATCH", conversion, "");
    }
  }

  private void abortConversion(ModelEntry entry, String toInitiator, String shown, String code) {
    model.release(entry, TransferState.ABORTED_ERROR);
    model.tell(entry.payer, toInitiator, entry, shown);
    ModelEntry payment = find(TransferKey.transfer(entry.determining));
    if (payment != null && payment.open()) {
      model.release(payment, TransferState.ABORTED_ERROR);
      model.tell(payment.payer, "ERROR", payment, code);
      model.tellPayeeToo("ERROR", payment, code);
    }
    for (ModelEntry other : openConversions(entry.determining)) {
      model.release(other, TransferState.ABORTED_ERROR);
      model.tell(other.payer, "ERROR", other, code);
      model.tell(other.payee, "STATE_PATCH", other, "");
    }
  }

  private Status late(ModelEntry entry, Action action) {
    model.tell(entry.payee, "ERROR", entry, entry.open() ? "3303" : "3100");
    boolean patch = action == Action.RESERVE && !entry.isConversion();
    boolean paid = entry.state == TransferState.COMMITTED || entry.state == TransferState.SETTLED;
    if (patch && !paid) {
      model.tell(entry.payee, "STATE_PATCH", entry, "");
    }
    return Status.REFUSED;
  }

  private Status mismatch(ModelEntry entry, String source, Action action) {
    if (entry.state == TransferState.RESERVED) {
      return hubAborts(entry, action);
    }
    model.tell(source, "ERROR", entry, "3100");
    return Status.REFUSED;
  }

  private Status repeat(ModelEntry entry, String source, boolean same) {
    if (!same) {
      model.tell(source, "ERROR", entry, "3106");
      return Status.REFUSED;
    }
    if (!entry.open()) {
      model.tell(source, "STATE", entry, "");
    }
    return Status.IGNORED;
  }

  private Status unknown(TransferKey key, String source) {
    model.tell(source, "ERROR", key, key.conversion() ? "3208" : "2001");
    return Status.REFUSED;
  }

  private ModelEntry find(TransferKey key) {
    ModelEntry entry = model.entries.get(key);
    return entry == null || entry.sort == Sort.PAYMENT || entry.isConversion() ? entry : null;
  }

  private List<ModelEntry> openConversions(String payment) {
    return model.conversionsOf(payment).stream().filter(ModelEntry::open).toList();
  }

  private static boolean fromParties(
      ModelEntry entry, String source, Optional<String> destination) {
    return source.equalsIgnoreCase(entry.payee)
        && destination.map(entry.payer::equalsIgnoreCase).orElse(true);
  }

  private static boolean meets(Optional<String> fulfilment, ModelEntry entry) {
    if (fulfilment.isEmpty()) {
      return entry.isConversion();
    }
    try {
      byte[] preimage =
          Base64.getUrlDecoder().decode(fulfilment.get().getBytes(StandardCharsets.US_ASCII));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(preimage);
      return preimage.length == 32
          && MessageDigest.isEqual(digest, Base64.getUrlDecoder().decode(entry.condition));
    } catch (IllegalArgumentException notBase64) {
      return false;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
