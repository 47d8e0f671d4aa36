/**
 * The FSPIOP resource {@code transfers}: turns messages into commands for the ledger, and what the
 * ledger owes participants back into messages. Nothing here decides about money.
 */
package org.pamoja.hub.transfers;
