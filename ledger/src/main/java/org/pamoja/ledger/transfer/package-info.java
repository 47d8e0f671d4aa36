/**
 * The rules of money: a pure state machine that turns a command and the locked rows into a
 * decision. Begin with {@link org.pamoja.ledger.transfer.TransferMachine}.
 */
package org.pamoja.ledger.transfer;
