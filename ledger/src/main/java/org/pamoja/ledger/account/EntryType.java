package org.pamoja.ledger.account;

/**
 * What kind of entry a posting is: the ledger entry types of the admin API (ledger-admin §6.3) in
 * their numbering, and one of this ledger's own.
 */
public enum EntryType {
  /** The amount of a transfer or conversion, between POSITION accounts. */
  PRINCIPLE_VALUE(1),
  /** The fee that the payer's participant owes the payee's, between INTERCHANGE_FEE accounts. */
  INTERCHANGE_FEE(2),
  /** A fee that a participant owes the hub. */
  HUB_FEE(3),
  /** An initial position in the participant's favour. */
  POSITION_DEPOSIT(4),
  /** An initial position that the participant owes. */
  POSITION_WITHDRAWAL(5),
  /** Settlement of who is owed: its account is charged what it had received. */
  SETTLEMENT_NET_RECIPIENT(6),
  /** Settlement of who owes: its account is freed. */
  SETTLEMENT_NET_SENDER(7),
  /** Settlement of who neither owes nor is owed; never posted, since its amount is zero. */
  SETTLEMENT_NET_ZERO(8),
  /** Funds deposited at the settlement bank. */
  RECORD_FUNDS_IN(9),
  /** Funds withdrawn from the settlement bank. */
  RECORD_FUNDS_OUT(10),
  /**
   * A transfer settled by itself in the batch that commits it: from the participant's POSITION to
   * its SETTLEMENT account, or back. No type of the admin API's; code 11 is this ledger's own.
   */
  GROSS_SETTLEMENT(11);

  private static final EntryType[] VALUES = values();

  private final short code;

  EntryType(int code) {
    this.code = (short) code;
  }

  /** The number under which the type is stored; never reused. */
  public short code() {
    return code;
  }

  /** The type stored as {@code code}. */
  public static EntryType of(int code) {
    return VALUES[code - 1];
  }

  /** The entry by which a net amount is settled; positive means that the participant owes it. */
  public static EntryType ofNet(long netAmount) {
    if (netAmount == 0) {
      return SETTLEMENT_NET_ZERO;
    }
    return netAmount > 0 ? SETTLEMENT_NET_SENDER : SETTLEMENT_NET_RECIPIENT;
  }

  /**
   * Whether a settlement window counts it: what transfers and their fees moved, and what of that
   * was settled gross at once. Deposits, initial positions and settlements move accounts too, but
   * are no part of what is to be settled.
   */
  public boolean isCountedByWindows() {
    return switch (this) {
      case PRINCIPLE_VALUE, INTERCHANGE_FEE, HUB_FEE, GROSS_SETTLEMENT -> true;
      case POSITION_DEPOSIT,
          POSITION_WITHDRAWAL,
          SETTLEMENT_NET_RECIPIENT,
          SETTLEMENT_NET_SENDER,
          SETTLEMENT_NET_ZERO,
          RECORD_FUNDS_IN,
          RECORD_FUNDS_OUT ->
          false;
    };
  }
}
