/**
 * Settling with the bank: the file that goes to it, the file that comes back, the checks between
 * the two, and the finalisation that books what the bank has done. The hub does it, not a browser:
 * it is a stored job that any node carries on after an interruption.
 *
 * <p>Sources: the settlement initiation and finalisation files of the operator portals of the
 * Mojaloop community, and ISO 20022 (pacs.009, camt.053).
 */
package org.pamoja.hub.settlement.bank;
