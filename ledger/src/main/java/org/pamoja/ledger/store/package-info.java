/** The seam between deciding and storing: what a batch asks for, finds and writes. */
package org.pamoja.ledger.store;
