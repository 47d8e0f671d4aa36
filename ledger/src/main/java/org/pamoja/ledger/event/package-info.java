/**
 * The history: one event for each command that changed something or owes a message, and the
 * messages owed.
 */
package org.pamoja.ledger.event;
