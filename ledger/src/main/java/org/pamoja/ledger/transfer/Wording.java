package org.pamoja.ledger.transfer;

/** The reference's texts where transfers (transfers §5) and conversions (§9.3) differ. */
enum Wording {
  TRANSFER(
      new Failure("2001", "Internal server error - transfer not found"),
      Failure.validation("fspiop-source does not match payee fsp on the Fulfil callback response"),
      Failure.validation(
          "fspiop-destination does not match payer fsp on the Fulfil callback response"),
      new Failure("3106", "Modified request"),
      Failure.validation("invalid fulfilment"),
      Failure.validation("non-RESERVED transfer state"),
      new Failure("3303", "Transfer expired")),
  CONVERSION(
      new Failure("3208", "Transfer ID not found - fxTransfer not found"),
      Failure.validation(
          "fspiop-source header does not match counterPartyFsp on the fxFulfil callback response"),
      Failure.validation(
          "fspiop-destination header does not match initiatingFsp on the fxFulfil callback response"),
      new Failure("3106", "Modified request - No fxDuplicateHash found"),
      Failure.validation("Invalid FX fulfilment"),
      Failure.validation("Non-RESERVED fxTransfer state"),
      new Failure("3303", "Transfer expired - fxTransfer expired"));

  /** What both parties get when a transfer or conversion expires. */
  static final Failure EXPIRED = new Failure("3303", "Transfer expired");

  final Failure notFound;
  final Failure wrongSource;
  final Failure wrongDestination;
  final Failure modifiedOutcome;
  final Failure invalidFulfilment;
  final Failure notReserved;
  final Failure tooLate;

  Wording(
      Failure notFound,
      Failure wrongSource,
      Failure wrongDestination,
      Failure modifiedOutcome,
      Failure invalidFulfilment,
      Failure notReserved,
      Failure tooLate) {
    this.notFound = notFound;
    this.wrongSource = wrongSource;
    this.wrongDestination = wrongDestination;
    this.modifiedOutcome = modifiedOutcome;
    this.invalidFulfilment = invalidFulfilment;
    this.notReserved = notReserved;
    this.tooLate = tooLate;
  }

  static Wording of(TransferKey key) {
    return key.conversion() ? CONVERSION : TRANSFER;
  }
}
