package org.pamoja.ledger.transfer;

/** The states of a transfer or conversion, and how each shows in the API (transfers §1). */
public enum TransferState {
  RECEIVED_PREPARE("RECEIVED", 1),
  RESERVED("RESERVED", 2),
  RESERVED_FORWARDED("RESERVED", 3),
  RECEIVED_FULFIL("RESERVED", 4),
  RECEIVED_FULFIL_DEPENDENT("RESERVED", 5),
  COMMITTED("COMMITTED", 6),
  SETTLED("SETTLED", 7),
  RECEIVED_REJECT("RESERVED", 8),
  RECEIVED_ERROR("RESERVED", 9),
  RESERVED_TIMEOUT("RESERVED", 10),
  ABORTED_REJECTED("ABORTED", 11),
  ABORTED_ERROR("ABORTED", 12),
  EXPIRED_PREPARED("ABORTED", 13),
  EXPIRED_RESERVED("ABORTED", 14),
  FAILED("ABORTED", 15),
  INVALID("ABORTED", 16);

  private static final TransferState[] BY_CODE = new TransferState[17];

  static {
    for (TransferState state : values()) {
      BY_CODE[state.code] = state;
    }
  }

  private final String external;
  private final short code;

  TransferState(String external, int code) {
    this.external = external;
    this.code = (short) code;
  }

  /** The {@code transferState} participants see. */
  public String external() {
    return external;
  }

  /** The number under which the state is stored; never reused. */
  public short code() {
    return code;
  }

  /** The state stored as {@code code}. */
  public static TransferState of(int code) {
    return BY_CODE[code];
  }

  /** Whether money is held and an outcome may still come. */
  public boolean holdsReservation() {
    return this == RESERVED || this == RESERVED_FORWARDED || this == RECEIVED_FULFIL_DEPENDENT;
  }

  /**
   * Whether it ends when its expiration comes. What was forwarded is the other scheme's to end, and
   * a fulfilled conversion waits for its transfer (transfers §6, §9.4).
   */
  public boolean mayExpire() {
    return this == RECEIVED_PREPARE || this == RESERVED;
  }

  /** Whether nothing can change any more. */
  public boolean isFinal() {
    return switch (this) {
      case COMMITTED,
          SETTLED,
          ABORTED_REJECTED,
          ABORTED_ERROR,
          EXPIRED_PREPARED,
          EXPIRED_RESERVED,
          FAILED,
          INVALID ->
          true;
      case RECEIVED_PREPARE,
          RESERVED,
          RESERVED_FORWARDED,
          RECEIVED_FULFIL,
          RECEIVED_FULFIL_DEPENDENT,
          RECEIVED_REJECT,
          RECEIVED_ERROR,
          RESERVED_TIMEOUT ->
          false;
    };
  }
}
