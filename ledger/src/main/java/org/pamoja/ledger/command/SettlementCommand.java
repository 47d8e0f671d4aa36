package org.pamoja.ledger.command;

import java.math.BigInteger;
import java.util.Optional;
import org.pamoja.ledger.command.Command.FundsAccounts;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * The steps by which one account of a settlement is settled (settlement §5). Each account has a
 * settlement transfer of its own, which goes from recorded (RECEIVED_PREPARE) to RESERVED to
 * COMMITTED; until then it can be aborted (ABORTED_REJECTED), and what it had moved is moved back.
 *
 * <p>Every command may be repeated: in or after the state it leads to the outcome is DONE and
 * nothing changes. Out of order it is REFUSED and nothing changes. Participants are told nothing.
 * Liquidity and SETTLEMENT accounts are not touched, except by a {@link Finalisation}.
 */
public sealed interface SettlementCommand extends Command {

  /** Id of the settlement transfer, a ULID. */
  TransferKey key();

  /** Operator's reason, kept in the event. */
  String reason();

  /**
   * PS_TRANSFERS_RECORDED: the settlement transfer comes to be; nothing moves.
   *
   * <p>Refused when an account does not exist, is of another currency, or the hub's is no
   * HUB_MULTILATERAL_SETTLEMENT account; the id is used up then (the record is INVALID). Refused
   * too when the id is known with other facts, or has been aborted.
   *
   * @param key the settlement transfer
   * @param participant name of the participant that is settled
   * @param account the settled account: its POSITION, INTERCHANGE_FEE or other settleable account
   * @param hubAccount the hub's HUB_MULTILATERAL_SETTLEMENT account of the currency
   * @param currency currency code of both accounts
   * @param netAmount minor units; positive when the participant owes (net sender), negative when it
   *     is owed (net recipient), zero possible; not {@link Long#MIN_VALUE}
   * @param moves whether settling moves the account at all: the model's autoPositionReset. Without,
   *     only the states go on
   * @param reason operator's reason
   */
  record RecordSettlement(
      TransferKey key,
      String participant,
      long account,
      long hubAccount,
      String currency,
      long netAmount,
      boolean moves,
      String reason)
      implements SettlementCommand {

    public RecordSettlement {
      if (netAmount == Long.MIN_VALUE) {
        throw new IllegalArgumentException("a net amount without an opposite: " + netAmount);
      }
    }
  }

  /**
   * PS_TRANSFERS_RESERVED: a net recipient's account is charged what it was owed, against the hub's
   * account. Nothing moves for a sender.
   *
   * @param key the settlement transfer
   * @param raiseCap the model's requireLiquidityCheck: if a recipient's account would pass its net
   *     debit cap, the cap is raised by the amount (settlement §5.2), for good
   * @param reason operator's reason
   */
  record ReserveSettlement(TransferKey key, boolean raiseCap, String reason)
      implements SettlementCommand {}

  /**
   * PS_TRANSFERS_COMMITTED: a net sender's account is freed of what it owed, against the hub's
   * account. Nothing moves for a recipient.
   *
   * @param key the settlement transfer
   * @param finalisation what the bank's file brings about with it, all or nothing; a repeat in
   *     state COMMITTED is DONE only if its funds were booked by then, else REFUSED
   * @param reason operator's reason
   */
  record CommitSettlement(TransferKey key, Optional<Finalisation> finalisation, String reason)
      implements SettlementCommand {

    /** A commit by hand: nothing but the settlement itself. */
    public CommitSettlement(TransferKey key, String reason) {
      this(key, Optional.empty(), reason);
    }
  }

  /**
   * The settlement of this account is given up; what a reservation had moved is moved back. A cap
   * that was raised stays raised.
   *
   * @param key the settlement transfer; refused when it is unknown or COMMITTED
   * @param reason operator's reason
   */
  record AbortSettlement(TransferKey key, String reason) implements SettlementCommand {}

  /**
   * What a bank's file brings about for one participant, together with the commit of its settlement
   * transfer.
   *
   * @param netDebitCap another net debit cap of the settled account, which must be a POSITION
   *     account that has one; minor units, not negative; empty leaves it
   * @param funds what its SETTLEMENT account has to be put right by; empty leaves it
   */
  record Finalisation(Optional<BigInteger> netDebitCap, Optional<FundsMovement> funds) {
    public Finalisation {
      if (netDebitCap.isPresent() && netDebitCap.get().signum() < 0) {
        throw new IllegalArgumentException("a net debit cap is not negative: " + netDebitCap);
      }
    }
  }

  /**
   * Funds that the settlement bank moved, booked at once as a record of funds in or out. Funds out
   * beyond the SETTLEMENT account's balance refuse the whole command with 4001.
   *
   * @param key id of the record. A refused command uses it up (the record shows the refusal), so
   *     another attempt needs another one; a repeat after a lost answer keeps it
   * @param accounts where it is booked
   * @param currency currency code
   * @param amount minor units, not zero: positive for funds in, negative for funds out
   * @param extensions JSON text of the extension list, external reference included
   * @param hash hash of the request
   */
  record FundsMovement(
      TransferKey key,
      FundsAccounts accounts,
      String currency,
      long amount,
      Optional<String> extensions,
      String hash) {

    public FundsMovement {
      if (amount == 0 || amount == Long.MIN_VALUE) {
        throw new IllegalArgumentException("no amount of funds to be moved: " + amount);
      }
    }
  }
}
