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
 *     known); of a funds record the POSITION account whose liquidity follows, as debtor; empty for
 *     transfers
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

  /** Remembers the hash of a fulfilment message, so that its repeats are known. */
  public Transfer withFulfilHash(String hash) {
    return new Transfer(
        key,
        kind,
        state,
        payer,
        payee,
        source,
        target,
        condition,
        expiration,
        determining,
        prepareHash,
        Optional.of(hash),
        errorHash,
        fulfilment,
        completedAt,
        failure,
        extensions,
        prepared,
        outcome);
  }

  /** Remembers the hash of an error message, so that its repeats are known. */
  public Transfer withErrorHash(String hash) {
    return new Transfer(
        key,
        kind,
        state,
        payer,
        payee,
        source,
        target,
        condition,
        expiration,
        determining,
        prepareHash,
        fulfilHash,
        Optional.of(hash),
        fulfilment,
        completedAt,
        failure,
        extensions,
        prepared,
        outcome);
  }

  /** This row with other legs. */
  public Transfer withLegs(Leg newSource, Optional<Leg> newTarget) {
    return new Transfer(
        key,
        kind,
        state,
        payer,
        payee,
        newSource,
        newTarget,
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

  /** A conversion once it is known on whose side it is. */
  public Transfer withKind(TransferKind newKind) {
    return new Transfer(
        key,
        newKind,
        state,
        payer,
        payee,
        source,
        target,
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

  /** This row in another state, reached by the message stored at {@code by}. */
  public Transfer inState(TransferState newState, Instant at, EventPointer by) {
    return new Transfer(
        key,
        kind,
        newState,
        payer,
        payee,
        source,
        target,
        condition,
        expiration,
        determining,
        prepareHash,
        fulfilHash,
        errorHash,
        fulfilment,
        Optional.of(at),
        failure,
        extensions,
        prepared,
        Optional.of(by));
  }

  /** This row with the reason for which it ended. */
  public Transfer because(Failure reason) {
    return new Transfer(
        key,
        kind,
        state,
        payer,
        payee,
        source,
        target,
        condition,
        expiration,
        determining,
        prepareHash,
        fulfilHash,
        errorHash,
        fulfilment,
        completedAt,
        Optional.of(reason),
        extensions,
        prepared,
        outcome);
  }

  /**
   * This row with what a fulfilment message brought; its extension list replaces the prepare's if
   * it has one.
   */
  public Transfer withFulfilment(Optional<String> received, Optional<String> receivedExtensions) {
    return new Transfer(
        key,
        kind,
        state,
        payer,
        payee,
        source,
        target,
        condition,
        expiration,
        determining,
        prepareHash,
        fulfilHash,
        errorHash,
        received,
        completedAt,
        failure,
        receivedExtensions.isPresent() ? receivedExtensions : extensions,
        prepared,
        outcome);
  }
}
