package org.pamoja.fspiop.message;

/**
 * The operations of FSPIOP that have a body, each with the rule its body has to meet. Which objects
 * are closed to unknown properties differs between the resources on purpose: the reference answers
 * them with services of their own.
 */
public enum Operation {
  /** {@code POST /participants}: a list of parties. */
  PARTICIPANTS_BATCH_POST(DiscoveryBodies.PARTICIPANTS_BATCH_POST),
  /** {@code PUT /participants/{ID}}: the result of a list. */
  PARTICIPANTS_BATCH_PUT(DiscoveryBodies.PARTICIPANTS_BATCH_PUT),
  /** {@code PUT /participants/{ID}/error}. */
  PARTICIPANTS_BATCH_PUT_ERROR(CommonBodies.ERROR_PUT),
  /** {@code POST /participants/{Type}/{ID}[/{SubId}]}. */
  PARTICIPANTS_POST(DiscoveryBodies.PARTICIPANTS_POST),
  /** {@code PUT /participants/{Type}/{ID}[/{SubId}]}. */
  PARTICIPANTS_PUT(DiscoveryBodies.PARTICIPANTS_PUT),
  /** {@code PUT /participants/{Type}/{ID}[/{SubId}]/error}. */
  PARTICIPANTS_PUT_ERROR(CommonBodies.ERROR_PUT),

  /** {@code PUT /parties/{Type}/{ID}[/{SubId}]}. */
  PARTIES_PUT(DiscoveryBodies.PARTIES_PUT),
  /** {@code PUT /parties/{Type}/{ID}[/{SubId}]/error}. */
  PARTIES_PUT_ERROR(CommonBodies.ERROR_PUT),

  /** {@code POST /quotes}. */
  QUOTES_POST(QuoteBodies.QUOTES_POST),
  /** {@code PUT /quotes/{ID}}. */
  QUOTES_PUT(QuoteBodies.QUOTES_PUT),
  /** {@code PUT /quotes/{ID}/error}. */
  QUOTES_PUT_ERROR(QuoteBodies.QUOTES_PUT_ERROR),
  /** {@code POST /bulkQuotes}. */
  BULK_QUOTES_POST(QuoteBodies.BULK_QUOTES_POST),
  /** {@code PUT /bulkQuotes/{ID}}. */
  BULK_QUOTES_PUT(QuoteBodies.BULK_QUOTES_PUT),
  /** {@code PUT /bulkQuotes/{ID}/error}. */
  BULK_QUOTES_PUT_ERROR(QuoteBodies.QUOTES_PUT_ERROR),
  /** {@code POST /fxQuotes}. */
  FX_QUOTES_POST(FxQuoteBodies.FX_QUOTES_POST),
  /** {@code PUT /fxQuotes/{ID}}. */
  FX_QUOTES_PUT(FxQuoteBodies.FX_QUOTES_PUT),
  /** {@code PUT /fxQuotes/{ID}/error}. */
  FX_QUOTES_PUT_ERROR(QuoteBodies.QUOTES_PUT_ERROR),

  /** {@code POST /transfers}. */
  TRANSFERS_POST(TransferBodies.TRANSFERS_POST),
  /** {@code PUT /transfers/{ID}}. */
  TRANSFERS_PUT(TransferBodies.TRANSFERS_PUT),
  /** {@code PATCH /transfers/{ID}}. */
  TRANSFERS_PATCH(TransferBodies.TRANSFERS_PATCH),
  /** {@code PUT /transfers/{ID}/error}. */
  TRANSFERS_PUT_ERROR(CommonBodies.ERROR_PUT),
  /** {@code POST /fxTransfers}. */
  FX_TRANSFERS_POST(TransferBodies.FX_TRANSFERS_POST),
  /** {@code PUT /fxTransfers/{ID}}. */
  FX_TRANSFERS_PUT(TransferBodies.FX_TRANSFERS_PUT),
  /** {@code PATCH /fxTransfers/{ID}}. */
  FX_TRANSFERS_PATCH(TransferBodies.FX_TRANSFERS_PATCH),
  /** {@code PUT /fxTransfers/{ID}/error}. */
  FX_TRANSFERS_PUT_ERROR(CommonBodies.ERROR_PUT),
  /** {@code POST /bulkTransfers}. */
  BULK_TRANSFERS_POST(BulkTransferBodies.BULK_TRANSFERS_POST),
  /** {@code PUT /bulkTransfers/{ID}}. */
  BULK_TRANSFERS_PUT(BulkTransferBodies.BULK_TRANSFERS_PUT),
  /** {@code PUT /bulkTransfers/{ID}/error}. */
  BULK_TRANSFERS_PUT_ERROR(BulkTransferBodies.BULK_TRANSFERS_PUT_ERROR),

  /** {@code POST /transactionRequests}. */
  TRANSACTION_REQUESTS_POST(TransactionRequestBodies.TRANSACTION_REQUESTS_POST),
  /** {@code PUT /transactionRequests/{ID}}. */
  TRANSACTION_REQUESTS_PUT(TransactionRequestBodies.TRANSACTION_REQUESTS_PUT),
  /** {@code PUT /transactionRequests/{ID}/error}. */
  TRANSACTION_REQUESTS_PUT_ERROR(TransactionRequestBodies.PUT_ERROR),
  /** {@code PUT /authorizations/{ID}}. */
  AUTHORIZATIONS_PUT(TransactionRequestBodies.AUTHORIZATIONS_PUT),
  /** {@code PUT /authorizations/{ID}/error}. */
  AUTHORIZATIONS_PUT_ERROR(TransactionRequestBodies.PUT_ERROR);

  private final Rule bodyRule;

  Operation(Rule bodyRule) {
    this.bodyRule = bodyRule;
  }

  Rule bodyRule() {
    return bodyRule;
  }
}
