/**
 * The ledger for simulations: a store in memory that keeps the contract of the real one, and a
 * model of the rules, written apart from them, to compare the ledger with.
 */
package org.pamoja.testkit.ledger;
