/** The accounts: double-entry counters, and what one decision does to them. */
package org.pamoja.ledger.account;
