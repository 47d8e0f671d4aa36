package org.pamoja.ledger.transfer;

/** What a row of the transfer table is about. */
public enum TransferKind {
  /** A payment between two participants. */
  TRANSFER(1),
  /**
   * A conversion by an FX provider on the payer's side: the initiator's source amount is reserved.
   */
  PAYER_CONVERSION(2),
  /** A conversion on the payee's side: the provider's target amount is reserved. */
  PAYEE_CONVERSION(3),
  /** Funds deposited at the settlement bank. */
  FUNDS_IN(4),
  /** Funds withdrawn from the settlement bank, in two phases. */
  FUNDS_OUT(5),
  /** The position a participant starts with. */
  INITIAL_POSITION(6),
  /** The settlement of one account, in the steps of a settlement. */
  SETTLEMENT(7);

  private final short code;

  TransferKind(int code) {
    this.code = (short) code;
  }

  /** The number under which the kind is stored; never reused. */
  public short code() {
    return code;
  }

  /** The kind stored as {@code code}. */
  public static TransferKind of(int code) {
    return values()[code - 1];
  }
}
