package org.pamoja.ledger.transfer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.pamoja.ledger.command.Command.Fee;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.command.Command.FundsIn;
import org.pamoja.ledger.command.Command.FundsOutReserve;
import org.pamoja.ledger.command.Command.Initialise;
import org.pamoja.ledger.command.Command.Prepare;
import org.pamoja.ledger.command.Command.PrepareConversion;
import org.pamoja.ledger.command.Money;
import org.pamoja.ledger.command.SettlementCommand.FundsMovement;
import org.pamoja.ledger.command.SettlementCommand.RecordSettlement;
import org.pamoja.ledger.event.EventPointer;

/**
 * Rows as they stand if everything goes well: RESERVED (of a settlement, recorded), with the
 * accounts that the command names. They are claimed before anything is known, and corrected if the
 * rules say otherwise.
 */
public final class NewRows {
  /** Stands for a currency that is only known once the account is loaded; never stays stored. */
  private static final String UNKNOWN_CURRENCY = "XXX";

  private NewRows() {}

  /** Row of a transfer. */
  public static Transfer of(Prepare command, EventPointer event) {
    Leg leg = leg(command.amount(), command.payer().account(), command.payee().account());
    return reserved(
        command.key(),
        TransferKind.TRANSFER,
        command.payer().name(),
        command.payee().name(),
        leg,
        command
            .gross()
            .map(it -> leg(command.amount(), it.payerSettlement(), it.payeeSettlement())),
        command.fee().map(it -> fee(command.amount().currency(), it)),
        Optional.of(command.condition()),
        millis(command.expiration()),
        Optional.empty(),
        command.hash(),
        command.extensions(),
        event);
  }

  /** Row of a conversion, taken for a payer's until the determining transfer is looked for. */
  public static Transfer of(PrepareConversion command, EventPointer event) {
    Leg source =
        leg(command.sourceAmount(), command.initiator().account(), command.provider().account());
    Leg target = leg(command.targetAmount(), command.providerTarget().account(), 0);
    return reserved(
        command.key(),
        TransferKind.PAYER_CONVERSION,
        command.initiator().name(),
        command.provider().name(),
        source,
        Optional.of(target),
        Optional.empty(),
        Optional.of(command.condition()),
        millis(command.expiration()),
        Optional.of(command.determining()),
        command.hash(),
        command.extensions(),
        event);
  }

  /** Row of a deposit. */
  public static Transfer of(FundsIn command, String hub, EventPointer event) {
    FundsAccounts accounts = command.accounts();
    Leg leg = leg(command.amount(), accounts.reconciliation(), accounts.settlement());
    return reserved(
        command.key(),
        TransferKind.FUNDS_IN,
        accounts.participant(),
        hub,
        leg,
        followed(command.amount(), accounts),
        Optional.empty(),
        Optional.empty(),
        Instant.MAX,
        Optional.empty(),
        command.hash(),
        command.extensions(),
        event);
  }

  /** Row of a withdrawal. */
  public static Transfer of(FundsOutReserve command, String hub, EventPointer event) {
    FundsAccounts accounts = command.accounts();
    Leg leg = leg(command.amount(), accounts.settlement(), accounts.reconciliation());
    return reserved(
        command.key(),
        TransferKind.FUNDS_OUT,
        accounts.participant(),
        hub,
        leg,
        followed(command.amount(), accounts),
        Optional.empty(),
        Optional.empty(),
        millis(command.expiration()),
        Optional.empty(),
        command.hash(),
        command.extensions(),
        event);
  }

  /**
   * Row of an initial position other than zero; names and currency follow when the account is
   * known.
   */
  public static Transfer of(Initialise command, String hub, EventPointer event) {
    return initialPosition(command, hub, hub, UNKNOWN_CURRENCY, event);
  }

  static Transfer initialPosition(
      Initialise command, String participant, String hub, String currency, EventPointer event) {
    boolean owes = command.initialPosition() > 0;
    Leg leg =
        new Leg(
            currency,
            Math.absExact(command.initialPosition()),
            owes ? command.position() : command.reconciliation(),
            owes ? command.reconciliation() : command.position());
    return reserved(
        command.postingKey(),
        TransferKind.INITIAL_POSITION,
        participant,
        hub,
        leg,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.MAX,
        Optional.empty(),
        "",
        Optional.empty(),
        event);
  }

  /** Row of an account's settlement, which begins as recorded. */
  public static Transfer of(RecordSettlement command, String hub, EventPointer event) {
    boolean owes = command.netAmount() > 0;
    Leg leg =
        new Leg(
            command.currency(),
            Math.absExact(command.netAmount()),
            owes ? command.hubAccount() : command.account(),
            owes ? command.account() : command.hubAccount());
    return reserved(
            command.key(),
            TransferKind.SETTLEMENT,
            command.participant(),
            hub,
            leg,
            command.moves() ? Optional.of(leg) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.MAX,
            Optional.empty(),
            "",
            Optional.empty(),
            event)
        .asRecorded();
  }

  /** Row of funds that a bank's file says were moved. */
  public static Transfer of(FundsMovement moved, String hub, EventPointer event) {
    Money amount = Money.of(moved.currency(), Math.absExact(moved.amount()));
    FundsAccounts accounts = moved.accounts();
    return moved.amount() > 0
        ? of(
            new FundsIn(moved.key(), accounts, amount, "", moved.extensions(), moved.hash()),
            hub,
            event)
        : of(
            new FundsOutReserve(
                moved.key(), accounts, amount, "", Instant.MAX, moved.extensions(), moved.hash()),
            hub,
            event);
  }

  private static Leg fee(String currency, Fee fee) {
    return new Leg(currency, fee.amount(), fee.payerAccount(), fee.payeeAccount());
  }

  private static Optional<Leg> followed(Money amount, FundsAccounts accounts) {
    return accounts.position() == 0
        ? Optional.empty()
        : Optional.of(leg(amount, accounts.position(), 0));
  }

  private static Leg leg(Money amount, long debtor, long creditor) {
    return new Leg(amount.currency(), amount.units().orElse(-1), debtor, creditor);
  }

  private static Instant millis(Instant time) {
    return time.equals(Instant.MAX) ? time : time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static Transfer reserved(
      TransferKey key,
      TransferKind kind,
      String payer,
      String payee,
      Leg source,
      Optional<Leg> target,
      Optional<Leg> fee,
      Optional<String> condition,
      Instant expiration,
      Optional<String> determining,
      String hash,
      Optional<String> extensions,
      EventPointer event) {
    return new Transfer(
        key,
        kind,
        TransferState.RESERVED,
        payer,
        payee,
        source,
        target,
        fee,
        condition,
        expiration,
        determining,
        hash,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        extensions,
        event,
        Optional.empty());
  }
}
