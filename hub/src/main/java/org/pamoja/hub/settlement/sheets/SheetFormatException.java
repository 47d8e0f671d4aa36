package org.pamoja.hub.settlement.sheets;

/**
 * A file is not what it should be, or beyond a bound. The message may be told to whoever sent it.
 * It is an expected outcome, so no stack trace is taken.
 */
public final class SheetFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a reason, for example {@code not a spreadsheet}. */
  public SheetFormatException(String reason) {
    super(reason, null, false, false);
  }
}
