package org.pamoja.hub.transfers;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.pamoja.fspiop.message.TransferPrepare;
import org.pamoja.hub.participants.Participant;
import org.pamoja.ledger.account.AccountTypes;
import org.pamoja.ledger.command.Command.Fee;
import org.pamoja.ledger.command.Command.Prepare;

/**
 * Puts the interchange fee on a prepare (settlement §8). It is decided once, by the rules when the
 * prepare comes, and goes with the transfer: it posts when that commits, and never otherwise. Where
 * an account is missing the payment goes on without it. Threads may share it.
 *
 * @param amounts the fee of a transfer in minor units, if one is due
 * @param withoutAccount told of a transfer whose participants cannot be charged
 */
public record FeeCharging(
    Function<TransferPrepare, OptionalLong> amounts, Consumer<TransferPrepare> withoutAccount) {
  /** No fees. */
  public static final FeeCharging NONE = new FeeCharging(_ -> OptionalLong.empty(), _ -> {});

  /** The command with the fee, if one is due and both participants are known. */
  Prepare applied(
      Prepare command,
      TransferPrepare message,
      Optional<Participant> payer,
      Optional<Participant> payee) {
    if (payer.isEmpty() || payee.isEmpty()) {
      return command;
    }
    OptionalLong amount = amounts.apply(message);
    if (amount.isEmpty()) {
      return command;
    }
    Optional<Long> debited = account(payer.get(), message);
    Optional<Long> credited = account(payee.get(), message);
    if (debited.isEmpty() || credited.isEmpty()) {
      withoutAccount.accept(message);
      return command;
    }
    return command.withFee(new Fee(amount.getAsLong(), debited.get(), credited.get()));
  }

  private static Optional<Long> account(Participant participant, TransferPrepare message) {
    return participant
        .account(message.amount().currency(), AccountTypes.INTERCHANGE_FEE)
        .map(Participant.AccountReference::id);
  }
}
