package org.pamoja.testkit.ledger;

import java.time.Instant;
import org.pamoja.ledger.transfer.TransferKey;
import org.pamoja.ledger.transfer.TransferState;

/**
 * A transfer, conversion or funds record of the {@link LedgerModel}: who holds how much, and who
 * gets it.
 */
final class ModelEntry {
  /** What the entry is, in the model's own words. */
  enum Sort {
    PAYMENT,
    PAYER_CONVERSION,
    PAYEE_CONVERSION,
    DEPOSIT,
    WITHDRAWAL,
    OPENING,
    SETTLEMENT
  }

  final TransferKey key;
  final Sort sort;
  final String payer;
  final String payee;
  final String hash;
  TransferState state;
  String fulfilHash;
  String errorHash;
  String condition = "";
  String determining = "";
  Instant expires = Instant.MAX;
  boolean everReserved;
  long amount;
  long holdOn;
  long giveTo;

  /**
   * Of a payer conversion what its provider can be charged; of a payee conversion who takes the
   * payment's money.
   */
  long otherAmount;

  long otherAccount;
  String otherCurrency = "";

  /** Of a payment: what its fee comes to and between which accounts it is posted. */
  long fee;

  long feeFrom;
  long feeTo;

  /** Of a payment settled gross: the SETTLEMENT accounts of payer and payee; 0 for all others. */
  long grossFrom;

  long grossTo;

  ModelEntry(
      TransferKey key, Sort sort, String payer, String payee, String hash, TransferState state) {
    this.key = key;
    this.sort = sort;
    this.payer = payer;
    this.payee = payee;
    this.hash = hash;
    this.state = state;
  }

  boolean open() {
    return state == TransferState.RESERVED || state == TransferState.RECEIVED_FULFIL_DEPENDENT;
  }

  boolean isOnUs() {
    return payer.equalsIgnoreCase(payee);
  }

  boolean isConversion() {
    return sort == Sort.PAYER_CONVERSION || sort == Sort.PAYEE_CONVERSION;
  }
}
