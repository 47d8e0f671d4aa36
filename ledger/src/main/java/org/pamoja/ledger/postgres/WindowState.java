package org.pamoja.ledger.postgres;

/** The states of a settlement window (settlement §2). Stored by name. */
public enum WindowState {
  /** Postings land in it; there is exactly one. */
  OPEN,
  /** Nothing lands in it any more; its flows have still to be summed up. */
  PROCESSING,
  /** Its flows and contents are known. */
  CLOSED,
  /** Part of a settlement that is not finished. */
  PENDING_SETTLEMENT,
  /** All of its contents are settled. */
  SETTLED,
  /** Its settlement was aborted; it may be put into another. */
  ABORTED,
  /** Known to the reference's enumeration; never set. */
  FAILED
}
