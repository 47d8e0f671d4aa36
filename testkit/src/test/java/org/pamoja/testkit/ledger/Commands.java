package org.pamoja.testkit.ledger;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.command.Command;
import org.pamoja.ledger.command.Command.Action;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.transfer.TransferKey;

/** Sound commands between the participants of {@link World}. */
final class Commands {
  static final Instant EXPIRATION = World.START.plusSeconds(60);

  private Commands() {}

  static Command.Prepare prepare(String id, String payer, String payee, Money amount) {
    return prepare(id, payer, payee, amount, "hash");
  }

  static Command.Prepare prepare(String id, String payer, String payee, Money amount, String hash) {
    return new Command.Prepare(
        TransferKey.transfer(id),
        payer,
        World.party(payer, amount.currency()),
        World.party(payee, amount.currency()),
        amount,
        World.CONDITION,
        EXPIRATION,
        Optional.of("{\"extension\":[]}"),
        hash);
  }

  static Command.PrepareConversion convert(
      String id, String determining, String initiator, Money source, Money target) {
    return new Command.PrepareConversion(
        TransferKey.conversion(id),
        determining,
        initiator,
        World.party(initiator, source.currency()),
        World.party(initiator, target.currency()),
        World.party("fxp", source.currency()),
        World.party("fxp", target.currency()),
        source,
        target,
        World.CONDITION,
        EXPIRATION,
        Optional.empty(),
        "hash");
  }

  static Command.Fulfil fulfil(TransferKey key, String payee) {
    return new Command.Fulfil(
        key,
        payee,
        Optional.empty(),
        Action.COMMIT,
        true,
        Optional.of(World.FULFILMENT),
        Optional.of(World.START.plusMillis(7)),
        Optional.of("{}"),
        "hash");
  }

  static Command.Fail fail(TransferKey key, String payee) {
    return new Command.Fail(
        key, payee, Optional.empty(), "5104", "Payee rejected", Optional.empty(), "hash");
  }
}
