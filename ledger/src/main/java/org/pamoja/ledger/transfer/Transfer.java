package org.pamoja.ledger.transfer;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.event.EventPointer;

/**
 * Identity and state of a transfer, conversion or funds record: all that later messages about it
 * are judged and answered by. Postings are kept apart.
 *
 * @param key its id and name space
 * @param kind what it is about
 * @param state present state
 * @param payer name of the payer DFSP, initiator of a conversion, or the participant of a funds
 *     record
 * @param payee name of the payee DFSP, the FX provider, or the hub
 * @param source the leg whose debtor is charged first: of a transfer the only one, of a conversion
 *     the source currency's (debtor = initiator, creditor = provider)
 * @param target of a conversion the target currency's leg (debtor = provider, creditor = 0 until
 *     known); of a funds record the POSITION account whose liquidity follows, as debtor; of a
 *     transfer that is settled gross the SETTLEMENT accounts of payer (debtor) and payee
 *     (creditor); of a settlement that moves its account the same as the source, else empty; empty
 *     for other transfers
 * @param fee interchange fee that posts with a transfer: from the payer's INTERCHANGE_FEE account
 *     (debtor) to the payee's, in the currency of the source; kept on refused transfers too
 * @param condition base64url SHA-256 condition; empty for funds records
 * @param expiration when it expires; {@link Instant#MAX} never
 * @param determining of a conversion the id of the transfer it serves
 * @param prepareHash hash of the prepare's parsed body
 * @param fulfilHash hash of the fulfilment message's parsed body, once one was accepted for
 *     judgement
 * @param errorHash hash of the error message's parsed body, likewise
 * @param fulfilment base64url fulfilment, once it was accepted
 * @param completedAt the time participants are told as completedTimestamp; empty until the state
 *     last changed by an outcome (a reservation's time is its prepare event's)
 * @param failure why it ended, if it ended badly
 * @param extensions JSON text of the fulfil's extension list, else of the prepare's; empty if
 *     neither had one
 * @param prepared where the prepare's message is stored
 * @param outcome where the message that decided it is stored
 */
public record Transfer(
    TransferKey key,
    TransferKind kind,
    TransferState state,
    String payer,
    String payee,
    Leg source,
    Optional<Leg> target,
    Optional<Leg> fee,
    Optional<String> condition,
    Instant expiration,
    Optional<String> determining,
    String prepareHash,
    Optional<String> fulfilHash,
    Optional<String> errorHash,
    Optional<String> fulfilment,
    Optional<Instant> completedAt,
    Optional<Failure> failure,
    Optional<String> extensions,
    EventPointer prepared,
    Optional<EventPointer> outcome) {

  /** A row without a fee. */
  public Transfer(
      TransferKey key,
      TransferKind kind,
      TransferState state,
      String payer,
      String payee,
      Leg source,
      Optional<Leg> target,
      Optional<String> condition,
      Instant expiration,
      Optional<String> determining,
      String prepareHash,
      Optional<String> fulfilHash,
      Optional<String> errorHash,
      Optional<String> fulfilment,
      Optional<Instant> completedAt,
      Optional<Failure> failure,
      Optional<String> extensions,
      EventPointer prepared,
      Optional<EventPointer> outcome) {
    this(
        key,
        kind,
        state,
        payer,
        payee,
        source,
        target,
        Optional.empty(),
        condition,
        expiration,
        determining,
        prepareHash,
        fulfilHash,
        errorHash,
        fulfilment,
        completedAt,
        failure,
        extensions,
        prepared,
        outcome);
  }

  /**
   * Whether payer and payee are one DFSP (transfers §8): what both sides are told alike, it is told
   * once.
   */
  public boolean isOnUs() {
    return payer.equalsIgnoreCase(payee);
  }

  /** Remembers the hash of a fulfilment message, so that its repeats are known. */
  public Transfer withFulfilHash(String hash) {
    Change change = new Change(this);
    change.fulfilHash = Optional.of(hash);
    return change.made(this);
  }

  /** Remembers the hash of an error message, so that its repeats are known. */
  public Transfer withErrorHash(String hash) {
    Change change = new Change(this);
    change.errorHash = Optional.of(hash);
    return change.made(this);
  }

  /** This row with other legs. */
  public Transfer withLegs(Leg newSource, Optional<Leg> newTarget) {
    Change change = new Change(this);
    change.source = newSource;
    change.target = newTarget;
    return change.made(this);
  }

  /** A conversion once it is known on whose side it is. */
  public Transfer withKind(TransferKind newKind) {
    Change change = new Change(this);
    change.kind = newKind;
    return change.made(this);
  }

  /** This row before anything is reserved for it. */
  Transfer asRecorded() {
    Change change = new Change(this);
    change.state = TransferState.RECEIVED_PREPARE;
    return change.made(this);
  }

  /** This row in another state, reached by the message stored at {@code by}. */
  public Transfer inState(TransferState newState, Instant at, EventPointer by) {
    Change change = new Change(this);
    change.state = newState;
    change.completedAt = Optional.of(at);
    change.outcome = Optional.of(by);
    return change.made(this);
  }

  /** This row with the reason for which it ended. */
  public Transfer because(Failure reason) {
    Change change = new Change(this);
    change.failure = Optional.of(reason);
    return change.made(this);
  }

  /**
   * This row with what a fulfilment message brought; its extension list replaces the prepare's if
   * it has one.
   */
  public Transfer withFulfilment(Optional<String> received, Optional<String> receivedExtensions) {
    Change change = new Change(this);
    change.fulfilment = received;
    change.extensions = receivedExtensions.isPresent() ? receivedExtensions : extensions;
    return change.made(this);
  }

  /** The parts of a row that change in its life, while one of them is being changed. */
  private static final class Change {
    private TransferKind kind;
    private TransferState state;
    private Leg source;
    private Optional<Leg> target;
    private Optional<String> fulfilHash;
    private Optional<String> errorHash;
    private Optional<String> fulfilment;
    private Optional<Instant> completedAt;
    private Optional<Failure> failure;
    private Optional<String> extensions;
    private Optional<EventPointer> outcome;

    Change(Transfer before) {
      kind = before.kind;
      state = before.state;
      source = before.source;
      target = before.target;
      fulfilHash = before.fulfilHash;
      errorHash = before.errorHash;
      fulfilment = before.fulfilment;
      completedAt = before.completedAt;
      failure = before.failure;
      extensions = before.extensions;
      outcome = before.outcome;
    }

    Transfer made(Transfer before) {
      return new Transfer(
          before.key,
          kind,
          state,
          before.payer,
          before.payee,
          source,
          target,
          before.fee,
          before.condition,
          before.expiration,
          before.determining,
          before.prepareHash,
          fulfilHash,
          errorHash,
          fulfilment,
          completedAt,
          failure,
          extensions,
          before.prepared,
          outcome);
    }
  }
}
