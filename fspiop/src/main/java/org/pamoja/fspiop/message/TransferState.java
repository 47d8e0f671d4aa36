package org.pamoja.fspiop.message;

/** The states of a transfer or conversion that participants see (API type TransferState). */
public enum TransferState {
  /** Taken in, nothing reserved yet. */
  RECEIVED,
  /** Reserved; from a payee: committed on its side only after the hub's PATCH. */
  RESERVED,
  /** The money has moved. */
  COMMITTED,
  /** Ended without effect. */
  ABORTED
}
