package org.pamoja.hub.settlement.bank;

/**
 * What a check of the bank's file can find, in the order of the operator portal's table. An error
 * blocks the finalisation; a warning has to be confirmed by its name.
 */
public enum FindingCode {
  /** The file is about another settlement. */
  SETTLEMENT_ID_DIFFERS(Severity.ERROR),
  /** A cell cannot be understood, or a row lacks one. */
  MALFORMED(Severity.ERROR),
  /** No such account exists. */
  ACCOUNT_UNKNOWN(Severity.ERROR),
  /** The account exists but is not part of the settlement. */
  ACCOUNT_NOT_IN_SETTLEMENT(Severity.ERROR),
  /** An account has two rows. */
  ACCOUNT_TWICE(Severity.ERROR),
  /** Participant, account and name do not belong together. */
  IDENTIFIERS_DIFFER(Severity.ERROR),
  /** The row's currency is not the account's. */
  CURRENCY_DIFFERS(Severity.ERROR),
  /** The account is not of type POSITION. */
  ACCOUNT_TYPE(Severity.ERROR),
  /** An amount has more decimals than its currency, or is too large. */
  AMOUNT_INVALID(Severity.ERROR),
  /** The bank gave no balance, without which nothing can be compared. */
  BALANCE_ABSENT(Severity.ERROR),
  /**
   * Funds are to be booked and the bank's balance is below zero: nobody can hold less than nothing.
   */
  BALANCE_BELOW_ZERO(Severity.ERROR),
  /** Funds are to be booked and there is no settlement account to book them on. */
  NO_SETTLEMENT_ACCOUNT(Severity.ERROR),
  /** The settlement is over: settled or aborted. */
  SETTLEMENT_OVER(Severity.ERROR),
  /** The transfers of a currency do not add up to zero. */
  SUM_NOT_ZERO(Severity.WARNING),
  /** A transfer is not the settlement's net amount of the account. */
  TRANSFER_DIFFERS(Severity.WARNING),
  /** The bank's balance is not what the hub expects. */
  BALANCE_DIFFERS(Severity.WARNING),
  /** An account of the settlement has no row. */
  ACCOUNT_MISSING(Severity.WARNING),
  /** The bank's balance is zero or below. */
  BALANCE_NOT_POSITIVE(Severity.WARNING);

  /** Whether a finding blocks. */
  public enum Severity {
    /** Nothing is done. */
    ERROR,
    /** Done only when the operator has confirmed it. */
    WARNING
  }

  private final Severity severity;

  FindingCode(Severity severity) {
    this.severity = severity;
  }

  /** Whether it blocks. */
  public Severity severity() {
    return severity;
  }
}
