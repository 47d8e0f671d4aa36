package org.pamoja.ledger.event;

import java.time.Instant;
import java.util.Optional;
import org.pamoja.ledger.transfer.Failure;
import org.pamoja.ledger.transfer.TransferKey;

/**
 * One message that the hub owes a participant, fixed in the transaction that caused it. What it
 * looks like on the wire is the business of the capability that renders it.
 *
 * @param recipient participant to be told
 * @param type which message
 * @param about the transfer or conversion it is about (may differ from the event's own)
 * @param state external state for {@link Type#STATE} and {@link Type#STATE_PATCH}
 * @param completedAt completedTimestamp for the same
 * @param fulfilment fulfilment to be shown, if any
 * @param extensions JSON text of the extension list to be shown, if any
 * @param failure what went wrong, for {@link Type#ERROR}; the cause for {@link Type#STATE_PATCH}
 *     and STATE
 * @param withId whether the body carries the transferId (PATCH after an abort, transfers §5.1)
 * @param validUntil a request for money is not worth sending after this time; {@link Instant#MAX}
 *     for outcomes
 */
public record Notice(
    String recipient,
    Type type,
    TransferKey about,
    Optional<String> state,
    Optional<Instant> completedAt,
    Optional<String> fulfilment,
    Optional<String> extensions,
    Optional<Failure> failure,
    boolean withId,
    Instant validUntil) {

  /** The kinds of message. */
  public enum Type {
    /** The received prepare, to the payee or provider. */
    FORWARD_PREPARE(1),
    /** The received fulfilment, to the payer or initiator. */
    FORWARD_FULFIL(2),
    /** The received error, to the payer or initiator. */
    FORWARD_ERROR(3),
    /** {@code PUT} with the present state, from the hub. */
    STATE(4),
    /** {@code PATCH} with the final state, from the hub. */
    STATE_PATCH(5),
    /** {@code PUT …/error}, from the hub. */
    ERROR(6);

    private final byte code;

    Type(int code) {
      this.code = (byte) code;
    }

    /** The number under which the type is stored; never reused. */
    public byte code() {
      return code;
    }

    /** The type stored as {@code code}. */
    public static Type of(int code) {
      return values()[code - 1];
    }
  }

  /** Forwards the event's own message. */
  public static Notice forward(Type type, String recipient, TransferKey about, Instant validUntil) {
    return new Notice(
        recipient,
        type,
        about,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        validUntil);
  }

  /** Tells of an error. */
  public static Notice error(String recipient, TransferKey about, Failure failure) {
    return new Notice(
        recipient,
        Type.ERROR,
        about,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(failure),
        false,
        Instant.MAX);
  }
}
