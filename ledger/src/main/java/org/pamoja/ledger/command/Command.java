package org.pamoja.ledger.command;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.pamoja.ledger.account.Account;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * Something to be decided by the ledger. Commands carry plain facts, never wire messages: FSPIOP
 * 1.0, 1.1, 2.0 and the ISO 20022 form all arrive here alike.
 */
public sealed interface Command
    permits Command.Prepare,
        Command.PrepareConversion,
        Command.Fulfil,
        Command.Fail,
        Command.Expire,
        Command.FundsIn,
        Command.FundsOutReserve,
        Command.FundsOutCommit,
        Command.FundsOutAbort,
        Command.Initialise,
        Command.SetNetDebitCap,
        Command.SetNetDebitCapPercent,
        Command.SetAccountActive,
        SettlementCommand {

  private static void requireShare(int percent) {
    if (percent < 0 || percent > Account.WHOLE) {
      throw new IllegalArgumentException("not a share in hundredths of a percent: " + percent);
    }
  }

  /** Name under which the command is recorded. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /**
   * Whether it frees money or ends a transfer; such commands have reserved room when the queue is
   * full.
   */
  default boolean isOutcome() {
    return this instanceof Fulfil || this instanceof Fail || this instanceof Expire;
  }

  /**
   * POST /transfers.
   *
   * @param key the transfer
   * @param source FSPIOP-Source of the message
   * @param payer payer with its POSITION account
   * @param payee payee with its POSITION account
   * @param amount what is to be moved
   * @param condition the condition's text
   * @param expiration when it expires
   * @param extensions JSON text of the extension list, if any
   * @param hash hash of the parsed body
   * @param refusal what a scheme rule has against it, found before the ledger was asked; judged
   *     after all of the ledger's own checks of the message, and before the position
   * @param gross where it is settled as soon as it commits, if its currency is settled gross; see
   *     {@link GrossAccounts}
   * @param fee interchange fee that posts with it, if any
   */
  record Prepare(
      TransferKey key,
      String source,
      Party payer,
      Party payee,
      Money amount,
      String condition,
      Instant expiration,
      Optional<String> extensions,
      String hash,
      Optional<Refusal> refusal,
      Optional<GrossAccounts> gross,
      Optional<Fee> fee)
      implements Command {

    /** A prepare that no scheme rule has anything against, settled by window, without a fee. */
    public Prepare(
        TransferKey key,
        String source,
        Party payer,
        Party payee,
        Money amount,
        String condition,
        Instant expiration,
        Optional<String> extensions,
        String hash) {
      this(
          key,
          source,
          payer,
          payee,
          amount,
          condition,
          expiration,
          extensions,
          hash,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /** The same, refused by a scheme rule. */
    public Prepare refusedBy(Refusal rule) {
      return with(Optional.of(rule), gross, fee);
    }

    /** The same, settled gross as soon as it commits. */
    public Prepare settledGross(GrossAccounts accounts) {
      return with(refusal, Optional.of(accounts), fee);
    }

    /** The same with an interchange fee. */
    public Prepare withFee(Fee interchange) {
      return with(refusal, gross, Optional.of(interchange));
    }

    private Prepare with(
        Optional<Refusal> rule, Optional<GrossAccounts> accounts, Optional<Fee> interchange) {
      return new Prepare(
          key,
          source,
          payer,
          payee,
          amount,
          condition,
          expiration,
          extensions,
          hash,
          rule,
          accounts,
          interchange);
    }
  }

  /**
   * Accounts on which a transfer is settled gross: in the batch that commits it, whether by COMMIT
   * or by RESERVE, both POSITIONs go back to where they were and the SETTLEMENT accounts, with the
   * liquidity, move instead (settlement §7); the transfer is SETTLED then. Whether a transfer is
   * gross is decided at its prepare and stays so, whatever becomes of the model meanwhile. One that
   * is paid through a conversion never is: its amounts stay in its window.
   *
   * @param payerSettlement the payer's SETTLEMENT account in the transfer's currency
   * @param payeeSettlement the payee's
   */
  record GrossAccounts(long payerSettlement, long payeeSettlement) {}

  /**
   * An interchange fee in the transfer's currency, decided at its prepare; posts when the transfer
   * does, and in the same window (settlement §8). Nothing is reserved for it.
   *
   * @param amount minor units, positive
   * @param payerAccount the payer's INTERCHANGE_FEE account, which is debited
   * @param payeeAccount the payee's, which is credited
   */
  record Fee(long amount, long payerAccount, long payeeAccount) {
    public Fee {
      if (amount <= 0) {
        throw new IllegalArgumentException("a fee's amount is positive: " + amount);
      }
    }
  }

  /**
   * POST /fxTransfers.
   *
   * @param key the conversion
   * @param determining transfer it serves
   * @param source FSPIOP-Source of the message
   * @param initiator initiator with its POSITION account in the source currency
   * @param initiatorTarget the same with its account in the target currency
   * @param provider FX provider with its POSITION account in the source currency
   * @param providerTarget the same with its account in the target currency
   * @param sourceAmount what the initiator gives
   * @param targetAmount what the provider gives
   * @param condition the condition's text
   * @param expiration when it expires
   * @param extensions JSON text of the extension list, if any
   * @param hash hash of the parsed body
   */
  record PrepareConversion(
      TransferKey key,
      String determining,
      String source,
      Party initiator,
      Party initiatorTarget,
      Party provider,
      Party providerTarget,
      Money sourceAmount,
      Money targetAmount,
      String condition,
      Instant expiration,
      Optional<String> extensions,
      String hash)
      implements Command {}

  /** What a fulfilment message asks for. */
  enum Action {
    COMMIT,
    RESERVE,
    REJECT
  }

  /**
   * PUT /transfers/{id} or /fxTransfers/{id}.
   *
   * @param key the transfer or conversion
   * @param source FSPIOP-Source
   * @param destination FSPIOP-Destination, if present
   * @param action what the message's state asks for
   * @param reserveUnderstood false when the message's version is 1.0, where RESERVED means nothing
   *     (transfers §5 check 1)
   * @param fulfilment the fulfilment's text, if present
   * @param completedAt the message's completedTimestamp, if present
   * @param extensions JSON text of the extension list, if any
   * @param hash hash of the parsed body
   */
  record Fulfil(
      TransferKey key,
      String source,
      Optional<String> destination,
      Action action,
      boolean reserveUnderstood,
      Optional<String> fulfilment,
      Optional<Instant> completedAt,
      Optional<String> extensions,
      String hash)
      implements Command {}

  /**
   * PUT /transfers/{id}/error or /fxTransfers/{id}/error.
   *
   * @param key the transfer or conversion
   * @param source FSPIOP-Source
   * @param destination FSPIOP-Destination, if present
   * @param errorCode code to be stored: as received, or 3100 when the received one is not allowed
   * @param errorDescription description to be stored
   * @param extensions JSON text of the error's extension list, if any
   * @param hash hash of the parsed body
   */
  record Fail(
      TransferKey key,
      String source,
      Optional<String> destination,
      String errorCode,
      String errorDescription,
      Optional<String> extensions,
      String hash)
      implements Command {}

  /**
   * The expiration of a transfer or conversion has passed, in the view of a timer or sweep. Refused
   * when it has not by the batch's time, ignored when there is nothing (left) to expire.
   */
  record Expire(TransferKey key) implements Command {}

  /**
   * Accounts a record of funds is booked on.
   *
   * @param participant name of the participant
   * @param settlement its SETTLEMENT account
   * @param position its POSITION account, whose liquidity follows; 0 when there is none
   * @param reconciliation the hub's HUB_RECONCILIATION account of the currency
   */
  record FundsAccounts(String participant, long settlement, long position, long reconciliation) {}

  /**
   * recordFundsIn (ledger-admin §5).
   *
   * @param key id of the record
   * @param accounts where it is booked
   * @param amount units always present
   * @param reason operator's reason, kept in the event
   * @param extensions JSON text of the extension list, external reference included
   * @param hash hash of the request
   */
  record FundsIn(
      TransferKey key,
      FundsAccounts accounts,
      Money amount,
      String reason,
      Optional<String> extensions,
      String hash)
      implements Command {}

  /** recordFundsOutPrepareReserve; valid until {@code expiration} (five days in the reference). */
  record FundsOutReserve(
      TransferKey key,
      FundsAccounts accounts,
      Money amount,
      String reason,
      Instant expiration,
      Optional<String> extensions,
      String hash)
      implements Command {}

  /** recordFundsOutCommit. */
  record FundsOutCommit(TransferKey key, String reason) implements Command {}

  /** recordFundsOutAbort. */
  record FundsOutAbort(TransferKey key, String reason) implements Command {}

  /**
   * POST /participants/{name}/initialPositionAndLimits: the accounts begin to take part.
   *
   * @param position the POSITION account that gets the limit and the initial position
   * @param others the participant's further accounts of the currency that become active with it
   * @param reconciliation hub account against which an initial position is posted
   * @param netDebitCap minor units, not negative; of no account where there is a percentage
   * @param netDebitCapPercent the cap as a share of the liquidity, in hundredths of a percent;
   *     empty for a value
   * @param initialPosition minor units, may be negative; 0 posts nothing
   * @param postingKey id under which the initial position is posted
   */
  record Initialise(
      long position,
      List<Long> others,
      long reconciliation,
      BigInteger netDebitCap,
      Optional<Integer> netDebitCapPercent,
      long initialPosition,
      TransferKey postingKey)
      implements Command {

    public Initialise {
      netDebitCapPercent.ifPresent(Command::requireShare);
    }

    /** A beginning with a cap that is a value. */
    public Initialise(
        long position,
        List<Long> others,
        long reconciliation,
        BigInteger netDebitCap,
        long initialPosition,
        TransferKey postingKey) {
      this(
          position,
          others,
          reconciliation,
          netDebitCap,
          Optional.empty(),
          initialPosition,
          postingKey);
    }
  }

  /**
   * PUT /participants/{name}/limits: another net debit cap, in minor units; it takes the place of a
   * percentage too.
   */
  record SetNetDebitCap(long account, BigInteger netDebitCap) implements Command {}

  /**
   * PUT /participants/{name}/limits: the net debit cap becomes a share of the account's liquidity
   * and follows funds in and out.
   *
   * @param account the POSITION account, which must have a cap
   * @param percent hundredths of a percent, 0 to {@value Account#WHOLE}
   */
  record SetNetDebitCapPercent(long account, int percent) implements Command {
    public SetNetDebitCapPercent {
      requireShare(percent);
    }
  }

  /** PUT /participants/{name}/accounts/{id}. */
  record SetAccountActive(long account, boolean active) implements Command {}
}
