/**
 * Settlements: made over closed windows, moved on account by account until they are settled, or
 * given up (settlement §3 to §5). Money moves in the ledger only, by commands that may be repeated;
 * the rows here are marked after it. So nothing is marked whose money has not moved, and a request
 * repeated after a crash finds the money moved and marks it.
 */
package org.pamoja.hub.settlement.settlements;
