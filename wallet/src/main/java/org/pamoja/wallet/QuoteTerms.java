package org.pamoja.wallet;

import org.pamoja.fspiop.message.Money;

/**
 * What payer and payee DFSP agreed on.
 *
 * @param transactionId id of the transaction, becomes the transfer's
 * @param payeeFsp DFSP of the payee
 * @param transferAmount what the transfer moves
 * @param ilpPacket packet both hold
 * @param condition lock of the transfer
 */
record QuoteTerms(
    String transactionId,
    String payeeFsp,
    Money transferAmount,
    String ilpPacket,
    String condition) {}
