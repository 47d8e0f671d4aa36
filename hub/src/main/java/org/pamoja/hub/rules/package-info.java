/**
 * Rules of the scheme beyond what the standard and the ledger demand: who may send and receive, how
 * much, to whom, and what an external screener thinks of it. Judged at quote and at prepare; what
 * they say of a prepare travels to the ledger with the command, which stores the refusal.
 */
package org.pamoja.hub.rules;
